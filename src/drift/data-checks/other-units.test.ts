import { expect, test } from 'vitest'
import { formatCount } from '~/lib/format'
import { ks } from '../detectors/column-tests/ks'
import { driveSync } from '../drive'
import { otherUnits as compute } from './other-units'
import { loadDetector } from '../run'
import type { ColumnScaling, Sample } from '../sample'
import { normalSample } from '../samples-for-tests'

const otherUnits = (...given: Parameters<typeof compute>) => driveSync(compute(...given))

type Change = (value: number) => number
/** Degrees, shares and counts of one normal number a row. */
const OWN: readonly Change[] = [
  (z) => Math.round(10 * (18 + 5 * z)) / 10,
  (z) => Math.round(1000 * (0.4 + 0.05 * z)) / 1000,
  (z) => Math.round(60 * Math.exp(z / 4)),
]
const kept: Change = (x) => x

function sample(seed: number, rows: number, changes: readonly Change[] = [kept, kept, kept]): Sample {
  const drawn = normalSample(seed, rows, 3)
  return {
    ...drawn,
    columns: ['temp', 'share', 'count'],
    values: drawn.values.map((z, k) => changes[k % 3]!(OWN[k % 3]!(z))),
  }
}

const told = (changes: readonly Change[], rows = 300) =>
  otherUnits({ reference: sample(1, 400), test: sample(2, rows, changes) }, [])

test.each<[string, readonly Change[], string[]]>([
  [
    'fahrenheit',
    [(x) => Math.round(10 * (x * 1.8 + 32)) / 10, kept, kept],
    ["'temp' fits the reference when converted from °F to °C: is it in another unit?"],
  ],
  [
    'kelvin',
    [(x) => x + 273.15, kept, kept],
    ["'temp' fits the reference when converted from K to °C: is it in another unit?"],
  ],
  [
    'per cent',
    [kept, (x) => 100 * x, kept],
    ["'share' fits the reference when divided by 100: is it in another unit?"],
  ],
  [
    'kilo',
    [(x) => x / 1000, kept, (x) => x / 1000],
    [
      `'temp' and 'count' fit the reference when multiplied by ${formatCount(1000)}: are they in another unit?`,
    ],
  ],
  [
    'sign',
    [kept, kept, (x) => -x],
    ["'count' fits the reference when its sign is reversed: is it counted the other way?"],
  ],
])('%s', (_, changes, notes) => {
  expect(told(changes)).toEqual(notes)
})

test('columns that changed places', () => {
  const [reference, drawn] = [sample(1, 400), sample(2, 300)]
  const values = drawn.values.map((_, k) => drawn.values[k % 3 === 0 ? k + 1 : k % 3 === 1 ? k - 1 : k]!)
  expect(otherUnits({ reference, test: { ...drawn, values } }, [])).toEqual([
    "'temp' and 'share' fit the reference when they change places: were they swapped?",
  ])
})

test('a real change, few rows, few values and categories are no other unit', () => {
  expect(told([(x) => x + 15, (x) => x + 0.4, (x) => 8 * x])).toEqual([])
  expect(told([(x) => 3 * x, (x) => x / 4, (x) => x + 200])).toEqual([])
  expect(told([kept, (x) => 100 * x, kept], 19)).toEqual([])
  const flag: Change = (x) => (x > 18 ? 1 : 2)
  expect(
    otherUnits(
      {
        reference: sample(1, 400, [flag, kept, kept]),
        test: sample(2, 300, [(x) => 100 * flag(x), kept, kept]),
      },
      [],
    ),
  ).toEqual([])
})

test('a result with drift says it, of standardised columns in their own unit', async () => {
  const detect = await loadDetector('ks')
  const scaling: ColumnScaling[] = [{ column: 'temp', mean: 18, sd: 5 }]
  const standardised = (one: Sample): Sample => ({
    ...one,
    values: one.values.map((x, k) => (k % 3 === 0 ? (x - 18) / 5 : x)),
  })
  const run = (changes: readonly Change[]) =>
    driveSync(
      detect(ks.params.defaults, {
        reference: standardised(sample(1, 400)),
        test: standardised(sample(2, 300, changes)),
        scaling,
      }),
    ).notes
  expect(run([(x) => x * 1.8 + 32, kept, kept])).toEqual([
    "'temp' fits the reference when converted from °F to °C: is it in another unit?",
  ])
  expect(run([kept, kept, kept])).toEqual([])
})
