import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { drive, driveSync } from '../drive'
import { loadDetector } from '../run'
import type { TwoSampleResult } from '../results'
import { normalSample, sampleOf } from '../samples-for-tests'
import type { Sample } from '../sample'

/** What every permutation test of two samples as a whole must hold, MMD apart (it has its own). */
const family = [
  ['lsdd', { centres: 4 }],
  ['kdq-tree', { mostRows: 5 }],
  ['nn-dvi', { neighbours: 6 }],
] as const

describe.each(family)('%s', (id, small) => {
  const runOf = async () => {
    const detect = await loadDetector(id)
    return (reference: Sample, other: Sample, params: object = {}) =>
      driveSync(detect({ ...small, ...params }, { reference, test: other })) as TwoSampleResult
  }

  test('a large shift is found, and the verdict turns at the threshold', async () => {
    const run = await runOf()
    const found = run(normalSample(1, 60, 3), normalSample(2, 40, 3, 2))
    expect(found.drift).toBe(true)
    expect(found.pValue).toBe(0.001)
    expect(found.statistic.value).toBeGreaterThan(found.threshold)
    expect(found.rows).toEqual({ reference: 60, test: 40 })
  })

  test('for any finite samples numbers are numbers and p is in (0, 1]', async () => {
    const run = await runOf()
    const rows = fc.array(
      fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
        minLength: 2,
        maxLength: 2,
      }),
      { minLength: 8, maxLength: 20 },
    )
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const r = run(sampleOf(a), sampleOf(b), { permutations: 39, draws: 39, neighbours: 2 })
        expect(Number.isFinite(r.statistic.value)).toBe(true)
        expect(Number.isFinite(r.threshold)).toBe(true)
        expect(r.nullDistribution.every(Number.isFinite)).toBe(true)
        expect(r.pValue).toBeGreaterThan(0)
        expect(r.pValue).toBeLessThanOrEqual(1)
        for (const view of r.views)
          if (view.kind === 'witness') expect(view.values.some(Number.isNaN)).toBe(false)
      }),
      {
        numRuns: tries(60),
        // Rows that are all alike have too few neighbours to speak of: that is refused, and tested below.
        examples: [[Array.from({ length: 9 }, () => [1, 1]), Array.from({ length: 8 }, (_, i) => [1, i])]],
      },
    )
  })

  test('the same seed gives the same result, one yield at a time or all at once', async () => {
    const detect = await loadDetector(id)
    const samples = { reference: normalSample(3, 90, 3), test: normalSample(4, 70, 3, 0.2) }
    const whole = driveSync(detect(small, samples))
    const sliced = await drive(detect(small, samples), { now: () => performance.now(), sliceMs: 0 })
    expect(sliced).toEqual({ status: 'done', value: whole })
    expect(driveSync(detect({ ...small, seed: 1 }, samples))).not.toEqual(whole)
  })

  test('bad input gets a sentence', async () => {
    const run = await runOf()
    const good = normalSample(9, 20, 2)
    const holed = normalSample(9, 20, 2)
    holed.values[5] = Number.NaN
    expect(() => run(holed, good)).toThrow(/row 3, column 'x2'/)
    expect(() => run(good, normalSample(1, 20, 3))).toThrow(/2 columns and the test sample 3/)
    expect(() => run(good, normalSample(1, 1, 2))).toThrow(/test sample has 1 row, and .* at least 2\./)
    expect(() => run(normalSample(1, 9, 1), normalSample(1, 9, 2))).toThrow(/reference has 1 column and the/)
    expect(() => run(good, good, { permutations: 50, draws: 50, alpha: 0.01 })).toThrow(/at least 99/)
  })
})

test('LSDD needs reference rows beside its centres', async () => {
  const detect = await loadDetector('lsdd')
  const samples = { reference: normalSample(1, 20, 1), test: normalSample(2, 20, 1) }
  expect(() => driveSync(detect({ centres: 19 }, samples))).toThrow(
    /19 of the 20 reference rows would be centres/,
  )
})

test('kdq-tree names the cell that changed, and says where all rows lie in one', async () => {
  const detect = await loadDetector('kdq-tree')
  const run = (params: object) =>
    driveSync(
      detect(params, { reference: normalSample(1, 200, 2), test: normalSample(2, 150, 2, 1.5) }),
    ) as TwoSampleResult
  const [view] = run({ mostRows: 40 }).views
  expect(view?.kind === 'ranking' && view.items[0]?.name).toMatch(/x[12] (≤|>) -?\d/)
  const one = run({ mostRows: 1000 })
  expect(one.pValue).toBe(1)
  expect(one.undecidable).toEqual({ why: 'one-cell', mostRows: 1000 })
})

test('NN-DVI gives each sample the same weight, whatever its rows', async () => {
  const detect = await loadDetector('nn-dvi')
  const reference = normalSample(5, 40, 2)
  const doubled = {
    ...reference,
    rows: 80,
    values: Float64Array.from([...reference.values, ...reference.values]),
    rowNumbers: Uint32Array.from({ length: 80 }, (_, i) => i + 1),
  }
  const same = driveSync(detect({ neighbours: 5 }, { reference, test: doubled })) as TwoSampleResult
  expect(same.statistic.value).toBe(0)
  const alike = sampleOf(Array.from({ length: 10 }, () => [1]))
  expect(driveSync(detect({ neighbours: 5 }, { reference: alike, test: alike }))).toMatchObject({
    pValue: 1,
    undecidable: { why: 'constant' },
  })
  const two = sampleOf(Array.from({ length: 10 }, () => [2]))
  expect(() => driveSync(detect({ neighbours: 2 }, { reference: alike, test: two }))).toThrow(
    /together have 2 different rows.*Set Neighbours below 2/,
  )
})

test('the normal approximation of NN-DVI is close to its permutations', async () => {
  const detect = await loadDetector('nn-dvi')
  const samples = { reference: normalSample(6, 60, 2), test: normalSample(7, 50, 2, 0.3) }
  const exact = driveSync(detect({ neighbours: 10, permutations: 1999 }, samples)) as TwoSampleResult
  const normal = driveSync(detect({ neighbours: 10, decision: 'normal' }, samples)) as TwoSampleResult
  expect(Math.abs(exact.pValue - normal.pValue)).toBeLessThan(0.05)
})

test('LSDD refuses more kernel values than fit into memory, and says how many centres do', async () => {
  const detect = await loadDetector('lsdd')
  const many = normalSample(1, 60_000, 1)
  // A twentieth of the reference are 3,000 centres: 5.6 GB.
  expect(() => driveSync(detect({}, { reference: many, test: many }))).toThrow(
    expect.objectContaining({
      code: 'too-many-rows',
      message: expect.stringMatching(/Set Centres to 279 or less, or take fewer rows\.$/) as string,
    }),
  )
})
