import type { Selection, TimeCut } from '~/data/prepare/selection'
import type { DetectorResult, PerColumnResult, Settings, TraceResult, TwoSampleResult } from '~/drift/results'
import { significant } from '~/lib/format'
import type { CountedFinding } from '../detection/counted-findings'
import { boundsAt, nearerBound } from '~/lib/bounds'
import { writtenP } from '~/lib/p-value'
import { strengthOrder } from '../detection/strength'
import type { Outcome } from '../detection/verdict'
import type { DriftRecord } from './drift-record'
import { DATA_FINDINGS, DETECTOR_DRIFT, isUnconfirmed, isUndecided, OUTCOME } from './record-remarks'
import { LAB_LINK } from './rerun'
import { STATISTIC_UNIT } from './statistic-unit'

/** What a job of the Lab found, as far as a record tells it. */
export interface JobToPublish {
  detector: { id: string; name: string; family: 'change' | 'concept' | 'data-drift' | 'ensemble' }
  selection: Selection
  main: DetectorResult
  /** The same statistic over time, where it was computed. */
  evolution: TraceResult | null
  /** Axis value of each position of the trace, where a column orders the stream. */
  times: Float64Array | null
  /** Whether that column holds instants (milliseconds since 1970 UTC), and not mere numbers. */
  timesAreInstants: boolean
  /** The verdict on the screen, with what was found in the data itself. */
  drift: boolean
  /** What the detector itself came to. */
  outcome: Outcome
  /** What changed in the data itself, which the detector does not see. */
  findings: readonly CountedFinding[]
  /** Address of this page with all settings: opening it runs the same again. Null where there is no page. */
  link: string | null
}

/** What the person says of it. */
export interface RecordLabels {
  model: string
  tags: readonly string[]
}

/** A record that no server has yet. */
export interface NewRecord {
  state: 'completed'
  model: string
  driftDetected: boolean
  tags: readonly string[]
  parameters: Readonly<Record<string, unknown>>
}

/** Longer tags are refused by the server. */
const LONGEST_TAG = 20

/** Permuted statistics beyond this are thinned: a record is read by people, among thousands. */
export const MOST_STATISTICS = 1000
/** Alarms and columns beyond this are counted and not listed. */
export const MOST_LISTED = 50

/**
 * One record a job, with the names that clients of Drift Watch log (distance and drift_distance, p_value,
 * ks_statistic, test_statistic and threshold). Numbers that are not finite are left out: JSON has none.
 */
export function recordFor(run: JobToPublish, { model, tags }: RecordLabels): NewRecord {
  const { main, evolution, selection } = run
  const trace = main.shape === 'trace' ? main : evolution
  return {
    state: 'completed',
    model: model.trim(),
    driftDetected: run.drift,
    tags: tags.map((tag) => tag.trim()),
    parameters: {
      ...measured(main),
      ...(evolution ? { evolution: { peak: finite(peakOf(evolution)), ...traceFacts(evolution) } } : {}),
      ...(run.outcome === 'undecided' || run.outcome === 'unconfirmed' ? { [OUTCOME]: run.outcome } : {}),
      ...findingsOf(run),
      ...memoryOf(main, evolution),
      detector: main.detector,
      ...chosenSettings(main.settings),
      reference: { ...dataOf(selection, 'reference'), rows: main.rows.reference },
      test: { ...dataOf(selection, 'test'), rows: main.rows.test, ...timeRange(run, trace) },
      ...(selection.columns ? listed('columns', selection.columns) : {}),
      ...(main.shape === 'trace' && main.column !== undefined ? { looks_at: main.column } : {}),
      ...(selection.labels
        ? { truth_column: selection.labels.truth, prediction_column: selection.labels.prediction }
        : {}),
      ...(selection.oneIsCorrect === true ? { one_is_correct: true } : {}),
      standardise: selection.standardise,
      settings: withoutBroken(main.settings),
      ...(run.link === null ? {} : { [LAB_LINK]: run.link }),
      ...permutedOf(main),
    },
  }
}

