import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE, shuffle } from '../../random'
import type { PerColumnResult, TwoSampleResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'
import { permuted } from './distance-run'

const ids = [
  'hellinger',
  'bhattacharyya',
  'histogram-intersection',
  'psi',
  'kl',
  'js',
  'emd',
  'energy',
] as const
type Id = (typeof ids)[number]

const detectors = new Map(await Promise.all(ids.map(async (id) => [id, await loadDetector(id)] as const)))

const run = (id: Id, reference: Sample, test_: Sample, params: object = {}) =>
  driveSync(detectors.get(id)!(params, { reference, test: test_ })) as PerColumnResult

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))
const distance = (id: Id, a: readonly number[], b: readonly number[], params: object = {}) =>
  run(id, column(a), column(b), { decision: 'threshold', ...params }).columns[0]!.statistic

const values = fc.array(
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  { minLength: 1, maxLength: 40 },
)

/** Those that are the same when the samples change places. */
const SYMMETRIC = new Set<Id>(['hellinger', 'bhattacharyya', 'histogram-intersection', 'js', 'energy'])
/** Largest value there can be. */
const MOST: Partial<Record<Id, number>> = {
  hellinger: 1,
  'histogram-intersection': 1,
  js: Math.sqrt(Math.LN2),
  bhattacharyya: 52 * Math.LN2,
}

