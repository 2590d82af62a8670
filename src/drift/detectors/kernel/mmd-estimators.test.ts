import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { witnessAt } from '../../kernels/mmd-pictures'
import { loadDetector } from '../../run'
import type { TwoSampleResult, TwoSampleView } from '../../results'
import { normalSample, sampleOf } from '../../samples-for-tests'
import type { Sample } from '../../sample'

const detect = await loadDetector('mmd')

const mmd = (reference: Sample, other: Sample, params: object = {}) =>
  driveSync(detect({ pictures: false, ...params }, { reference, test: other })) as TwoSampleResult

const others = ['biased', 'torchdrift', 'linear', 'block', 'features'] as const

describe.each(others)('the estimator %s', (estimator) => {
  test('finds a large shift, with numbers for any finite rows', () => {
    const found = mmd(normalSample(1, 80, 2), normalSample(2, 90, 2, 2), { estimator })
    expect(found.drift).toBe(true)
    expect(found.pValue).toBe(0.001)
    const constant = sampleOf(Array.from({ length: 12 }, () => [3, 3]))
    const equal = mmd(constant, constant, { estimator, permutations: 99 })
    expect(equal.pValue).toBe(1)
    expect(Number.isFinite(equal.statistic.value)).toBe(true)
  })

  test('of equal samples of unlike size, α are called different', () => {
    const trials = 500
    let count = 0
    for (let trial = 0; trial < trials; trial++) {
      const params = { estimator, permutations: 39, seed: trial, features: 64, blockSize: 5 }
      if (mmd(normalSample(2 * trial, 30, 2), normalSample(2 * trial + 1, 16, 2), params).drift) count++
    }
    expect(Math.abs(count / trials - 0.05)).toBeLessThan(3.5 * Math.sqrt((0.05 * 0.95) / trials))
  })

  test('is the same for the same seed', () => {
    const [a, b] = [normalSample(3, 60, 3), normalSample(4, 50, 3, 0.3)]
    expect(mmd(a, b, { estimator })).toEqual(mmd(a, b, { estimator }))
    const more = mmd(a, b, { estimator, permutations: 1500 }).nullDistribution
    expect(more.subarray(0, 999)).toEqual(mmd(a, b, { estimator }).nullDistribution)
  })
})

test('biased and TorchDrift’s estimators are the unbiased one with the diagonal, and order splits alike', () => {
  const [a, b] = [normalSample(5, 40, 3), normalSample(6, 40, 3, 0.4)]
  const unbiased = mmd(a, b)
  const torchdrift = mmd(a, b, { estimator: 'torchdrift' })
  expect(torchdrift.statistic.value).toBeCloseTo(unbiased.statistic.value + 2 / 39, 12)
  expect(torchdrift.pValue).toBe(unbiased.pValue)
  expect(mmd(a, b, { estimator: 'biased' }).statistic.value).toBe(unbiased.settings['biasedMmd2'])
})

test('random features come close to the biased MMD² as they grow', () => {
  const [a, b] = [normalSample(7, 100, 3), normalSample(8, 80, 3, 0.5)]
  const exact = mmd(a, b).settings['biasedMmd2'] as number
  const close = mmd(a, b, { estimator: 'features', features: 4096, permutations: 19, alpha: 0.5 })
  expect(Math.abs(close.statistic.value - exact)).toBeLessThan(0.1 * exact)
  // The standard error that is told: of 40 seeds about two are off by more than two of them, and none by four.
  const off = Array.from({ length: 40 }, (_, seed) => {
    const r = mmd(a, b, { estimator: 'features', features: 256, permutations: 19, alpha: 0.5, seed })
    expect(r.notes[0]).toMatch(/^Approximate: 256 random features \(seed \d+\) .* standard error of 0\.\d+;/)
    return Math.abs(r.statistic.value - exact) / (r.settings['standardError'] as number)
  })
  expect(off.filter((x) => x > 2).length).toBeLessThanOrEqual(6)
  expect(off.filter((x) => x > 0.5).length).toBeGreaterThan(15)
  expect(Math.max(...off)).toBeLessThan(4)
})

