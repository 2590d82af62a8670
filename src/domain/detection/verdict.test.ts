import { describe, expect, test } from 'vitest'
import type { Change, PerColumnResult } from '~/drift/results'
import { judgedPlaces } from './judged-places'
import { rowPlaces } from './row-places'
import { verdictOf } from './verdict'
import { places, trace, twoSample } from './verdict.test-support'

describe('MMD', () => {
  test('a window of a stream that a column orders is not called a range of rows', () => {
    const n = 1247
    const backwards = trace([[390, 1246]], {
      rowNumbers: Uint32Array.from({ length: n }, (_, i) => 1247 - i),
      windowStarts: Uint32Array.from({ length: n }, (_, i) => 1346 - i),
    })
    expect(verdictOf(twoSample({}), backwards, rowPlaces).text).toContain(
      'First seen in the window from row 956 to row 857 in the order of the stream.',
    )
  })

  test('drift that lasts to the end is named by where it began', () => {
    const verdict = verdictOf(twoSample({}), trace([[390, 1246]]), places)
    expect(verdict.title).toBe('Drift detected at row 490 (began between rows 391 and 490)')
    expect(verdict.text).toBe(
      'MMD² is 0.02837 over the whole test sample; none of 999 permutations reaches it (p\u00A0=\u00A00.001). ' +
        'First seen in the window of rows 391–490, 39 rows after digits 5 to 9 begin (row 451).',
    )
    expect(verdict.facts.slice(0, 2)).toEqual([
      { label: 'MMD²', value: '0.02837' },
      { label: '95 % null quantile', value: '0.0031' },
    ])
  })

  test('one that passed, and several, are told apart', () => {
    const passing: Change[] = [{ first: 0, last: 0, kind: 'passing', began: null }]
    expect(verdictOf(twoSample({}), trace([[390, 600]], { changes: passing }), places).title).toBe(
      'Drift detected at row 490 (began between rows 391 and 490), over at row 701',
    )
    const twice: [number, number][] = [
      [390, 400],
      [700, 1246],
    ]
    expect(verdictOf(twoSample({}), trace(twice), places).title).toBe(
      '2 changes detected: at row 490 and at row 800',
    )
    const flickering: Change[] = [{ first: 0, last: 1, kind: 'lasting', began: null }]
    expect(verdictOf(twoSample({}), trace(twice, { changes: flickering }), places).title).toBe(
      'Drift detected at row 490 (began between rows 391 and 490), 1 alarm since',
    )
  })

  test('the verdict of test and evolution may differ, and the words say which saw it', () => {
    const quiet = twoSample({ drift: false, pValue: 0.4, statistic: { name: 'MMD²', value: -1 } })
    const only = verdictOf(quiet, trace([[390, 400]]), places)
    expect(only.drift).toBe(true)
    expect(only.title).toContain('too little to show in the whole test sample')
    expect(only.text).toContain('999 of 999 permutations reach it (p\u00A0=\u00A00.4)')

    const spread = verdictOf(twoSample({}), trace([]), places)
    expect(spread.drift).toBe(true)
    expect(spread.title).toBe('Drift: the test sample does not look like the reference')
    expect(spread.text).toContain('No single window stands out')

    expect(verdictOf(quiet, trace([]), places)).toMatchObject({
      drift: false,
      title: 'No drift: the test sample looks like the reference',
    })
  })

  test('windows without a value are not counted as looked at', () => {
    const values = new Float64Array(1247).fill(Number.NaN, 1000)
    const sparse = trace([], { series: [{ name: 'MMD²', values }] })
    expect(judgedPlaces(sparse)).toBe(1000)
    expect(verdictOf(twoSample({}), sparse, places).text).toMatch(/over the 1.000 windows/)
  })

  test('before the evolution is there, nothing is said about it', () => {
    expect(verdictOf(twoSample({}), null, places).text).not.toContain('window')
  })
})

