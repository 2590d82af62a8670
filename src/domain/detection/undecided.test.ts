import { describe, expect, test } from 'vitest'
import type { PerColumnResult, TwoSampleResult } from '~/drift/results'
import { whyUndecidable } from '~/drift/undecidable'
import { whyUndecided as wordsFor } from './undecided'

/** Of a result as it comes from a detector. */
function whyUndecided(result: PerColumnResult | TwoSampleResult) {
  const undecidable = whyUndecidable(result)
  return wordsFor(undecidable === null ? result : { ...result, undecidable })
}

const finding = (name: string, least: number | undefined, pValue = 0.7) => ({
  name,
  statistic: 1,
  pValue,
  adjustedPValue: pValue,
  effectSize: null,
  ...(least === undefined ? {} : { leastPValue: least }),
  threshold: null,
  drift: false,
  view: null,
})

function columns(least: (number | undefined)[], over: Partial<PerColumnResult> = {}): PerColumnResult {
  return {
    shape: 'per-column',
    detector: 'ks',
    drift: false,
    settings: {},
    notes: [],
    statisticName: 'D',
    alpha: 0.05,
    correction: 'Bonferroni',
    effect: null,
    columns: least.map((p, j) => finding(`x${j}`, p)),
    rows: { reference: 3, test: 3 },
    ...over,
  }
}

describe('columns', () => {
  test('three rows against three could show nothing, at any correction', () => {
    const why = whyUndecided(columns([0.1]))
    expect(why?.title).toBe('Not enough data: no drift could be shown')
    expect(why?.text).toContain('the smallest possible p is 0.1, above α = 0.05')
  })

  test('what never varies is not judged, and one column that does is enough', () => {
    const [constant] = columns([0.01]).columns.map((c) => ({ ...c, constant: true as const }))
    expect(whyUndecided(columns([], { columns: [constant!] }))?.title).toBe('No verdict: x0 never varies')
    expect(whyUndecided(columns([], { columns: [constant!, constant!] }))?.title).toBe(
      'No verdict: no column varies',
    )
    expect(whyUndecided(columns([], { columns: [constant!, finding('x1', 0.01)] }))).toBeNull()
  })

  test('one column that could reach α is enough', () => {
    expect(whyUndecided(columns([0.1, 0.001]))).toBeNull()
    expect(whyUndecided(columns([0.1, undefined]))).toBeNull()
  })

  test('the correction counts: 0.02 is enough for two columns, and not for three', () => {
    expect(whyUndecided(columns([0.02, 0.02]))).toBeNull()
    expect(whyUndecided(columns([0.02, 0.02, 0.02]))?.text).toContain(
      'the smallest possible adjusted p is 0.06',
    )
    expect(whyUndecided(columns([0.02, 0.02, 0.02], { correction: 'Benjamini–Hochberg' }))).toBeNull()
    expect(whyUndecided(columns([0.02, 0.02, 0.02], { correction: 'none' }))).toBeNull()
  })

  test('a smallest p of α itself can be reached, however it is rounded', () => {
    expect(whyUndecided(columns([0.05 + 1e-15]))).toBeNull()
  })

  test('a threshold is judged without p-values, and unknown p-values judge nothing', () => {
    const byThreshold = columns([undefined]).columns.map((c) => ({ ...c, pValue: null, threshold: 0.2 }))
    expect(whyUndecided(columns([], { columns: byThreshold }))).toBeNull()
    expect(whyUndecided(columns([], { columns: [finding('x', undefined, Number.NaN)] }))?.title).toBe(
      'Not enough data: nothing could be judged',
    )
  })
})

test('two samples as a whole', () => {
  const base: TwoSampleResult = {
    shape: 'two-sample',
    detector: 'mmd',
    drift: false,
    settings: {},
    notes: [],
    statistic: { name: 'MMD²', value: 1 },
    pValue: 0.1,
    leastPValue: 0.1,
    alpha: 0.05,
    threshold: 1,
    nullDistribution: new Float64Array(20),
    views: [],
    rows: { reference: 3, test: 3 },
  }
  expect(whyUndecided(base)?.text).toContain('With 3 and 3 rows')
  expect(whyUndecided({ ...base, leastPValue: 0.001 })).toBeNull()
  const { leastPValue: _, ...unknown } = base
  expect(whyUndecided(unknown)).toBeNull()
})