describe.each(ids)('%s', (id) => {
  test('is finite, not negative, bounded, 0 for the same values, and blind to their order', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 0, max: 1000 }), (a, b, seed) => {
        const x = distance(id, a, b)
        expect(Number.isFinite(x)).toBe(true)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual((MOST[id] ?? Number.POSITIVE_INFINITY) * (1 + 1e-12))
        expect(distance(id, a, [...a].reverse())).toBe(0)
        const random = createRandom(seed, PURPOSE.test)
        expect(distance(id, shuffle(random, [...a]), shuffle(random, [...b]))).toBeCloseTo(x, 9)
        if (SYMMETRIC.has(id)) expect(distance(id, b, a)).toBeCloseTo(x, 9)
      }),
      { numRuns: tries(40) },
    )
  })

  test('does not depend on the unit of the data', () => {
    const a = [...normalSample(1, 60, 1).values]
    const b = [...normalSample(2, 45, 1, 0.7).values]
    const scaled = (xs: number[]) => xs.map((x) => 8 * x)
    const before = distance(id, a, b)
    const after = distance(id, scaled(a), scaled(b))
    // The energy distance has the unit of a root, as its square is a distance.
    expect(after).toBeCloseTo(id === 'energy' ? Math.sqrt(8) * before : before, 10)
    expect(distance('emd', scaled(a), scaled(b), { unit: 'data' })).toBeCloseTo(
      8 * distance('emd', a, b, { unit: 'data' }),
      10,
    )
  })

  test('grows with a shift and finds it, in the right column', () => {
    const reference = normalSample(1, 120, 3)
    const other = normalSample(2, 80, 3)
    const moved = { ...other, values: other.values.map((x, i) => (i % 3 === 1 ? x + 1 : x)) }
    const r = run(id, reference, moved)
    expect(r.columns.filter((c) => c.drift).map((c) => c.name)).toEqual(['x2'])
    expect(r.correction).toBe('Bonferroni')
    for (const c of r.columns) {
      expect(c.pValue! > 0 && c.pValue! <= 1).toBe(true)
      expect(c.adjustedPValue).toBe(Math.min(1, 3 * c.pValue!))
      expect(c.threshold).toBeNull()
      expect(c.view).not.toBeNull()
    }
    expect(r.columns[1]!.statistic).toBeGreaterThan(r.columns[0]!.statistic)
    // The same random numbers for each column: its p does not depend on the others.
    const alone = run(id, column(columnOf(reference, 1)), column(columnOf(moved, 1)))
    expect(alone.columns[0]!.pValue).toBe(r.columns[1]!.pValue)
    expect(run(id, reference, moved)).toEqual(r)
    expect(run(id, reference, moved, { seed: 7 }).columns[0]!.pValue).not.toBe(r.columns[0]!.pValue)
  })

  test('decides by a threshold where asked, without a p-value', () => {
    const a = normalSample(1, 100, 2)
    const b = normalSample(2, 100, 2, 1)
    const r = run(id, a, b, { decision: 'threshold', threshold: 0.01 })
    expect(r.drift).toBe(true)
    expect(r.correction).toBe('none')
    expect(r.columns[0]).toMatchObject({ pValue: null, adjustedPValue: null, threshold: 0.01, drift: true })
    expect(run(id, a, b, { decision: 'threshold', threshold: 1e6 }).drift).toBe(false)
  })

  test('constant columns are alike where they are equal and far apart where they are not', () => {
    expect(run(id, column([3, 3, 3, 3]), column([3, 3, 3])).columns[0]).toMatchObject({
      statistic: 0,
      pValue: 1,
    })
    const apart = run(id, column(Array(9).fill(3)), column(Array(9).fill(4)))
    expect(apart.columns[0]!.statistic).toBeGreaterThan(0.5)
    expect(apart.drift).toBe(true)
    expect(apart.columns[0]!.pValue).toBe(0.001)
    expect(run(id, column([1]), column([2])).columns[0]!.pValue).toBe(1)
  })

  test('missing values are refused, or computed with where asked', () => {
    const holed = column([1, Number.NaN, 3])
    expect(() => run(id, holed, column([1, 2, 3]))).toThrow(
      expect.objectContaining({ code: 'not-finite', message: expect.stringContaining("row 2, column 'x1'") }),
    )
    expect(run(id, holed, column([1, 2, 3]), { missing: 'propagate' }).columns[0]).toMatchObject({
      statistic: Number.NaN,
      pValue: Number.NaN,
      drift: false,
    })
    expect(() => run(id, { ...column([1]), rows: 0, values: new Float64Array() }, column([1]))).toThrow(
      /reference has 0 rows, and .* at least 1\./,
    )
    expect(() => run(id, column([1, 2]), normalSample(1, 5, 2))).toThrow(/1 column and the test sample 2/)
  })

  test('draws enough permutations for many columns, or says that it cannot', () => {
    const r = run(id, normalSample(1, 20, 64), normalSample(2, 20, 64, 4), { permutations: 19 })
    expect(r.settings['permutations']).toBe(1279)
    expect(r.notes.join()).toMatch(/1.279 permutations were drawn instead of 19/)
    expect(r.drift).toBe(true)
    expect(() => run(id, normalSample(1, 30, 2), normalSample(2, 30, 2), { alpha: 1e-7 })).toThrow(
      expect.objectContaining({ code: 'too-few-permutations' }),
    )
  })
})

test.each(['hellinger', 'bhattacharyya', 'histogram-intersection', 'psi', 'kl', 'js'] as const)(
  '%s compares the shares of categories, in a picture of them',
  (id) => {
    const of = (cells: readonly number[]): Sample => ({
      ...column(cells),
      levels: [['bus', 'car', 'tram']],
    })
    const a = of([...Array<number>(60).fill(0), ...Array<number>(30).fill(1)])
    const b = of([...Array<number>(20).fill(0), ...Array<number>(30).fill(1), ...Array<number>(10).fill(2)])
    const r = run(id, a, b)
    expect(r.drift).toBe(true)
    expect(r.columns[0]!.view).toEqual({
      kind: 'categories',
      names: ['bus', 'car', 'tram'],
      reference: Float64Array.of(60 / 90, 30 / 90, 0),
      test: Float64Array.of(20 / 60, 30 / 60, 10 / 60),
    })
    expect(run(id, a, a).columns[0]).toMatchObject({ statistic: 0, pValue: 1 })
  },
)

