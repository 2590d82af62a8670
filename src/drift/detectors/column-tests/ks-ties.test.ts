import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { exactTwoSample } from '../../math/kolmogorov'
import { exactTiedTwoSample } from '../../math/kolmogorov-ties'
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

test('beyond what is quick, equal values are dealt anew, by the seed', () => {
  const draw = (seed: number, rows: number) => {
    const random = createRandom(seed, PURPOSE.permutation)
    return Array.from({ length: rows }, () => random() % 5)
  }
  const [large, larger] = [draw(1, 40_000), draw(2, 60_000)]
  const first = ks(large, larger, { permutations: 99 })
  expect(first.settings).toMatchObject({ method: 'permutation', permutations: 99, seed: 42 })
  expect(first.notes).toEqual([
    'Both samples share values in the column: p-values there are by permutations.',
  ])
  expect(Number(first.columns[0]?.pValue) * 100).toBeCloseTo(
    Math.round(Number(first.columns[0]?.pValue) * 100),
  )
  expect(ks(large, larger, { permutations: 99 })).toEqual(first)
  // The limit takes all values for different: larger than the share among the labellings.
  const limit = ks(large, larger, { permutations: 99, method: 'asymptotic' })
  expect(limit.columns[0]?.pValue).toBeGreaterThan(Number(first.columns[0]?.pValue) - 0.1)
  expect(limit.notes.join()).toContain('upper bound')
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
