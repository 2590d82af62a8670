import { describe, expect, test } from 'vitest'
import type { Alarm, Change, PerColumnResult, TraceResult, TwoSampleResult } from '~/drift/results'
import { judgedPlaces } from './judged-places'
import { rowPlaces } from './row-places'
import type { Places } from './trace-words'
import { verdictOf } from './verdict'

const places: Places = {
  ...rowPlaces,
  known: ({ rowNumbers }) => ({ index: rowNumbers.indexOf(451), label: 'digits 5 to 9 begin' }),
}

function twoSample(over: Partial<TwoSampleResult>): TwoSampleResult {
  return {
    shape: 'two-sample',
    detector: 'mmd',
    drift: true,
    settings: { sigma: 11.07, seed: 42 },
    notes: [],
    statistic: { name: 'MMD²', value: 0.02837 },
    pValue: 0.001,
    alpha: 0.05,
    threshold: 0.0031,
    nullDistribution: new Float64Array(999),
    views: [],
    rows: { reference: 451, test: 1346 },
    ...over,
  }
}

/** Windows of 100 rows over 1,346. */
function trace(alarms: [number, number][], over: Partial<TraceResult> = {}): TraceResult {
  const n = 1247
  return {
    shape: 'trace',
    detector: 'mmd-window',
    drift: alarms.length > 0,
    settings: {},
    notes: [],
    statisticName: 'MMD²',
    unit: '',
    positions: Uint32Array.from({ length: n }, (_, i) => i + 99),
    rowNumbers: Uint32Array.from({ length: n }, (_, i) => i + 100),
    windowStarts: Uint32Array.from({ length: n }, (_, i) => i + 1),
    series: [{ name: 'MMD²', values: new Float64Array(n) }],
    threshold: 0.012,
    thresholdRule: '',
    alarms: alarms.map(([start, end]): Alarm => ({ start, end, peak: start, series: 'MMD²' })),
    changes: alarms.map((_, k): Change => ({ first: k, last: k, kind: 'lasting', began: null })),
    side: 'above',
    limits: [],
    warnings: [],
    views: [],
    nullBand: null,
    skipped: 0,
    rows: { reference: 451, test: 1346 },
    ...over,
  }
}

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
      'MMD² is 0.02837 over the whole test sample; not one of 999 permutations reaches it (p\u00A0=\u00A00.001). ' +
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
      '2 changes detected at row 490 and at row 800',
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
  expect(verdict.title).toBe('Drift in 1 of 2 columns, most in temp_max')
  expect(verdict.text).toBe(
    'The strongest is temp_max: D = 0.3, p = 0.001, adjusted p (Bonferroni) = 0.002. With 2 columns tested, Bonferroni counts a column where 2 × p ≤ 0.05.',
  )
  const none = { ...result, drift: false, columns: [column('wind', 0.2, false)] }
  expect(verdictOf(none, null, places).title).toBe('No drift in this column')
})

