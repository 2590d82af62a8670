import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { Progress } from '../../define'
import { drive, driveSync } from '../../drive'
import { createRandom, PURPOSE, shuffle } from '../../random'
import { loadDetector } from '../../run'
import type { TwoSampleResult } from '../../results'
import { normalSample, sampleOf } from '../../samples-for-tests'
import type { Sample } from '../../sample'
import { checkSize } from './mmd-subsample'

const detect = await loadDetector('mmd')

const mmd = (reference: Sample, test: Sample, params: object = {}) =>
  driveSync(detect(params, { reference, test })) as TwoSampleResult

const reorder = (sample: Sample, seed: number): Sample => {
  const d = sample.columns.length
  const order = shuffle(
    createRandom(seed, PURPOSE.test),
    Array.from({ length: sample.rows }, (_, i) => i),
  )
  return {
    ...sample,
    values: Float64Array.from(order.flatMap((i) => [...sample.values.subarray(i * d, (i + 1) * d)])),
  }
}

/** Rows of small whole numbers (with ties) or of anything finite and not astronomically large. */
const rows = (d: number) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
      minLength: d,
      maxLength: d,
    }),
    { minLength: 2, maxLength: 25 },
  )
const pair = fc.integer({ min: 1, max: 4 }).chain((d) => fc.tuple(rows(d), rows(d)))

describe('for any finite samples', () => {
  test('numbers are numbers, p is in (0, 1], and the verdict turns at the threshold', () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 19, max: 300 }), ([a, b], permutations) => {
        const r = mmd(sampleOf(a), sampleOf(b), { permutations })
        expect(Number.isFinite(r.statistic.value)).toBe(true)
        expect(Number.isFinite(r.threshold)).toBe(true)
        expect(r.nullDistribution.every(Number.isFinite)).toBe(true)
        expect(r.pValue).toBeGreaterThan(0)
        expect(r.pValue).toBeLessThanOrEqual(1)
        expect(r.drift).toBe(r.pValue <= r.alpha)
        // At a tie the reported statistic may lie a rounding error on either side.
        if (Math.abs(r.statistic.value - r.threshold) > 1e-9)
          expect(r.drift).toBe(r.statistic.value > r.threshold)
      }),
      { numRuns: tries(100) },
    )
  })

  test('exchanging the samples or reordering their rows leaves the statistic', () => {
    fc.assert(
      fc.property(pair, fc.integer(), ([a, b], seed) => {
        const r = mmd(sampleOf(a), sampleOf(b), { permutations: 19 })
        const exchanged = mmd(sampleOf(b), sampleOf(a), { permutations: 19 })
        expect(Math.abs(exchanged.statistic.value - r.statistic.value)).toBeLessThanOrEqual(1e-12)
        const reordered = mmd(reorder(sampleOf(a), seed), reorder(sampleOf(b), seed), { permutations: 19 })
        expect(Math.abs(reordered.statistic.value - r.statistic.value)).toBeLessThanOrEqual(1e-12)
        expect(reordered.settings['sigma']).toBe(r.settings['sigma'])
      }),
      { numRuns: tries(60) },
    )
  })
})

describe('the same seed gives the same result', () => {
  const reference = normalSample(3, 90, 3)
  const other = normalSample(4, 70, 3, 0.2)

  test('one yield at a time or all at once', async () => {
    const whole = mmd(reference, other)
    for (const sliceMs of [0, 1, 1000]) {
      const sliced = await drive(detect({}, { reference, test: other }), {
        now: () => performance.now(),
        sliceMs,
      })
      expect(sliced).toEqual({ status: 'done', value: whole })
    }
  })

  test('permutation b is the same whatever the number of permutations', () => {
    const few = mmd(reference, other, { permutations: 150 }).nullDistribution
    const many = mmd(reference, other, { permutations: 1500 }).nullDistribution
    expect(many.subarray(0, 150)).toEqual(few)
    expect(mmd(reference, other, { permutations: 150, seed: 43 }).nullDistribution).not.toEqual(few)
  })
})

test('progress counts up to its total in each phase, and p lies in the interval said to hold it', () => {
  const seen: Progress[] = []
  const reference = normalSample(5, 300, 4)
  const r = driveSync(detect({}, { reference, test: normalSample(6, 200, 4) }), (p) => seen.push(p))
  const phases = [...new Set(seen.map((p) => p.phase))]
  expect(phases).toEqual(['distances', 'median', 'kernel rows', 'permutations', 'pictures'])
  let at = 0
  for (const phase of phases) {
    const part = seen.filter((p) => p.phase === phase)
    expect(seen.slice(at, at + part.length)).toEqual(part)
    at += part.length
    part.forEach((p, i) => {
      expect(p.done).toBeGreaterThanOrEqual(part[i - 1]?.done ?? 0)
      expect(p.total).toBe(part[0]?.total)
    })
    expect(part.at(-1)?.done).toBe(part.at(-1)?.total)
  }
  const said = seen
    .filter((p) => p.soFar?.endsWith('so far'))
    .map((p) => /between ([\d.]+) and ([\d.]+) so far/.exec(p.soFar ?? ''))
  expect(seen.find((p) => p.soFar)?.soFar).toMatch(/^p is about 0\.\d+ by a gamma distribution/)
  expect(said.length).toBeGreaterThan(2)
  for (const [, low, high] of said as RegExpExecArray[]) {
    expect((r as TwoSampleResult).pValue).toBeGreaterThanOrEqual(Number(low) - 0.01)
    expect((r as TwoSampleResult).pValue).toBeLessThanOrEqual(Number(high) + 0.01)
  }
})