test('the p-value that is known at once is close to that of many permutations', () => {
  for (const [n, m, shift] of [
    [80, 80, 0.2],
    [120, 40, 0.25],
    [60, 60, 0],
  ] as const) {
    const samples = { reference: normalSample(21, n, 2), test: normalSample(22, m, 2, shift) }
    let first = ''
    const r = driveSync(detect({ permutations: 4999 }, samples), (p) => {
      if (first === '' && p.soFar) first = p.soFar
    }) as TwoSampleResult
    const atOnce = Number(/about ([\d.]+)/.exec(first)?.[1])
    expect(Math.abs(atOnce - r.pValue)).toBeLessThan(0.02 + 0.2 * r.pValue)
  }
})

test.each([
  ['linear', {}, 'too-few-rows', /has 3 rows, and .* at least 4\./],
  ['block', { blockSize: 40 }, 'bad-parameter', /Block must be 0 \(automatic\) or from 2 rows to the 30/],
] as const)('%s refuses what it cannot compute', (estimator, params, code, message) => {
  const small = normalSample(1, estimator === 'linear' ? 3 : 30, 1)
  const run = () => mmd(small, small, { estimator, ...params })
  expect(run).toThrow(expect.objectContaining({ code }))
  expect(run).toThrow(message)
})

describe('pictures', () => {
  type View<K extends TwoSampleView['kind']> = Extract<TwoSampleView, { kind: K }>
  const viewOf = <K extends TwoSampleView['kind']>({ views }: TwoSampleResult, kind: K) =>
    views.find((v): v is View<K> => v.kind === kind)!

  test('the witness of two columns is the mean kernel difference at each point of the plane', () => {
    const [a, b] = [normalSample(9, 50, 2), normalSample(10, 40, 2, 1)]
    const r = mmd(a, b, { pictures: true })
    const { axes, x, y, values } = viewOf(r, 'witness')
    expect(axes).toEqual(['x1', 'x2'])
    const points = { rows: x.length * y.length, d: 2, values: new Float64Array(2 * x.length * y.length) }
    y.forEach((v, row) => x.forEach((u, k) => points.values.set([u, v], 2 * (row * x.length + k))))
    const gamma = 1 / (2 * (r.settings['sigma'] as number) ** 2)
    const direct = witnessAt(
      points,
      { rows: 50, d: 2, values: a.values },
      { rows: 40, d: 2, values: b.values },
      gamma,
    )
    // The plane goes through the pooled mean: its coordinates are the columns' own.
    direct.forEach((f, i) => expect(Math.abs(f - values[i]!)).toBeLessThan(1e-12))
  })

  test('the ranking names the shifted column, and the heat map is symmetric with a bright diagonal', () => {
    const a = normalSample(11, 300, 4)
    const b = normalSample(12, 200, 4)
    for (let i = 0; i < 200; i++) b.values[i * 4 + 2]! += 1
    const r = mmd(a, b, { pictures: true })
    expect(viewOf(r, 'ranking').items[0]?.name).toBe('x3')
    const { size, split, values } = viewOf(r, 'matrix')
    expect([size, split]).toEqual([200, 120])
    for (let i = 0; i < size; i++) expect(values[i * size + i]).toBe(255)
    for (let i = 1; i < size; i++) expect(values[i * size]).toBe(values[i])
    expect(viewOf(r, 'witness').axes).toEqual(['PC 1', 'PC 2'])
  })

  test('a column of the ranking has the MMD² that it has by itself', () => {
    const [a, b] = [normalSample(15, 37, 3), normalSample(16, 50, 3, 0.5)]
    const column = ({ rows, values }: typeof a, j: number) =>
      sampleOf(Array.from({ length: rows }, (_, i) => [values[i * 3 + j]!]))
    const { items } = viewOf(mmd(a, b, { pictures: true }), 'ranking')
    expect(items).toHaveLength(3)
    for (const { name, value } of items) {
      const j = Number(name.slice(1)) - 1
      expect(value).toBeCloseTo(mmd(column(a, j), column(b, j), {}).statistic.value, 12)
    }
  })

  test('one column has a curve, and constant data pictures without NaN', () => {
    const one = mmd(normalSample(13, 30, 1), normalSample(14, 30, 1, 1), { pictures: true })
    expect(viewOf(one, 'witness').y).toHaveLength(0)
    expect(one.views.map(({ kind }) => kind)).toEqual(['witness', 'matrix'])
    const constant = sampleOf(Array.from({ length: 9 }, () => [1, 1, 1]))
    for (const view of mmd(constant, constant, { pictures: true, permutations: 19 }).views)
      if (view.kind === 'witness') expect(view.values.some(Number.isNaN)).toBe(false)
  })
})
