import type { Alarm, Change, TraceResult, TwoSampleResult } from '~/drift/results'
import { rowPlaces } from './row-places'
import type { Places } from './trace-words'

/** Rows, of which 451 is where the known change begins. */
export const places: Places = {
  ...rowPlaces,
  known: ({ rowNumbers }) => ({
    index: rowNumbers.indexOf(451),
    label: 'digits 5 to 9 begin',
    at: 451,
    place: 'row 451',
  }),
}

export function twoSample(over: Partial<TwoSampleResult>): TwoSampleResult {
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
export function trace(alarms: [number, number][], over: Partial<TraceResult> = {}): TraceResult {
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