test('each distance by hand', () => {
  // Cells [0, 1), [1, 2]: p = (½, ½), q = (¼, ¾).
  const a = [0, 2]
  const b = [0, 2, 2, 2]
  const two = { bins: 2 }
  const bc = Math.sqrt(1 / 8) + Math.sqrt(3 / 8)
  expect(distance('hellinger', a, b, two)).toBeCloseTo(Math.sqrt(1 - bc), 14)
  expect(distance('bhattacharyya', a, b, two)).toBeCloseTo(-Math.log(bc), 14)
  expect(distance('bhattacharyya', a, b, { ...two, profile: 'frouros' })).toBeCloseTo(1 - bc, 14)
  expect(distance('histogram-intersection', a, b, two)).toBeCloseTo(0.25, 14)
  expect(distance('psi', a, b, two)).toBeCloseTo(0.25 * Math.log(3), 14)
  const kl = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)
  expect(distance('kl', a, b, { ...two, smoothing: 0 })).toBeCloseTo(kl, 14)
  const reverse = 0.5 * Math.log(2) + 0.5 * Math.log(2 / 3)
  expect(distance('kl', a, b, { ...two, smoothing: 0, direction: 'reference-test' })).toBeCloseTo(reverse, 14)
  const m = [3 / 8, 5 / 8] as const
  const divergence =
    (0.5 * Math.log(0.5 / m[0]) +
      0.5 * Math.log(0.5 / m[1]) +
      0.25 * Math.log(0.25 / m[0]) +
      0.75 * Math.log(0.75 / m[1])) /
    2
  expect(distance('js', a, b, two)).toBeCloseTo(Math.sqrt(divergence), 14)
  expect(distance('js', a, b, { ...two, base: '2' })).toBeCloseTo(Math.sqrt(divergence / Math.LN2), 14)
  // F − G is ¼ over a gap of 2; the standard deviation of the reference is 1.
  expect(distance('emd', a, b)).toBeCloseTo(0.5, 14)
  expect(distance('energy', a, b)).toBeCloseTo(Math.sqrt(2 * 2 * (1 / 16)), 14)
})

test('near 0 a distance keeps its digits', () => {
  // p = (½, ½), q = (½ + e, ½ − e): H² is e² / 2 to first order.
  const n = 200_000
  const half = { ...column([0, 1]) }
  const many = sampleOf([[0]])
  const shifted = new Float64Array(n).fill(1)
  shifted.fill(0, 0, n / 2 + 1)
  const b = { ...many, rows: n, values: shifted, rowNumbers: new Uint32Array(n) }
  const e = 1 / n
  const r = run('hellinger', half, b, { bins: 2, decision: 'threshold' })
  expect(r.columns[0]!.statistic / (e / Math.SQRT2)).toBeCloseTo(1, 4)
})

test('PSI has cells of equal shares of the reference, and one for a value that fills several', () => {
  const a = [...Array.from({ length: 70 }, (_, i) => i + 1), ...Array<number>(30).fill(0)]
  const b = [...Array.from({ length: 50 }, (_, i) => i + 1.5), ...Array<number>(50).fill(0)]
  const { view } = run('psi', column(a), column(b)).columns[0]!
  if (view?.kind !== 'histogram') throw new Error('no histogram')
  const zero = [...view.edges].findIndex((x, i) => x === 0 && view.edges[i + 1] === Number.MIN_VALUE)
  expect(view.reference[zero]).toBe(0.3)
  expect(view.test[zero]).toBe(0.5)
  expect(view.reference.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 12)
  expect(view.test.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 12)
})

test('the direction of KL is named, and profiles compute theirs', () => {
  const a = normalSample(1, 50, 1)
  expect(run('kl', a, a).statisticName).toBe('KL(test ‖ reference)')
  expect(run('kl', a, a, { direction: 'reference-test' }).statisticName).toBe('KL(reference ‖ test)')
  expect(() => run('kl', a, a, { profile: 'evidently' })).toThrow(/set Direction to Reference ‖ test/)
  expect(() => run('emd', a, a, { profile: 'evidently', unit: 'data' })).toThrow(/set Unit to Standard/)
})

