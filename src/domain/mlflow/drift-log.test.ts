import { expect, test } from 'vitest'
import type { PerColumnResult, TraceResult, TwoSampleResult } from '~/drift/results'
import type { JobToPublish } from '../drift-watch/publish'
import { driftLogOf } from './drift-log'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)
const rows = { reference: 451, test: 1346 }
const base = { drift: true, settings: {}, notes: [], rows }
const twoSample: TwoSampleResult = {
  ...base,
  shape: 'two-sample',
  detector: 'mmd',
  statistic: { name: 'MMD²', value: 0.0131 },
  pValue: 0.001,
  alpha: 0.05,
  threshold: 0.0031,
  nullDistribution: Float64Array.of(0.001, 0.002),
  views: [],
}
const perColumn: PerColumnResult = {
  ...base,
  shape: 'per-column',
  detector: 'ks',
  statisticName: 'D',
  alpha: 0.05,
  correction: 'Bonferroni',
  effect: null,
  columns: [
    {
      name: 'roof',
      statistic: 0.2,
      pValue: 0.01,
      adjustedPValue: 0.02,
      threshold: null,
      drift: true,
      effectSize: null,
      view: null,
    },
  ],
}
const trace: TraceResult = {
  ...base,
  shape: 'trace',
  detector: 'page-hinkley',
  statisticName: 'PH',
  unit: '',
  positions: Uint32Array.of(0, 1),
  rowNumbers: Uint32Array.of(1, 2),
  windowStarts: Uint32Array.of(1, 2),
  series: [{ name: 'PH', values: Float64Array.of(Number.NaN, 60) }],
  threshold: 50,
  thresholdRule: '',
  alarms: [],
  changes: [],
  warnings: [],
  side: 'above',
  limits: [],
  views: [],
  nullBand: null,
  skipped: 0,
}
const job = (main: JobToPublish['main'], over: Partial<JobToPublish> = {}): JobToPublish => ({
  detector: { id: main.detector, name: main.detector, family: 'data-drift' },
  selection: {
    reference: { digest: A, name: 'a.csv' },
    test: { digest: B, name: 'b.csv' },
    split: null,
    columns: null,
    standardise: true,
    timeColumn: null,
  },
  main,
  evolution: null,
  times: null,
  timesAreInstants: false,
  drift: true,
  outcome: 'drift',
  findings: [],
  link: null,
  ...over,
})
const metricsOf = (main: JobToPublish['main'], over: Partial<JobToPublish> = {}) =>
  Object.fromEntries(driftLogOf(job(main, over), 7).metrics.map(({ key, value }) => [key, value]))

test('a result of each shape becomes metrics of the same names', () => {
  expect(metricsOf(twoSample)).toEqual({
    'drift/mmd2': 0.0131,
    'drift/p_value': 0.001,
    'drift/threshold': 0.0031,
    'drift/detected': 1,
  })
  expect(metricsOf(perColumn)).toEqual({ 'drift/ks': 0.2, 'drift/p_value': 0.02, 'drift/detected': 1 })
  expect(metricsOf(trace, { drift: false })).toEqual({
    'drift/page-hinkley': 60,
    'drift/threshold': 50,
    'drift/detected': 0,
  })
})

test('what is not finite is left out: MLflow would keep it as NaN', () => {
  const broken = { ...twoSample, statistic: { name: 'MMD²', value: Number.NaN }, threshold: Infinity }
  expect(metricsOf(broken)).toEqual({ 'drift/p_value': 0.001, 'drift/detected': 1 })
})

test('the detector and the files are tags; the whole result is a file', () => {
  const { tags, artifact, metrics } = driftLogOf(job(twoSample), 7)
  expect(tags).toEqual([
    { key: 'drift.detector', value: 'mmd' },
    { key: 'drift.reference.file', value: 'a.csv' },
    { key: 'drift.reference.sha256', value: A },
    { key: 'drift.test.file', value: 'b.csv' },
    { key: 'drift.test.sha256', value: B },
  ])
  expect(metrics.every(({ timestamp, step }) => timestamp === 7 && step === 0)).toBe(true)
  expect(artifact.path).toBe('drift/mmd.json')
  expect(artifact.value).toMatchObject({ drift_detected: true, distance: 0.0131, reference: { sha256: A } })
})

test('one file that was split is both', () => {
  const selection = { ...job(twoSample).selection, test: null }
  expect(driftLogOf(job(twoSample, { selection }), 7).tags).toContainEqual({
    key: 'drift.test.sha256',
    value: A,
  })
})
