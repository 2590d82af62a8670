import { describe, expect, it } from 'vitest'
import type { CountedFinding } from '~/domain/detection/counted-findings'
import type { Selection } from '~/data/prepare/selection'
import type { PerColumnResult, TraceResult } from '~/drift/results'
import { type JobToPublish, MOST_LISTED, MOST_STATISTICS, recordFor } from './publish'
import { A, B, labels, link, parametersOf, run, selection, trace, twoSample } from './publish.test-support'
import { detectorDrift, remarksOf } from './record-remarks'

describe('recordFor', () => {
  it('logs MMD by the names that the other clients use, below zero too', () => {
    const record = recordFor(run, labels)
    expect(record).toMatchObject({
      state: 'completed',
      model: 'v3.1',
      driftDetected: true,
      tags: ['data-drift', 'MMD'],
    })
    expect(parametersOf()).toMatchObject({
      distance: -0.0004,
      drift_distance: 0.0031,
      p_value: 0.001,
      alpha: 0.05,
      sigma: 11.07,
      seed: 42,
      permutations: 999,
      detector: 'mmd',
      reference: { name: 'digits-reference.csv', sha256: A, rows: 451 },
      test: { name: 'digits-stream.csv', sha256: B, rows: 1346 },
      evolution: {
        peak: 0.05,
        threshold: 0.012,
        alarms: 1,
        first_alarm_row: 102,
        alarm_rows: [[102, 103]],
        window_size: 100,
      },
      lab_link: link,
    })
    expect(parametersOf()['permuted_statistics']).toHaveLength(999)
  })

  it('says the verdict that is shown, not the test alone', () => {
    expect(
      recordFor({ ...run, main: { ...twoSample, drift: false }, drift: true }, labels).driftDetected,
    ).toBe(true)
  })

  it('has what changed in the data itself, beside what the detector says', () => {
    const findings: CountedFinding[] = [
      {
        kind: 'gone',
        group: 'schema',
        column: 's7',
        text: "Column 's7' is gone.",
        pValue: null,
        adjustedPValue: null,
        counts: true,
      },
      {
        kind: 'missing',
        group: 'missing',
        column: 's1',
        text: 'More.',
        pValue: 0.001,
        adjustedPValue: 0.008,
        counts: false,
      },
    ]
    const quiet = { main: { ...twoSample, drift: false }, evolution: null, findings }
    expect(recordFor({ ...run, ...quiet, drift: true }, labels).driftDetected).toBe(true)
    expect(parametersOf(quiet)).toMatchObject({
      detector_drift: false,
      data_findings: [
        { kind: 'gone', column: 's7', text: "Column 's7' is gone." },
        { kind: 'missing', column: 's1', text: 'More.', adjusted_p_value: 0.008, counts: false },
      ],
    })
    expect(parametersOf()).not.toHaveProperty('data_findings')
    expect(remarksOf(parametersOf(quiet))).toEqual([
      "Column 's7' is gone.",
      'More. It was ignored, as requested.',
    ])
    expect(remarksOf(parametersOf({ ...quiet, findings: [], outcome: 'undecided' }))[0]).toMatch(
      /^Not enough data/,
    )
    const spike = recordFor({ ...run, ...quiet, findings: [], drift: false, outcome: 'unconfirmed' }, labels)
    expect(spike).toMatchObject({ driftDetected: false, parameters: { outcome: 'unconfirmed' } })
    expect(remarksOf(spike.parameters)[0]).toMatch(/^The alarms were not confirmed/)
    expect(remarksOf({ data_findings: [null, 3, { text: 4 }], outcome: 'drift' })).toEqual([])
    const record = recordFor({ ...run, ...quiet, drift: true }, labels)
    expect(detectorDrift(record)).toBe(false)
    expect(detectorDrift({ driftDetected: true, parameters: { detector_drift: 'no' } })).toBe(true)
  })

  it('thins a large null distribution and keeps its ends', () => {
    const nullDistribution = Float64Array.from({ length: 99_999 }, (_, i) => (99_998 - i) / 99_998)
    const parameters = parametersOf({ main: { ...twoSample, nullDistribution } })
    const values = parameters['permuted_statistics'] as number[]
    expect(values).toHaveLength(MOST_STATISTICS)
    expect([values[0], values.at(-1)]).toEqual([0, 1])
    expect(parameters['permuted_statistics_drawn']).toBe(99_999)
  })

  it('tells rows of a split file, groups of a column, and the time that a stream spans', () => {
    const rows = { by: 'rows', reference: { first: 1, last: 50 }, test: null } as const
    expect(parametersOf({ selection: { ...selection, test: null, split: rows } })).toMatchObject({
      reference: { sha256: A, first_row: 1, last_row: 50 },
      test: { sha256: A, first_row: 51 },
    })
    const groups = { by: 'column', column: 'site', reference: 'A', test: null } as const
    const time = { by: 'time', column: 'day' } as const
    const at = { ...time, cut: { kind: 'at', at: Date.UTC(2024, 8, 2) } } as const
    expect(parametersOf({ selection: { ...selection, test: null, split: at } })).toMatchObject({
      reference: { split_column: 'day', before: '2024-09-02T00:00:00.000Z' },
      test: { split_column: 'day', from: '2024-09-02T00:00:00.000Z' },
    })
    const last = { ...time, cut: { kind: 'last', last: 86_400_000, against: 3_600_000 } } as const
    expect(parametersOf({ selection: { ...selection, test: null, split: last } })).toMatchObject({
      reference: { split_column: 'day', before_last_seconds: 86_400, for_seconds: 3600 },
      test: { split_column: 'day', last_seconds: 86_400 },
    })
    expect(parametersOf({ selection: { ...selection, test: null, split: groups } })).toMatchObject({
      reference: { column: 'site', value: 'A' },
      test: { column: 'site', others: true },
    })
    const times = Float64Array.of(0, 1, 2, 86_400_000)
    const timed = { selection: { ...selection, timeColumn: 'day' }, times, timesAreInstants: true }
    expect(parametersOf(timed)['test']).toMatchObject({
      time_column: 'day',
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-02T00:00:00.000Z',
    })
  })

  it('logs a test of each column by its strongest, and lists no endless table', () => {
    const columns = Array.from({ length: 80 }, (_, i) => ({
      name: `c${i}`,
      statistic: i / 100,
      pValue: (80 - i) / 1000,
      adjustedPValue: Math.min(1, (80 * (80 - i)) / 1000),
      threshold: null,
      effectSize: null,
      view: null,
      drift: i > 78,
    }))
    const main: PerColumnResult = {
      shape: 'per-column',
      detector: 'ks',
      drift: true,
      settings: { method: 'exact' },
      notes: [],
      statisticName: 'D',
      alpha: 0.1,
      correction: 'Bonferroni',
      effect: null,
      columns,
      rows: { reference: 10, test: 20 },
    }
    const parameters = parametersOf({ main, evolution: null })
    expect(parameters).toMatchObject({
      ks_statistic: 0.79,
      p_value: 0.08,
      alpha: 0.1,
      columns_drifted: 1,
      features_analyzed_count: 80,
    })
    expect(parameters['by_column']).toHaveLength(MOST_LISTED)
    expect(parameters['raw_p_value']).toBeCloseTo(0.001, 12)
    expect(parameters).not.toHaveProperty('distance')
  })

  it('logs the effect of each column, the largest first, and never p = 0', () => {
    const column = (name: string, effectSize: number) => ({
      name,
      statistic: 900,
      pValue: 0,
      adjustedPValue: 0,
      threshold: null,
      effectSize,
      view: null,
      drift: true,
    })
    const main: PerColumnResult = {
      shape: 'per-column',
      detector: 'mann-whitney',
      drift: true,
      settings: {},
      notes: [],
      statisticName: 'U',
      alpha: 0.05,
      correction: 'none',
      effect: { name: 'Cliff’s delta', symbol: 'Cliff’s δ', trifling: null, comparable: true },
      columns: [column('a', 0.1), column('b', -0.7)],
      rows: { reference: 10, test: 20 },
    }
    const parameters = parametersOf({ main, evolution: null })
    expect(parameters).toMatchObject({
      p_value: Number.MIN_VALUE,
      effect: 'Cliff’s delta',
      effect_size: -0.7,
      features_analyzed: ['b', 'a'],
    })
    expect(parameters['by_column']).toEqual([
      expect.objectContaining({ name: 'b', effect_size: -0.7, raw_p_value: Number.MIN_VALUE }),
      expect.objectContaining({ name: 'a', effect_size: 0.1, adjusted_p_value: Number.MIN_VALUE }),
    ])
  })

  it('logs a stream detector by its peak and threshold, without what is not finite', () => {
    const main: TraceResult = {
      ...trace,
      detector: 'page-hinkley',
      threshold: 50,
      settings: { delta: 0.005 },
    }
    const parameters = parametersOf({ main, evolution: null })
    expect(parameters).toMatchObject({ test_statistic: 0.05, threshold: 50, alarms: 1, first_alarm_row: 102 })
    expect(parameters).not.toHaveProperty('test_statistic_unit')
    const inUnit = parametersOf({ main: { ...main, inDataUnit: 'sum' }, evolution: null })
    expect(inUnit).toMatchObject({ test_statistic_unit: 'data' })
    const empty = parametersOf({ main: { ...main, series: [], alarms: [] }, evolution: null })
    expect(empty).not.toHaveProperty('test_statistic')
    expect(empty).toMatchObject({ alarms: 0 })
  })
})