test('the picture of a distribution function is thin and holds its widest gap', () => {
  const { view } = run('emd', normalSample(1, 2000, 1), normalSample(2, 1500, 1, 0.5)).columns[0]!
  if (view?.kind !== 'cdf') throw new Error('no distribution function')
  expect(view.x.length).toBeLessThan(450)
  const gaps = [...view.reference].map((f, i) => Math.abs(f - view.test[i]!))
  const widest = gaps.indexOf(Math.max(...gaps))
  expect(view.x[widest]).toBe(view.gapAt)
  expect(view.reference.at(-1)).toBe(1)
  expect(view.test.at(-1)).toBe(1)
})

describe('Bhattacharyya of all columns together', () => {
  /** Two columns that are independent, or the same, each normal by itself. */
  const pair = (seed: number, rows: number, dependent: boolean): Sample => {
    const random = createRandom(seed, PURPOSE.test)
    return sampleOf(
      Array.from({ length: rows }, () => {
        const x = normal(random)
        return [x, dependent ? x : normal(random)]
      }),
    )
  }
  const joint = { cells: 'joint', bins: 5, permutations: 199 }
  const detect = detectors.get('bhattacharyya')!
  const both = (a: Sample, b: Sample, params: object = {}) =>
    driveSync(detect({ ...joint, ...params }, { reference: a, test: b })) as TwoSampleResult

  test('sees a dependence that no column shows by itself', () => {
    const r = both(pair(1, 300, false), pair(2, 200, true))
    expect(r.drift).toBe(true)
    expect(r.pValue).toBe(0.005)
    expect(r.statistic.value).toBeGreaterThan(r.threshold)
    expect(run('bhattacharyya', pair(1, 300, false), pair(2, 200, true)).drift).toBe(false)
    expect(both(pair(1, 300, false), pair(3, 200, false)).drift).toBe(false)
  })

  test('p ≤ α exactly where the statistic exceeds the threshold', () => {
    for (let seed = 0; seed < 40; seed++) {
      const r = both(pair(2 * seed, 40, false), pair(2 * seed + 1, 30, seed % 3 === 0), { permutations: 39 })
      expect(r.drift).toBe(r.pValue <= r.alpha)
      expect(r.statistic.value > r.threshold).toBe(r.drift)
    }
  })

  test('refuses what does not go together', () => {
    expect(() => both(pair(1, 9, true), pair(2, 9, true), { decision: 'threshold' })).toThrow(
      /set Decides by to Permutation test/,
    )
    expect(() => both(pair(1, 9, true), pair(2, 9, true), { binning: 'quantile' })).toThrow(/Equally wide/)
  })
})

function columnOf({ rows, columns, values: all }: Sample, j: number): number[] {
  return Array.from({ length: rows }, (_, i) => all[i * columns.length + j]!)
}

test('rows are dealt by selection sampling, of more rows than are drawn at once too', () => {
  const [n, all, seed] = [1700, 5000, 9]
  const dealt: Uint8Array[] = []
  const statistic = (marks: Uint8Array) => dealt.push(marks.slice())
  const sorted = { kind: 'sorted' as const, observed: new Uint8Array(all), statistic, view: null }
  driveSync(permuted(sorted, n, 3, seed))
  const random = createRandom(seed, PURPOSE.permutation)
  for (const marks of dealt) {
    let left = n
    const expected = Uint8Array.from({ length: all }, (_, k) => {
      const isTaken = random() * (all - k) < left * 2 ** 32
      if (isTaken) left--
      return isTaken ? 1 : 0
    })
    expect(marks).toEqual(expected)
  }
  expect(dealt).toHaveLength(3)
})
