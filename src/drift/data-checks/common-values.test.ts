import { expect, test } from 'vitest'
import { commonValues as compute } from './common-values'
import { ks } from '../detectors/column-tests/ks'
import { driveSync } from '../drive'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import { normalSample } from '../samples-for-tests'

const commonValues = (...given: Parameters<typeof compute>) => driveSync(compute(...given))

type Change = (value: number, row: number) => number
const sample = (seed: number, rows: number, change: Change = (x) => x): Sample => {
  const drawn = normalSample(seed, rows, 1)
  return { ...drawn, values: drawn.values.map((z, i) => change(Math.round(100 * (20 + 5 * z)) / 100, i)) }
}
const none = () => false
const told = (ours: Change, theirs: Change, rows = 300) =>
  commonValues({ reference: sample(1, 400, ours), test: sample(2, rows, theirs) }, [], none)
const kept: Change = (x) => x

test('a default that stands for missing values, in either sample', () => {
  const filled: Change = (x, i) => (i % 25 === 0 ? 0 : x)
  expect(told(kept, filled)).toEqual([
    "'x1' is 0 in 4 % of the test rows and in none of the reference rows: does it stand for a missing value?",
  ])
  expect(told(filled, kept)).toEqual([
    "'x1' is 0 in 4 % of the reference rows and in none of the test rows: does it stand for a missing value?",
  ])
})

test('values that are cut off, at either end', () => {
  expect(told(kept, (x) => Math.min(x, 25))[0]).toMatch(
    /^'x1' is 25, its largest value, in 1\d(\.\d+)? % of the test rows .*: are values cut off there\?$/,
  )
  expect(told(kept, (x) => Math.max(x, 15))[0]).toContain("'x1' is 15, its smallest value, in")
})

test('nothing where both have the value, it is one of many, or all there is', () => {
  const pairs: Readonly<Record<string, readonly [Change, Change, number?]>> = {
    'as drawn': [kept, kept],
    shifted: [kept, (x) => x + 10],
    'whole numbers, shifted': [Math.round, (x) => Math.round(x) + 10],
    'wet and dry': [(x) => Math.max(18, x), (x) => Math.max(24, x)],
    'counts that fell': [(x) => Math.round(Math.exp(x / 12)), (x) => Math.round(Math.exp((x - 20) / 12))],
    constant: [kept, () => 7],
    flags: [(x) => (x > 30 ? 1 : 0), (x) => (x > 10 ? 1 : 0)],
    'few rows': [kept, (x, i) => (i < 8 ? 0 : x), 40],
  }
  const found = Object.entries(pairs).filter(
    ([, [ours, theirs, rows]]) => told(ours, theirs, rows).length > 0,
  )
  expect(found.map(([name]) => name)).toEqual([])
})

test('a result says it, where no drift was found too, and once of a column', async () => {
  const detect = await loadDetector('ks')
  const run = (change: Change) =>
    driveSync(detect(ks.params.defaults, { reference: sample(1, 400), test: sample(2, 300, change) }))
  const filled = run((x, i) => (i % 25 === 0 ? 0 : x))
  expect(filled).toMatchObject({ drift: false })
  expect(filled.notes.join(' ')).toContain('does it stand for a missing value?')
  const stuck = run((x, i) => (i >= 100 && i < 160 ? 20.01 : x)).notes
  expect(stuck.filter((note) => note.includes("'x1' is"))).toHaveLength(1)
})