test('per column: the strongest is named, with the rule that counts it', () => {
  const column = (name: string, pValue: number, drift: boolean) => ({
    name,
    statistic: 0.3,
    pValue,
    adjustedPValue: Math.min(1, pValue * 2),
    threshold: null,
    effectSize: null,
    view: null,
    drift,
  })
  const result: PerColumnResult = {
    shape: 'per-column',
    detector: 'ks',
    drift: true,
    settings: {},
    notes: [],
    statisticName: 'D',
    alpha: 0.05,
    correction: 'Bonferroni',
    effect: null,
    columns: [column('wind', 0.2, false), column('temp_max', 0.001, true)],
    rows: { reference: 10, test: 10 },
  }
  const verdict = verdictOf(result, null, places)
  expect(verdict.title).toBe('Drift in 1 of 2 columns: temp_max')
  expect(verdict.text).toBe(
    'temp_max differs most: D = 0.3, p = 0.001, adjusted p (Bonferroni) = 0.002. A column has drifted where its adjusted p ≤ 0.05; 2 columns were tested.',
  )
  const none = { ...result, drift: false, columns: [column('wind', 0.2, false)] }
  expect(verdictOf(none, null, places).title).toBe('No drift in wind')
})

describe('columns', () => {
  const base: PerColumnResult = {
    shape: 'per-column',
    detector: 'psi',
    drift: true,
    settings: {},
    notes: [],
    statisticName: 'PSI',
    alpha: 0.05,
    correction: 'none',
    effect: null,
    columns: ['a', 'b'].map((name, k) => ({
      name,
      statistic: k === 0 ? 0.05 : 0.31,
      pValue: null,
      adjustedPValue: null,
      threshold: 0.2,
      effectSize: null,
      view: null,
      drift: k === 1,
    })),
    rows: { reference: 10, test: 10 },
  }

  test('decided by a threshold: no p and no α anywhere', () => {
    const verdict = verdictOf(base, null, places)
    expect(verdict.text).toBe(
      'b differs most: PSI = 0.31, at least its threshold of 0.2. A column has drifted where PSI reaches 0.2.',
    )
    expect(verdict.facts).toEqual([
      { label: 'columns drifted', value: '1 of 2' },
      { label: 'threshold', value: '0.2' },
    ])
  })

  test('Benjamini–Hochberg says what it promises; without a correction that is said too', () => {
    const tested = base.columns.map((c) => ({ ...c, threshold: null, pValue: 0.01, adjustedPValue: 0.02 }))
    const bh = { ...base, columns: tested, correction: 'Benjamini–Hochberg' as const }
    expect(verdictOf(bh, null, places).text).toContain(
      'p = 0.01, adjusted p (Benjamini–Hochberg) = 0.02. A column has drifted where its adjusted p ≤ 0.05: of the columns found, at most 5 % are expected to be false alarms.',
    )
    const none = verdictOf({ ...bh, correction: 'none' }, null, places).text
    expect(none).toContain(
      ', p = 0.01. A column has drifted where p ≤ 0.05; p is not corrected for the number of columns.',
    )
  })
})

test('an ensemble names who found a drift, and how many had to', () => {
  const member = (name: string, drift: boolean) => ({
    name,
    statistic: drift ? 1 : 0,
    pValue: null,
    adjustedPValue: null,
    threshold: null,
    drift,
    effectSize: null,
    view: null,
  })
  const votes = (needed: number): PerColumnResult => ({
    shape: 'per-column',
    detector: 'ensemble-batch',
    drift: needed <= 2,
    settings: {},
    notes: [],
    statisticName: 'vote',
    alpha: Number.NaN,
    correction: 'none',
    effect: null,
    columns: [member('MMD', true), member('KS', true), member('Energy', false)],
    votes: { cast: 2, needed, undecided: 0 },
    rows: { reference: 10, test: 10 },
  })
  expect(verdictOf(votes(2), null, places)).toMatchObject({
    drift: true,
    title: 'Drift: 2 of 3 members found it',
    text: 'Drift: MMD, KS. No drift: Energy. At least 2 had to agree.',
  })
  expect(verdictOf(votes(3), null, places)).toMatchObject({
    drift: false,
    title: 'No drift: 2 of 3 members found drift, 3 are needed',
  })
})