describe('a detector that starts afresh', () => {
  const n = 1247
  const point = (start: number): [number, number] => [start, start]
  const rows = Uint32Array.from({ length: n }, (_, i) => i + 100)
  const base = {
    statisticName: 'Cumulative sum',
    series: [{ name: 'MMD²', values: new Float64Array(n).fill(0.5) }],
    windowStarts: rows,
  }
  const change = (
    first: number,
    last: number,
    kind: Change['kind'],
    began: number | null = null,
  ): Change => ({
    first,
    last,
    kind,
    began,
  })
  const titleOf = (starts: number[], changes: Change[], among: Places = rowPlaces): string =>
    verdictOf(trace(starts.map(point), { ...base, changes }), null, among).title

  test('tells one lasting change with the alarms since, and where it began', () => {
    expect(titleOf([365, 400, 500], [change(0, 2, 'lasting', 450)])).toBe(
      'Drift detected at row 465 (began about row 451), 2 alarms since',
    )
    const one = trace([point(365)], { ...base, changes: [change(0, 0, 'lasting')] })
    expect(verdictOf(one, null, rowPlaces)).toMatchObject({
      title: 'Drift detected at row 465',
      text: 'Cumulative sum reached 0.5 at row 465, above its threshold of 0.012.',
    })
  })

  test('tells alarms that nothing follows as such, and before a change first', () => {
    const spike = trace([point(28)], { ...base, changes: [change(0, 0, 'unconfirmed')] })
    expect(verdictOf(spike, null, rowPlaces)).toMatchObject({
      title: '1 unconfirmed alarm, at row 128: the stream goes on as before',
      text: 'Cumulative sum reached 0.5 at row 128, above its threshold of 0.012. The rows after the alarm do not differ from those before: a spike, or a false alarm.',
    })
    expect(titleOf([28, 60, 365], [change(0, 1, 'unconfirmed'), change(2, 2, 'lasting')])).toBe(
      '2 unconfirmed alarms, then drift detected at row 465',
    )
  })

  test('names three changes, and of more the first and the last', () => {
    const three = [0, 1, 2].map((k) => change(k, k, 'lasting'))
    expect(titleOf([28, 360, 700], three)).toBe('3 changes detected at row 128, at row 460 and at row 800')
    const four = [...three, change(3, 4, 'lasting')]
    const found = trace([28, 360, 700, 900, 910].map(point), { ...base, changes: four })
    expect(verdictOf(found, null, rowPlaces)).toMatchObject({
      title: '4 changes detected, the first at row 128, the last at row 1\u00A0000',
      facts: [
        { label: 'threshold', value: '0.012' },
        { label: 'changes', value: '4' },
        { label: 'alarms', value: '5' },
      ],
    })
    expect(verdictOf(found, null, rowPlaces).text).toContain(
      '5 alarms in all: those between two changes tell of the first of them.',
    )
  })

  test('where the change is known, false alarms come first, whatever their rows looked like', () => {
    const changes = [change(0, 0, 'unconfirmed'), change(1, 3, 'lasting')]
    expect(titleOf([28, 371, 400, 600], changes, places)).toBe(
      '1 false alarm, then drift detected at row 471, 2 alarms since',
    )
    // A change that begins with a false alarm holds true ones too.
    expect(titleOf([340, 371], [change(0, 1, 'lasting')], places)).toBe(
      '1 false alarm, then drift detected at row 471',
    )
    expect(titleOf([28, 60], [change(0, 1, 'lasting')], places)).toBe(
      '2 false alarms; the known change at row 451 was not detected',
    )
    const text = verdictOf(
      trace([point(371)], { ...base, changes: [change(0, 0, 'lasting')] }),
      null,
      places,
    ).text
    expect(text).toContain(', 20 rows after digits 5 to 9 begin (row 451).')
  })

  test('against a limit of 0 it is no verdict', () => {
    const limits = [{ name: 'drift limit', level: 'drift' as const, values: new Float64Array(n) }]
    const early = trace([point(28)], {
      ...base,
      threshold: null,
      limits,
      changes: [change(0, 0, 'unconfirmed')],
    })
    expect(verdictOf(early, null, rowPlaces)).toMatchObject({
      drift: false,
      outcome: 'undecided',
      title: 'No verdict: the alarm was against a limit of 0',
    })
    expect(verdictOf({ ...early, changes: [change(0, 0, 'lasting')] }, null, rowPlaces).outcome).toBe('drift')
  })

  test('speaks of dates alone where the axis is time', () => {
    const dates: Places = {
      at: (_, i) => `${i} May 2014`,
      when: (_, i) => `on ${i} May 2014`,
      span: () => null,
      known: () => null,
      inRows: false,
    }
    const found = trace([[20, 20]], { ...base, changes: [change(0, 0, 'lasting', 117)] })
    const { title, text } = verdictOf(found, null, dates)
    expect(title).toBe('Drift detected on 20 May 2014 (began about 18 May 2014)')
    expect(`${title} ${text}`).not.toMatch(/row/)
  })

  test('quiet: how far from its limit it stayed', () => {
    const quiet = trace([], { ...base, series: [{ name: 'MMD²', values: new Float64Array(n).fill(0.002) }] })
    expect(verdictOf(quiet, null, rowPlaces)).toMatchObject({
      drift: false,
      title: 'No change seen in the stream',
      text: 'Cumulative sum never exceeded its threshold of 0.012 (highest 0.002) in 1\u00A0247 rows.',
    })
    const votes = { members: 3, needed: 2, together: 'within 50 rows' }
    expect(verdictOf({ ...quiet, votes }, null, rowPlaces).text).toContain(
      'of 3 members voted for drift within 50 rows; 2 are needed.',
    )
    expect(verdictOf({ ...quiet, constant: true }, null, rowPlaces)).toMatchObject({
      outcome: 'undecided',
      title: 'No verdict: the stream never varies',
    })
  })
})

