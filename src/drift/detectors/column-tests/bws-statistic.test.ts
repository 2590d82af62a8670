import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { andersonDarlingTail } from '../../math/anderson-darling'
import { pool } from '../../math/pooled'
import { createRandom, normal, PURPOSE } from '../../random'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { bwsOfGroups, bwsStatistic, inGroups } from './bws-statistic'

/** Ascending normal values, in steps of `step` where it is not 0. */
function values(seed: number, rows: number, shift = 0, step = 0): Float64Array {
  const random = createRandom(seed, PURPOSE.test)
  const drawn = Float64Array.from({ length: rows }, () => normal(random) + shift)
  return (step === 0 ? drawn : drawn.map((x) => step * Math.round(x / step))).toSorted()
}

const pooledOf = (n: number, m: number, step = 0) =>
  driveSync(pool(values(1, n, 0, step), values(2, m, 0.1, step)))

test('groups of one row each are the rows', () => {
  const pooled = pooledOf(300, 200)
  for (const sides of ['one', 'both'] as const)
    expect(bwsOfGroups(pooled, sides)(pooled.reference)).toBeCloseTo(
      bwsStatistic(pooled, sides)(pooled.reference),
      10,
    )
})

test('where no values are equal, B has the bits of the way for values that may be', () => {
  for (const [n, m] of [
    [300, 200],
    [1, 7],
    [50, 333],
  ] as const) {
    const pooled = pooledOf(n, m)
    expect(pooled.ties).toBe(false)
    for (const sides of ['one', 'both'] as const)
      for (const counts of [pooled.reference, pooled.reference.toReversed()])
        expect(bwsStatistic(pooled, sides)(counts)).toBe(
          bwsStatistic({ ...pooled, ties: true }, sides)(counts),
        )
  }
})

test('groups hold all rows, about equally many in each, and never part equal values', () => {
  for (const step of [0, 0.01, 1]) {
    const pooled = pooledOf(3000, 2000, step)
    const grouped = inGroups(pooled, 50)
    expect(grouped.values.length).toBeLessThanOrEqual(50)
    expect(grouped.reference.reduce((a, b) => a + b, 0)).toBe(3000)
    expect(grouped.test.reduce((a, b) => a + b, 0)).toBe(2000)
    const sizes = grouped.reference.map((count, k) => count + grouped.test[k]!)
    // But the last, which is the rest.
    if (step < 1) for (const size of sizes.subarray(0, -1)) expect(size).toBeGreaterThanOrEqual(100)
    if (step === 0) expect(Math.max(...sizes)).toBe(100)
    if (step === 1) expect(grouped).toBe(pooled)
  }
})

test('of many rows p is near that of the limit, which is Anderson and Darling’s', async () => {
  const bws = await loadDetector('bws')
  for (const [seed, shift] of [
    [1, 0],
    [3, 0.02],
    [5, 0.03],
  ] as const) {
    const asRows = (all: Float64Array) => sampleOf(Array.from(all, (value) => [value]))
    const samples = {
      reference: asRows(values(seed, 10_000)),
      test: asRows(values(seed + 1, 10_000, shift)),
    }
    const found = driveSync(bws({}, samples)) as PerColumnResult
    const [column] = found.columns
    const limit = andersonDarlingTail(column!.statistic)
    // Four standard errors, and what 100 groups are off.
    expect(Math.abs(column!.pValue! - limit)).toBeLessThan(
      4 * Math.sqrt((limit * (1 - limit)) / 9999) + 0.07 * limit,
    )
    expect(found.notes.join(' ')).toContain('at most 100 groups of neighbouring values')
    const one = (alternative: string) =>
      (driveSync(bws({ alternative, permutations: 999 }, samples)) as PerColumnResult).columns[0]!.pValue!
    expect(one('greater') + one('less')).toBeCloseTo(1, 1)
  }
})