it('says which columns held the labels, and what 1 meant', () => {
  const concept: Selection = { ...selection, takes: 'error', labels: { truth: 'y', prediction: 'p' } }
  expect(parametersOf({ selection: concept })).toMatchObject({ truth_column: 'y', prediction_column: 'p' })
  expect(parametersOf({ selection: { ...selection, takes: 'error', oneIsCorrect: true } })).toMatchObject({
    one_is_correct: true,
  })
  expect(parametersOf()).not.toHaveProperty('one_is_correct')
})

describe('what decides, in a record', () => {
  const moving: TraceResult = {
    ...trace,
    detector: 'ecdd',
    threshold: null,
    limits: [{ name: 'limit', level: 'drift', values: Float64Array.of(Number.NaN, 0.02, 0.03, 0.2) }],
  }
  const only = (main: JobToPublish['main']) =>
    parametersOf({ main, evolution: null, detector: { id: 'ecdd', name: 'ECDD', family: 'concept' } })

  it('a limit that moves is logged as it stood at the peak of the first alarm', () => {
    expect(only(moving)).toMatchObject({ test_statistic: 0.05, threshold: 0.03, threshold_moves: true })
    const quiet = only({ ...moving, alarms: [], drift: false })
    expect(quiet).not.toHaveProperty('threshold')
    expect(quiet).toMatchObject({ test_statistic: 0.05, threshold_moves: true, alarms: 0 })
  })

  it('of a statistic that alarms below, the least is the peak', () => {
    const below: TraceResult = { ...trace, detector: 'kswin', side: 'below', threshold: 0.02 }
    expect(only(below)).toMatchObject({ test_statistic: 0.01, threshold: 0.02, drift_side: 'below' })
  })

  it('columns without a p-value have a threshold, and neither α nor correction', () => {
    const column = (name: string, statistic: number) => ({
      name,
      statistic,
      pValue: null,
      adjustedPValue: null,
      threshold: 0.2,
      drift: statistic >= 0.2,
      effectSize: null,
      view: null,
    })
    const psi: PerColumnResult = {
      shape: 'per-column',
      detector: 'psi',
      drift: true,
      settings: {},
      notes: [],
      statisticName: 'PSI',
      alpha: 0.05,
      correction: 'none',
      effect: null,
      columns: [column('a', 0.1), column('b', 0.4)],
      rows: { reference: 5, test: 5 },
    }
    const record = only(psi)
    expect(record).toMatchObject({
      psi_statistic: 0.4,
      threshold: 0.2,
      features_analyzed: ['b', 'a'],
      by_column: [{ name: 'b', statistic: 0.4, threshold: 0.2, drift: true }, { name: 'a' }],
    })
    expect(record).not.toHaveProperty('alpha')
    expect(record).not.toHaveProperty('p_value')
    expect(record).not.toHaveProperty('correction')
  })
})
