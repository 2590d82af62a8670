import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { exactTwoSample } from '../../math/kolmogorov'
import { createSubsetCounts } from '../../math/hypergeometric-draws'
import { exactTiedTwoSample, type KolmogorovSide, tiedWork } from '../../math/kolmogorov-ties'
import { type Pooled, pool } from '../../math/pooled'
import { createRandom, PURPOSE } from '../../random'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { gapUnit } from './gap-extremes'

const detect = await loadDetector('ks')

const ks = (reference: number[], other: number[], params: object = {}) =>
  driveSync(
    detect(params, { reference: sampleOf(reference.map((x) => [x])), test: sampleOf(other.map((x) => [x])) }),
  ) as PerColumnResult

const grades = (...counts: number[]) => counts.flatMap((count, k) => Array<number>(count).fill(k + 1))
const reference = grades(90, 70, 40)
const other = grades(30, 38, 32)

test('with equal values the exact p is the share of all splits that are at least as far apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 9 }),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom('two-sided', 'greater', 'less'),
      (values, cut, alternative) => {
        const n = Math.min(cut, values.length - 1)
        const m = values.length - n
        const distance = (marks: number) => {
          let [above, below] = [0, 0]
          for (const x of values) {
            let [i, j] = [0, 0]
            values.forEach((y, k) => {
              if (y > x) return
              if ((marks >> k) & 1) i++
              else j++
            })
            above = Math.max(above, i * m - j * n)
            below = Math.max(below, j * n - i * m)
          }
          return alternative === 'greater' ? above : alternative === 'less' ? below : Math.max(above, below)
        }
        const observed = distance(2 ** n - 1)
        let [splits, far] = [0, 0]
        for (let marks = 0; marks < 2 ** (n + m); marks++) {
          if (marks.toString(2).replaceAll('0', '').length !== n) continue
          splits++
          if (distance(marks) >= observed) far++
        }
        const [column] = ks(values.slice(0, n), values.slice(n), { alternative }).columns
        expect(column?.pValue).toBeCloseTo(far / splits, 12)
        expect(column?.statistic).toBeCloseTo(observed / (n * m), 12)
      },
    ),
    { numRuns: tries(150) },
  )
})

test('three grades: p is 0.0226 with the ties and 0.096 as SciPy counts, which its profile keeps', () => {
  const ours = ks(reference, other)
  expect(ours.columns[0]?.pValue).toBeCloseTo(0.02264112, 8)
  expect(ours.drift).toBe(true)
  // Rows that are sorted by the column are no sign of memory.
  expect(ours.notes).toEqual([])
  expect(ours.settings).toMatchObject({ method: 'exact', methodRule: 'auto' })
  expect(ours.settings).not.toHaveProperty('seed')
  const scipy = ks(reference, other, { profile: 'scipy' })
  expect(scipy.columns[0]?.pValue).toBeCloseTo(0.096238, 6)
  expect(scipy.notes).toContain(
    'Both samples share values in the column: with such ties a p-value is an upper bound.',
  )
})

const draw = (seed: number, rows: number, values: number) => {
  const random = createRandom(seed, PURPOSE.permutation)
  return Float64Array.from({ length: rows }, () => random() % values).sort()
}

test('long runs of equal values, dealt at once, give what a walk row by row gives', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 1, max: 5 }),
      fc.double({ min: 0.001, max: 0.6, noNaN: true }),
      fc.constantFrom('both', 'above', 'below'),
      (seed, n, m, values, distance, side) => {
        const pooled = driveSync(pool(draw(seed, n, values), draw(seed + 1, m, values)))
        const h = Math.max(1, Math.round(distance * gapUnit(n, m)))
        const p = driveSync(exactTiedTwoSample(pooled, h, side))
        const expected = outsideShare(pooled, h, side)
        if (expected === 0) expect(p).toBeLessThan(1e-9)
        else expect(p / expected).toBeCloseTo(1, 9)
      },
    ),
    { numRuns: tries(100) },
  )
})

