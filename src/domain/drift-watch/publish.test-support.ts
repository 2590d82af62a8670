import type { Selection } from '~/data/prepare/selection'
import type { TraceResult, TwoSampleResult } from '~/drift/results'
import { type JobToPublish, recordFor } from './publish'

export const A = 'a'.repeat(64)
export const B = 'b'.repeat(64)
export const selection: Selection = {
  reference: { digest: A, name: 'digits-reference.csv' },
  test: { digest: B, name: 'digits-stream.csv' },
  split: null,
  columns: null,
  standardise: true,
  timeColumn: null,
}
export const twoSample: TwoSampleResult = {
  shape: 'two-sample',
  detector: 'mmd',
  drift: true,
  settings: { sigma: 11.07, seed: 42, permutations: 999, sigmaRule: 'median' },
  notes: [],
  statistic: { name: 'MMD²', value: -0.0004 },
  pValue: 0.001,
  alpha: 0.05,
  threshold: 0.0031,
  nullDistribution: Float64Array.from({ length: 999 }, (_, i) => i / 1e7),
  views: [],
  rows: { reference: 451, test: 1346 },
}
export const trace: TraceResult = {
  shape: 'trace',
  detector: 'mmd-window',
  drift: true,
  settings: { window: 100 },
  notes: [],
  statisticName: 'MMD²',
  unit: '',
  positions: Uint32Array.of(99, 100, 101, 102),
  rowNumbers: Uint32Array.of(100, 101, 102, 103),
  windowStarts: Uint32Array.of(1, 2, 3, 4),
  series: [{ name: 'MMD²', values: Float64Array.of(Number.NaN, 0.01, 0.05, 0.04) }],
  threshold: 0.012,
  thresholdRule: '',
  alarms: [{ start: 2, end: 3, peak: 2, series: 'MMD²' }],
  changes: [{ first: 0, last: 0, kind: 'lasting', began: null }],
  side: 'above',
  limits: [],
  warnings: [],
  views: [],
  nullBand: null,
  skipped: 0,
  rows: { reference: 451, test: 1346 },
}
export const link = `https://tidemark.example/app/#/?reference=${A}.digits-reference.csv&test=${B}.digits-stream.csv&run=yes`
export const run: JobToPublish = {
  detector: { id: 'mmd', name: 'MMD', family: 'data-drift' },
  selection,
  main: twoSample,
  evolution: trace,
  times: null,
  timesAreInstants: false,
  drift: true,
  outcome: 'drift',
  findings: [],
  link,
}
export const labels = { model: ' v3.1 ', tags: ['data-drift', 'MMD'] }
export const parametersOf = (change: Partial<JobToPublish> = {}) =>
  JSON.parse(JSON.stringify(recordFor({ ...run, ...change }, labels).parameters)) as Record<string, unknown>