test('long work is cut into short slices', () => {
  let slices = 0
  const samples = { reference: normalSample(1, 1000, 30), test: normalSample(2, 1000, 30) }
  driveSync(detect({}, samples), () => slices++)
  // 2,000² / 2 pairs of 30 columns, 2,000² / 2 exponentials, and 999 splits of 62 × 250 / 2 look-ups: about 50 ms.
  expect(slices).toBeGreaterThan(80)
})

test('small samples are compared over all their splits, and it is said where none could be found', () => {
  const r = mmd(sampleOf([[0], [1]]), sampleOf([[5], [6], [7]]))
  expect(r.nullDistribution).toHaveLength(10)
  expect(r.pValue).toBe(0.1)
  expect(r.drift).toBe(false)
  expect(r.notes.join(' ')).toMatch(/All 10 ways .* p cannot fall below 0\.1/s)
})

test('a subsample is drawn by the seed, in proportion, and stands in the result', () => {
  const reference = normalSample(7, 300, 2)
  const other = normalSample(8, 100, 2)
  const r = mmd(reference, other, { subsample: 80 })
  expect(r.rows).toEqual({ reference: 60, test: 20 })
  expect(r.settings).toMatchObject({ subsample: 80, referenceRows: 60, testRows: 20 })
  expect(r.notes).toEqual([
    'A subsample of 60 of 300 reference rows and 20 of 100 test rows was compared (seed 42).',
  ])
  expect(mmd(reference, other, { subsample: 80 })).toEqual(r)
  expect(mmd(reference, other, { subsample: 80, seed: 1 }).statistic).not.toEqual(r.statistic)
  expect(mmd(reference, other, { subsample: 400 }).notes).toEqual([])
})

test('without SIMD a kernel matrix that does not fit into memory is refused', () => {
  expect(() => checkSize(20_000, 20_000, 0, false)).toThrow(
    /40\s000 rows \(20\s000 \+ 20\s000\) need 6\s103 MB .* 512 MB .* Subsample to 11\s500/s,
  )
  expect(() => checkSize(5000, 5000, 0, false)).not.toThrow()
  expect(() => checkSize(10_000, 10_000, 0, true)).not.toThrow()
})

describe('bad input gets a sentence', () => {
  const good = normalSample(9, 10, 2)
  const large: Sample = {
    rows: 20_000,
    columns: ['x'],
    values: new Float64Array(20_000),
    rowNumbers: new Uint32Array(20_000),
  }
  test.each<[string, Sample, Sample, object, string, RegExp]>([
    ['one row', sampleOf([[1, 2]]), good, {}, 'too-few-rows', /reference has 1 row, and .* at least 2\./],
    [
      'no rows',
      good,
      { ...good, rows: 0, values: new Float64Array(), rowNumbers: new Uint32Array() },
      {},
      'too-few-rows',
      /test sample has 0/,
    ],
    [
      'other columns',
      normalSample(1, 10, 3),
      good,
      {},
      'different-columns',
      /3 columns and the test sample 2/,
    ],
    ['other names', { ...good, columns: ['x1', 'y'] }, good, {}, 'different-columns', /Column 2 is 'y'/],
    [
      'NaN',
      sampleOf([
        [1, 2],
        [3, Number.NaN],
      ]),
      good,
      {},
      'not-finite',
      /row 2, column 'x2'/,
    ],
    [
      'too many rows',
      large,
      large,
      {},
      'too-many-rows',
      /40\s000 rows \(20\s000 \+ 20\s000\) would take minutes.* Subsample to 30\s000/s,
    ],
    [
      'too few permutations',
      normalSample(1, 30, 2),
      normalSample(2, 30, 2),
      { permutations: 50, alpha: 0.01 },
      'too-few-permutations',
      /at least 99/,
    ],
    ['a subsample of 3', normalSample(1, 30, 2), good, { subsample: 3 }, 'bad-parameter', /at least 4/],
    [
      'values out of range',
      sampleOf([[1e200], [0], [-1e200]]),
      sampleOf([[1e250], [5e200], [1]]),
      {},
      'values-out-of-range',
      /Standardise/,
    ],
  ])('%s', (_, reference, other, params, code, message) => {
    const run = () => mmd(reference, other, params)
    expect(run).toThrow(expect.objectContaining({ code }))
    expect(run).toThrow(message)
  })
})