/** The share of lattice paths that are outside where a value ends, point by point. */
function outsideShare({ n, m, reference, test: other }: Pooled, h: number, side: KolmogorovSide): number {
  const unit = gapUnit(n, m)
  const ends = new Set<number>()
  let rows = 0
  for (const [k, count] of reference.entries()) ends.add((rows += count + other[k]!))
  let before: number[] = []
  for (let i = 0; i <= n; i++) {
    const row: number[] = []
    for (let j = 0; j <= m; j++) {
      const above = (i * unit) / n - (j * unit) / m
      const far = side === 'both' ? Math.abs(above) : side === 'above' ? above : -above
      const mean = (i * (before[j] ?? 0) + j * (row[j - 1] ?? 0)) / Math.max(1, i + j)
      row.push(ends.has(i + j) && far >= h ? 1 : mean)
    }
    before = row
  }
  return before[m]!
}

test('of many rows with few values p is exact, and takes few steps', () => {
  const [rows, others] = [40_000, 60_000]
  const pooled = driveSync(pool(draw(1, rows, 5), draw(2, others, 5)))
  const h = Math.round(gapUnit(rows, others) * 0.006)
  // All pairs of rows would be 2.4e9 points.
  expect(tiedWork(pooled, h, 'both')).toBeLessThan(1e7)
  const totals = Float64Array.from(pooled.reference, (count, k) => count + pooled.test[k]!)
  const deal = createSubsetCounts(totals, rows)
  const random = createRandom(3, PURPOSE.test)
  let far = 0
  for (let b = 0; b < 20_000; b++) {
    let [difference, most] = [0, 0]
    for (const [k, ones] of deal(random).entries()) {
      difference += ones * 3 - (totals[k]! - ones) * 2
      most = Math.max(most, Math.abs(difference))
    }
    if (most >= h) far++
  }
  const p = driveSync(exactTiedTwoSample(pooled, h, 'both'))
  expect(p).toBeGreaterThan(0.05)
  expect(Math.abs(p - far / 20_000)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 20_000))
})

test('beyond what is quick, equal values are dealt anew, by the seed', () => {
  const columns = 24
  const wide = (seed: number) => {
    const column = draw(seed, 60_000, 40_000)
    return {
      rows: column.length,
      columns: Array.from({ length: columns }, (_, j) => `x${j + 1}`),
      values: Float64Array.from(
        { length: column.length * columns },
        (_, k) => column[Math.floor(k / columns)]!,
      ),
      rowNumbers: Uint32Array.from(column, (_, i) => i + 1),
    }
  }
  const samples = { reference: wide(1), test: wide(2) }
  const first = driveSync(
    detect({ alternative: 'greater', permutations: 19, alpha: 0.5 }, samples),
  ) as PerColumnResult
  expect(first.settings).toMatchObject({ method: 'permutation', permutations: 19, seed: 42 })
  expect(first.notes).toContain(
    'Both samples share values in all 24 columns: p-values there are by permutations.',
  )
  const p = Number(first.columns[0]?.pValue)
  expect(p * 20).toBeCloseTo(Math.round(p * 20), 9)
})

test('of values that all differ, the two ways of counting agree', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.constantFrom('both', 'above', 'below'),
      (n, m, share, side) => {
        const reference = Uint32Array.from({ length: n + m }, (_, k) => (k < n ? 1 : 0))
        const pooled = {
          n,
          m,
          values: new Float64Array(n + m),
          reference,
          test: reference.map((x) => 1 - x),
          ties: false,
        }
        const h = Math.max(1, Math.round(share * gapUnit(n, m)))
        const tied = driveSync(exactTiedTwoSample(pooled, h, side))
        expect(tied).toBeCloseTo(driveSync(exactTwoSample(n, m, h, side !== 'both')), 13)
      },
    ),
  )
})
