import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { drive, driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { PerColumnResult } from '../../results'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'

const detect = await loadDetector('ks')

const ks = (reference: Sample, test: Sample, params: object = {}) =>
  driveSync(detect(params, { reference, test })) as PerColumnResult

const column = (values: number[]) => sampleOf(values.map((x) => [x]))

test('each column is tested by itself and corrected for their number, which is named', () => {
  const reference = normalSample(1, 200, 5)
  const other = normalSample(2, 200, 5)
  const moved = { ...other, values: other.values.map((x, i) => (i % 5 === 3 ? x + 1 : x)) }
  const r = ks(reference, moved)
  expect(r.correction).toBe('Bonferroni')
  expect(r.columns.map((c) => c.name)).toEqual(['x1', 'x2', 'x3', 'x4', 'x5'])
  expect(r.columns.filter((c) => c.drift).map((c) => c.name)).toEqual(['x4'])
  for (const c of r.columns) expect(c.adjustedPValue).toBe(Math.min(1, 5 * (c.pValue ?? Number.NaN)))
  expect(r.settings).toMatchObject({ alphaPerColumn: 0.01, columns: 5, method: 'exact' })
  expect(ks(column([1, 2, 3]), column([1, 2])).correction).toBe('none')
})

test('the exact p is the share of all splits that are at least as far apart', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom('two-sided', 'greater', 'less'),
      (n, m, seed, alternative) => {
        const all = [...normalSample(seed, n + m, 1).values]
        const distance = (marks: number) => {
          const order = all.map((_, i) => i).sort((a, b) => (all[a] as number) - (all[b] as number))
          let [i, j, above, below] = [0, 0, 0, 0]
          for (const at of order) {
            if ((marks >> at) & 1) i++
            else j++
            above = Math.max(above, i * m - j * n)
            below = Math.max(below, j * n - i * m)
          }
          return alternative === 'greater' ? above : alternative === 'less' ? below : Math.max(above, below)
        }
        const observed = distance(2 ** n - 1)
        let splits = 0
        let far = 0
        for (let marks = 0; marks < 2 ** (n + m); marks++) {
          if (marks.toString(2).replaceAll('0', '').length !== n) continue
          splits++
          if (distance(marks) >= observed) far++
        }
        const r = ks(column(all.slice(0, n)), column(all.slice(n)), { alternative })
        expect(r.columns[0]?.pValue).toBeCloseTo(far / splits, 12)
        expect(r.columns[0]?.statistic).toBeCloseTo(observed / (n * m), 12)
      },
    ),
    { numRuns: tries(80) },
  )
})

test('greater means that the test values are larger', () => {
  const low = column([1, 2, 3, 4, 5])
  const high = column([11, 12, 13, 14])
  expect(ks(low, high, { alternative: 'greater' }).drift).toBe(true)
  expect(ks(low, high, { alternative: 'less' }).columns[0]).toMatchObject({ statistic: 0, pValue: 1 })
})

test('for any finite samples p is in (0, 1], and the asymptotic p in [0, 1]', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  fc.assert(
    fc.property(values, values, fc.constantFrom('two-sided', 'greater', 'less'), (a, b, alternative) => {
      const exact = ks(column(a), column(b), { alternative }).columns[0]?.pValue as number
      expect(exact > 0 && exact <= 1).toBe(true)
      const p = ks(column(a), column(b), { alternative, method: 'asymptotic' }).columns[0]?.pValue as number
      expect(p >= 0 && p <= 1).toBe(true)
    }),
  )
})

test('beyond 10,000 rows p is asymptotic, and it is said', () => {
  const r = ks(normalSample(1, 10_001, 1), normalSample(2, 500, 1))
  expect(r.settings['method']).toBe('asymptotic')
  expect(r.notes.join()).toMatch(/asymptotic, as a sample has more than 10\s000 rows/)
  const exact = ks(normalSample(1, 10_001, 1), normalSample(2, 500, 1), { method: 'exact' })
  expect(exact.settings['method']).toBe('exact')
  expect(exact.columns[0]?.pValue).toBeCloseTo(r.columns[0]?.pValue as number, 2)
})

test('long samples are sorted and walked in slices, with the same result', async () => {
  const reference = normalSample(1, 150_000, 1)
  const other = normalSample(2, 100_000, 1, 0.005)
  const whole = ks(reference, other)
  let slices = 0
  const sliced = await drive(detect({}, { reference, test: other }), {
    now: () => performance.now(),
    sliceMs: 0,
    breathe: () => {
      slices++
      return Promise.resolve()
    },
  })
  expect(sliced).toEqual({ status: 'done', value: whole })
  expect(slices).toBeGreaterThan(10)
})

describe('bad input gets a sentence', () => {
  test.each<[string, Sample, Sample, string, RegExp]>([
    [
      'no rows',
      { ...column([1]), rows: 0, values: new Float64Array() },
      column([1]),
      'too-few-rows',
      /reference has 0 rows, and .* at least 1\./,
    ],
    ['infinity', column([1, Infinity]), column([1]), 'not-finite', /row 2, column 'x1'/],
    [
      'no columns',
      { ...column([1]), columns: [] },
      { ...column([1]), columns: [] },
      'too-few-columns',
      /at least one column/,
    ],
  ])('%s', (_, a, b, code, message) => {
    expect(() => ks(a, b)).toThrow(expect.objectContaining({ code }))
    expect(() => ks(a, b)).toThrow(message)
  })
})