/** α is promised for independent rows: whoever reads the record is told where these are not. */
function memoryOf(main: DetectorResult, evolution: TraceResult | null): Record<string, unknown> {
  const memory = main.memory ?? evolution?.memory
  if (!memory) return {}
  const { side, column, lag1, limit } = memory
  return {
    rows_independent: false,
    lag1_autocorrelation: { sample: side, column, value: finite(lag1), limit: finite(limit) },
  }
}

/** Where they are the reason, the detector's own verdict stands beside them. */
function findingsOf({ findings, main, evolution }: JobToPublish): Record<string, unknown> {
  if (findings.length === 0) return {}
  return {
    [DETECTOR_DRIFT]: main.drift || (evolution?.drift ?? false),
    [DATA_FINDINGS]: findings.slice(0, MOST_LISTED).map(({ kind, column, text, adjustedPValue, counts }) => ({
      kind,
      column,
      text,
      ...(adjustedPValue === null ? {} : { adjusted_p_value: adjustedPValue }),
      ...(counts ? {} : { counts }),
    })),
    ...(findings.length > MOST_LISTED ? { data_findings_count: findings.length } : {}),
  }
}

/** What a record says in two words, for the sentence that it was published. */
export function outcomeWords({
  driftDetected,
  parameters,
}: Pick<DriftRecord, 'driftDetected' | 'parameters'>): string {
  if (driftDetected) return 'a drift'
  if (isUndecided(parameters)) return 'not enough data'
  return isUnconfirmed(parameters) ? 'no drift (unconfirmed alarms)' : 'no drift'
}

/** What is offered before the person says otherwise: the kind of drift, then the method. */
export function proposedTags({ id, name, family }: JobToPublish['detector']): string[] {
  const kind = family === 'concept' ? 'concept-drift' : family === 'change' ? 'change' : 'data-drift'
  return [kind, id.startsWith('mmd') ? 'MMD' : name.slice(0, LONGEST_TAG)]
}

/** Why these tags cannot be sent, as a sentence; null where they can. */
export function whyNotTags(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const { length } = tag.trim()
    if (length === 0) return 'A tag needs at least one character.'
    // The server counts characters, not UTF-16 units.
    const characters = [...tag.trim()].length
    if (characters > LONGEST_TAG)
      return `“${tag.trim()}” has ${characters} characters; a tag can have at most ${LONGEST_TAG}, for example “MMD”.`
  }
  const twice = tags.find((tag, i) => tags.findIndex((other) => other.trim() === tag.trim()) !== i)
  return twice === undefined ? null : `The tag “${twice.trim()}” is listed twice.`
}