describe('what decides', () => {
  const n = 1247
  const along = (value: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => value(i))
  const base = {
    statisticName: 'Error rate',
    windowStarts: Uint32Array.from({ length: n }, (_, i) => i + 100),
    series: [{ name: 'Error rate', values: along((i) => (i < 500 ? 0.2 : 0.45)) }],
  }
  const here = rowPlaces

  test('a limit that moves is told as it stood at the alarm', () => {
    const moving = trace([[500, 500]], {
      ...base,
      alarms: [{ start: 500, end: 500, peak: 500, series: 'Error rate' }],
      threshold: null,
      limits: [{ name: 'drift limit', level: 'drift', values: along((i) => 0.3 + i / 10_000) }],
    })
    const verdict = verdictOf(moving, null, here)
    expect(verdict.text).toBe('Error rate reached 0.45 at row 600, above its limit of 0.35.')
    expect(verdict.facts).toContainEqual({ label: 'drift limit at the alarm', value: '0.35' })
    const low = [{ name: 'Error rate', values: along(() => 0.2) }]
    const quiet = verdictOf({ ...moving, series: low, alarms: [], drift: false }, null, here)
    expect(quiet.text).toBe(
      'Error rate never exceeded its limit in 1\u00A0247 rows; closest to it, it was 0.2 (limit 0.3).',
    )
    expect(quiet.facts[0]).toEqual({ label: 'drift limit at the end', value: '0.4246' })
  })

  test('drift below the threshold, and a value on it', () => {
    const p = trace([[500, 500]], {
      ...base,
      statisticName: 'p-value',
      series: [{ name: 'p-value', values: along((i) => (i === 500 ? 0.001 : 0.4)) }],
      alarms: [{ start: 500, end: 500, peak: 500, series: 'p-value' }],
      threshold: 0.005,
      side: 'below',
    })
    expect(verdictOf(p, null, here).text).toBe(
      'p-value fell to 0.001 at row 600, below its threshold of 0.005.',
    )
    expect(verdictOf({ ...p, threshold: 0.001 }, null, here).text).toContain(
      'reached its threshold of 0.001 at row 600',
    )
    expect(verdictOf({ ...p, alarms: [], drift: false }, null, here).text).toContain(
      'never fell below its threshold of 0.005 (lowest 0.001) in 1\u00A0247 rows.',
    )
  })

  test('a band of two limits', () => {
    const band = trace([], {
      ...base,
      threshold: null,
      limits: [
        { name: 'upper', level: 'drift', values: along(() => 0.5) },
        { name: 'lower', level: 'drift', values: along(() => 0.1) },
        { name: 'mean', level: 'centre', values: along(() => 0.3) },
      ],
    })
    expect(verdictOf(band, null, here).text).toContain(
      'stayed within its limits in 1\u00A0247 rows; closest to them, it was 0.45 (limits 0.1 and 0.5)',
    )
  })

  test('a warm-up longer than the stream is said, and so is an alarm without a value', () => {
    const short = trace([], { ...base, series: [{ name: 'Error rate', values: along(() => Number.NaN) }] })
    const notes = ['Not enough data: the detector needs 5\u00A0000 rows to warm up, the stream has 86.']
    expect(verdictOf({ ...short, notes }, null, here)).toMatchObject({
      outcome: 'undecided',
      title: 'Not enough data: the detector needs 5\u00A0000 rows to warm up, the stream has 86',
    })
    expect(verdictOf({ ...short, settings: { window: 2000 } }, null, here)).toMatchObject({
      outcome: 'undecided',
      title: 'Not enough data: no window could be judged',
    })
    const alarms = [{ start: 4, end: 4, peak: 4, series: 'Error rate' }]
    const changes: Change[] = [{ first: 0, last: 0, kind: 'lasting', began: null }]
    const bare = { ...short, alarms, changes, threshold: null }
    const { text, facts } = verdictOf(bare, null, here)
    expect(text).toBe('Error rate raised an alarm at row 104.')
    expect(JSON.stringify(facts)).not.toMatch(/NaN|–/)
  })
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
      'The strongest is b: PSI = 0.31, at least its threshold of 0.2. A column counts where it reaches 0.2.',
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
      'p = 0.01, adjusted p (Benjamini–Hochberg) = 0.02. With 2 columns tested, Benjamini–Hochberg counts those of which at most 5 % are expected to be false.',
    )
    const none = verdictOf({ ...bh, correction: 'none' }, null, places).text
    expect(none).toContain(
      ', p = 0.01. Without a correction for their number, a column counts where p ≤ 0.05.',
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
    votes: { cast: 2, needed },
    rows: { reference: 10, test: 10 },
  })
  expect(verdictOf(votes(2), null, places)).toMatchObject({
    drift: true,
    title: 'Drift: 2 of 3 members agree',
    text: 'Drift for MMD, KS. None for Energy. The rule asks for 2.',
  })
  expect(verdictOf(votes(3), null, places)).toMatchObject({
    drift: false,
    title: 'No drift: 2 of 3 members find any',
  })
})
