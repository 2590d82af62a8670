import { expect, test } from 'vitest'
import { ks } from '../detectors/column-tests/ks'
import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import { normalSample, sampleOf } from '../samples-for-tests'
import { rowDigests } from './counted-rows'
import { sharedRows as compute } from './shared-rows'

const sharedRows = ({ reference, test }: { reference: Sample; test: Sample }) =>
  driveSync(compute({ reference: driveSync(rowDigests(reference)), test: driveSync(rowDigests(test)) }))
const rowsOf = ({ values, columns, rows }: Sample): number[][] =>
  Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns.length, (i + 1) * columns.length)])
const mapped = (sample: Sample, of: (value: number) => number): Sample => ({
  ...sample,
  values: sample.values.map(of),
})

const ours = normalSample(1, 400, 2)
const theirs = normalSample(2, 300, 2)

test('it counts the test rows that are rows of the reference', () => {
  expect(sharedRows({ reference: ours, test: ours })).toEqual({ rows: 400, of: 400 })
  const some = sampleOf([...rowsOf(ours).slice(350), ...rowsOf(theirs)])
  expect(sharedRows({ reference: ours, test: some })).toEqual({ rows: 50, of: 350 })
  // In any order, and to two decimals.
  const rounded = mapped(ours, (x) => Math.round(100 * (20 + 5 * x)) / 100)
  const shuffled = sampleOf(rowsOf(rounded).toReversed())
  expect(sharedRows({ reference: rounded, test: shuffled })).toMatchObject({ rows: 400 })
  expect(sharedRows({ reference: ours, test: theirs })).toBeNull()
})

test('a missing value and a negative zero are values like any other', () => {
  const withHoles = mapped(ours, (x) => (x > 1 ? Number.NaN : x < -1 ? 0 : x))
  const other = mapped(withHoles, (x) => (x === 0 ? -0 : x))
  expect(sharedRows({ reference: withHoles, test: other })).toMatchObject({ of: 400 })
})

test('rows that are alike by nature are not shared, whether they drifted or not', () => {
  const alike: Readonly<Record<string, (value: number) => number>> = {
    'two decimals': (x) => Math.round(100 * (20 + 5 * x)) / 100,
    'one decimal': (x) => Math.round(10 * (20 + 5 * x)) / 10,
    'whole numbers': (x) => Math.round(20 + 5 * x),
    'days without rain': (x) => Math.max(0, Math.round(100 * x)),
    codes: (x) => (x > 0 ? 1 : 0),
    prices: (x) => Math.round(1500 * Math.exp(x / 2)) / 100,
  }
  const found = Object.entries(alike).flatMap(([name, of]) =>
    [0, 0.5, 2].flatMap((shift) =>
      [1, 2].flatMap((columns) =>
        [50, 400, 2000].flatMap((rows) => {
          const samples = {
            reference: mapped(normalSample(3, rows, columns), of),
            test: mapped(normalSample(4, 400, columns, shift), of),
          }
          return sharedRows(samples) === null ? [] : [`${name}, ${shift}, ${columns}, ${rows}`]
        }),
      ),
    ),
  )
  expect(found).toEqual([])
})

test('of many rows some are looked at, and all are counted where those tell', () => {
  const random = createRandom(5, PURPOSE.test)
  const drawn = (rows: number) => Array.from({ length: rows }, () => [uniform(random)])
  const many = sampleOf(drawn(60_000))
  const next = sampleOf([...drawn(20_000), ...rowsOf(many).slice(20_000, 30_000), ...drawn(10_000)])
  expect(sharedRows({ reference: many, test: next })).toEqual({ rows: 10_000, of: 40_000 })
  expect(sharedRows({ reference: many, test: sampleOf(drawn(40_000)) })).toBeNull()
})

test('a result says it in a note', async () => {
  const detect = await loadDetector('ks')
  const run = (test: Sample) => {
    const result = driveSync(detect(ks.params.defaults, { reference: ours, test }))
    if (result.shape !== 'per-column') throw new Error(result.shape)
    return result
  }
  // One table, saved twice, is the same: no drift is true of it, and may be the wrong file all the same.
  expect(run(ours)).toMatchObject({
    drift: false,
    notes: [
      'All 400 test rows are rows of the reference, value for value. Check that the test sample is the one you meant.',
    ],
  })
  const some = run(sampleOf([...rowsOf(ours).slice(350), ...rowsOf(theirs)]))
  expect(some.notes).toEqual([
    '50 of 350 test rows are rows of the reference, value for value, so a drift shows less than it should. Compare samples that share no rows.',
  ])
  // A part of the reference that is not like the rest has drifted, whatever it shares.
  const low = run(sampleOf(rowsOf(ours).filter(([x]) => x! < -0.5)))
  expect(low).toMatchObject({ drift: true })
  expect(low.notes.join(' ')).toContain('are rows of the reference')
})