/** Tags as they are typed: between commas. */
export function tagsFromText(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

function measured(result: DetectorResult): Record<string, unknown> {
  switch (result.shape) {
    case 'two-sample':
      return {
        distance: finite(result.statistic.value),
        drift_distance: finite(result.threshold),
        p_value: writtenP(result.pValue),
        alpha: result.alpha,
      }
    case 'per-column':
      return result.votes ? votesMeasured(result, result.votes) : columnsMeasured(result)
    case 'trace':
      return result.detector.startsWith('mmd')
        ? {
            distance: finite(peakOf(result)),
            drift_distance: finite(thresholdOf(result)),
            ...traceFacts(result, true),
          }
        : {
            test_statistic: finite(peakOf(result)),
            threshold: finite(thresholdOf(result)),
            ...(result.threshold === null ? { threshold_moves: true } : {}),
            ...(result.side === 'below' ? { drift_side: 'below' } : {}),
            ...(result.inDataUnit === undefined ? {} : { [STATISTIC_UNIT]: 'data' }),
            ...traceFacts(result, true),
          }
  }
}

/** Of an ensemble: its members, each with its verdict. */
function votesMeasured(
  { columns }: PerColumnResult,
  { cast, needed }: { cast: number; needed: number },
): Record<string, unknown> {
  return {
    test_statistic: cast,
    threshold: needed,
    by_member: columns
      .slice(0, MOST_LISTED)
      .map(({ name, pValue, drift }) => ({ name, p_value: finite(writtenP(pValue)), drift })),
  }
}

/** The strongest column stands for all, `p_value` being the one that is held against α; the others follow by name. */
function columnsMeasured(result: PerColumnResult): Record<string, unknown> {
  const { detector, columns, alpha, correction, effect } = result
  const strongest = columns.toSorted(strengthOrder(result))
  const tested = columns.some((column) => column.pValue !== null)
  const [first] = strongest
  return {
    ...(first
      ? {
          [`${detector}_statistic`]: finite(first.statistic),
          p_value: finite(writtenP(first.adjustedPValue)),
          ...(correction === 'none' ? {} : { raw_p_value: finite(writtenP(first.pValue)) }),
          effect_size: finite(first.effectSize),
          threshold: finite(first.threshold),
        }
      : {}),
    // A threshold that decides knows no α and no correction.
    ...(tested ? { alpha, correction } : {}),
    ...(effect ? { effect: effect.name } : {}),
    columns_drifted: columns.filter((column) => column.drift).length,
    ...listed(
      'features_analyzed',
      strongest.map(({ name }) => name),
    ),
    by_column: strongest
      .slice(0, MOST_LISTED)
      .map(({ name, statistic, pValue, adjustedPValue, effectSize, threshold, drift }) => ({
        name,
        statistic: finite(statistic),
        raw_p_value: finite(writtenP(pValue)),
        adjusted_p_value: finite(writtenP(adjustedPValue)),
        effect_size: finite(effectSize),
        threshold: finite(threshold),
        drift,
      })),
  }
}

/** Where the statistic lay above its threshold, by row numbers of the file. */
function traceFacts(trace: TraceResult, isMain = false): Record<string, unknown> {
  const { alarms, changes, rowNumbers } = trace
  const window = trace.settings['window']
  return {
    ...(isMain ? {} : { threshold: finite(thresholdOf(trace)) }),
    changes: changes.length,
    alarms: alarms.length,
    ...(alarms.length === 0
      ? {}
      : {
          change_rows: changes.slice(0, MOST_LISTED).map(({ first, last, kind }) => ({
            row: rowNumbers[alarms[first]?.start ?? 0] ?? null,
            alarms: last - first + 1,
            kind,
          })),
          first_alarm_row: rowNumbers[alarms[0]?.start ?? 0],
          alarm_rows: alarms
            .slice(0, MOST_LISTED)
            .map(({ start, end }) => [rowNumbers[start] ?? null, rowNumbers[end] ?? null]),
        }),
    positions: trace.positions.length,
    ...(typeof window === 'number' ? { window_size: window } : {}),
  }
}

/** What reproduces the job, beside its data, by the names that other clients use. */
function chosenSettings(settings: Settings): Record<string, unknown> {
  const { sigma, seed, permutations } = settings
  return {
    ...(typeof sigma === 'number' ? { sigma: finite(sigma) } : {}),
    ...(typeof seed === 'number' ? { seed } : {}),
    ...(typeof permutations === 'number' ? { permutations } : {}),
  }
}

function dataOf({ reference, test, split }: Selection, role: 'reference' | 'test'): Record<string, unknown> {
  const file = role === 'reference' ? reference : (test ?? reference)
  const data = { name: file.name, sha256: file.digest, ...(file.options ? { read_as: file.options } : {}) }
  if (split?.by === 'rows') {
    const range =
      role === 'reference' ? split.reference : (split.test ?? { first: split.reference.last + 1, last: null })
    return { ...data, first_row: range.first, ...(range.last === null ? {} : { last_row: range.last }) }
  }
  if (split?.by === 'column') {
    const value = role === 'reference' ? split.reference : split.test
    return { ...data, column: split.column, ...(value === null ? { others: true } : { value }) }
  }
  if (split?.by === 'time') return { ...data, split_column: split.column, ...cutFacts(split.cut, role) }
  return data
}

/** The side of a cut in time: instants as ISO text, lengths in seconds. */
function cutFacts(cut: TimeCut, role: 'reference' | 'test'): Record<string, unknown> {
  if (cut.kind === 'at') {
    const at = new Date(cut.at).toISOString()
    return role === 'reference' ? { before: at } : { from: at }
  }
  if (role === 'test') return { last_seconds: cut.last / 1000 }
  return {
    before_last_seconds: cut.last / 1000,
    ...(cut.against === null ? {} : { for_seconds: cut.against / 1000 }),
  }
}

/** From when to when the stream reaches, where a column orders it. */
function timeRange(
  { times, timesAreInstants, selection }: JobToPublish,
  trace: TraceResult | null,
): Record<string, unknown> {
  if (!times || times.length === 0 || !trace || selection.timeColumn === null) return {}
  const [from = Number.NaN] = times
  const to = times.at(-1) ?? Number.NaN
  if (!Number.isFinite(from) || !Number.isFinite(to)) return {}
  const print = (at: number): string | number => (timesAreInstants ? new Date(at).toISOString() : at)
  return { time_column: selection.timeColumn, from: print(from), to: print(to) }
}

/**
 * The null distribution, so that whoever opens the record sees where its value lies. Six digits; a larger one is
 * thinned to evenly spaced order statistics, its least and greatest kept.
 */
function permutedOf(result: DetectorResult): Record<string, unknown> {
  if (result.shape !== 'two-sample' || result.nullDistribution.length === 0) return {}
  const { nullDistribution } = result satisfies TwoSampleResult
  const short = (value: number) => significant(value, 6)
  if (nullDistribution.length <= MOST_STATISTICS)
    return { permuted_statistics: Array.from(nullDistribution, short) }
  const sorted = nullDistribution.toSorted()
  return {
    permuted_statistics: Array.from({ length: MOST_STATISTICS }, (_, i) =>
      short(sorted[Math.round((i * (sorted.length - 1)) / (MOST_STATISTICS - 1))] ?? Number.NaN),
    ),
    permuted_statistics_drawn: nullDistribution.length,
  }
}

/** The most extreme value on the side of drift; against limits that move, the one at the first alarm's peak. */
function peakOf(trace: TraceResult): number {
  const { series, side, alarms, threshold } = trace
  const [first] = alarms
  if (threshold === null && first) {
    const named = series.find(({ name }) => name === first.series) ?? series[0]
    return named?.values[first.peak] ?? Number.NaN
  }
  const sign = side === 'above' ? 1 : -1
  let peak = Number.NEGATIVE_INFINITY
  for (const { values } of series) for (const value of values) if (sign * value > peak) peak = sign * value
  return sign * peak
}

/** What `peakOf` is held against: a limit that moves has its value there, or none where there was no alarm. */
function thresholdOf(trace: TraceResult): number | null {
  const [first] = trace.alarms
  if (trace.threshold !== null) return trace.threshold
  return first ? nearerBound(peakOf(trace), boundsAt(trace, first.peak)) : null
}

/** Undefined leaves the key out of the JSON. */
function finite(x: number | null): number | undefined {
  return x !== null && Number.isFinite(x) ? x : undefined
}

function withoutBroken(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => typeof value !== 'number' || Number.isFinite(value)),
  )
}

function listed(key: string, names: readonly string[]): Record<string, unknown> {
  return names.length <= MOST_LISTED
    ? { [key]: names }
    : { [key]: names.slice(0, MOST_LISTED), [`${key}_count`]: names.length }
}
