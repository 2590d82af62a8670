import { detectorDrift, isUnconfirmed, isUndecided } from './record-remarks'
import { partsOf, spokenDay } from '~/lib/dates'
import { formatCount, formatNumber, significant } from '~/lib/format'
import type { DriftRecord } from './drift-record'
import type { GapPlace } from './gaps'
import { hasEnded } from './history-age'
import { numberReader, numbersIn, parentOf } from './paths'
import { isPValue, type MetricChoice, nameOf, type Sense } from './readings'

export type PointState = 'ok' | 'warning' | 'drift' | 'failed' | 'running' | 'unplotted' | 'undecided'

/** One record as the chart and the table show it. */
export interface HistoryPoint {
  record: DriftRecord
  /** Milliseconds since 1970 UTC. */
  at: number
  /** The metric; null for running and failed records and where it was not logged: a tick, never a zero. */
  value: number | null
  threshold: number | null
  warning: number | null
  /**
   * The server's verdict goes first: failed > running > drift > warning > undecided > ok. `undecided`: no drift, as
   * there were not enough data for one to be shown. `unplotted`: completed, no drift, no warning, and no metric. A drift without the metric stays a drift, and its `value` is null.
   */
  state: PointState
  /** The verdict contradicts the comparison of value and threshold. */
  mismatch: boolean
}

/** @param records in the order they are to be shown, ascending in time */
export function pointsOf(records: readonly DriftRecord[], choice: MetricChoice | null): HistoryPoint[] {
  if (choice === null) return records.map((record) => judged(record, null, null, null, 'above'))
  const { metric, sense } = choice
  const valueIn = numberReader(metric)
  const thresholdIn = limitReader(choice, choice.threshold)
  const warningIn = limitReader(choice, choice.warning)
  return records.map((record) => {
    const { parameters } = record
    return judged(record, valueIn(parameters), thresholdIn(parameters), warningIn(parameters), sense)
  })
}

function judged(
  record: DriftRecord,
  value: number | null,
  threshold: number | null,
  warning: number | null,
  sense: Sense,
): HistoryPoint {
  const at = record.createdAt
  // What a running or failed record says is not a reading, whatever it logged.
  if (record.state !== 'completed')
    return {
      record,
      at,
      value: null,
      threshold: null,
      warning: null,
      state: record.state,
      mismatch: false,
    }
  const state = judgedState(record, value)
  return {
    record,
    at,
    value,
    threshold,
    warning,
    state,
    mismatch: contradicts(record, value, threshold, sense),
  }
}

function judgedState({ driftDetected, parameters }: DriftRecord, value: number | null): PointState {
  if (driftDetected) return 'drift'
  if (parameters['warning'] === true) return 'warning'
  if (isUndecided(parameters)) return 'undecided'
  return value === null ? 'unplotted' : 'ok'
}

/** A plain `threshold` beside a p-value is the p-value's in that record, whatever it is in others. */
function limitReader({ metric, sense }: MetricChoice, path: string | null): ReturnType<typeof numberReader> {
  if (path === null || path === metric) return () => null
  const read = numberReader(path)
  if (sense === 'below' || nameOf(path) !== 'threshold') return read
  const parent = parentOf(path)
  return (parameters) => {
    for (const other of numbersIn(parameters).keys())
      if (isPValue(other) && parentOf(other) === parent) return null
    return read(parameters)
  }
}

/** Equality contradicts nothing: some detectors count it as drift, others do not. */
function contradicts(
  record: DriftRecord,
  value: number | null,
  threshold: number | null,
  sense: Sense,
): boolean {
  if (value === null || threshold === null || value === threshold) return false
  // Its statistic was above, for a while.
  if (isUnconfirmed(record.parameters)) return false
  return isBeyond(value, threshold, sense) !== detectorDrift(record)
}

/** Whether a value is on the far side of a threshold. */
export function isBeyond(value: number, threshold: number, sense: Sense): boolean {
  return sense === 'above' ? value > threshold : value < threshold
}

/** Whether a record ended, with whatever verdict. */
export function isCompleted({ state }: HistoryPoint): boolean {
  return state !== 'failed' && state !== 'running'
}

/** Completed, with data enough for a verdict: the records that a rate is made of. */
function isJudged(point: HistoryPoint): boolean {
  return isCompleted(point) && point.state !== 'undecided'
}

export interface HistorySummary {
  total: number
  /** Completed ones that had data enough: what rates refer to. */
  judged: number
  drifts: number
  warnings: number
  failed: number
  running: number
  /** Completed, with too few data for a verdict. */
  undecided: number
  /** Completed, without the metric. */
  unplotted: number
  mismatches: number
  /** Drifts among judged records, 0 to 1; null where none is judged. */
  driftRate: number | null
  /** Drifts in a row up to the last judged record, and not over a gap; failed, running and undecided ones do not break it. */
  streak: number
  lastDriftAt: number | null
}

export function summary(points: readonly HistoryPoint[], gaps: readonly GapPlace[] = []): HistorySummary {
  const counts = { ok: 0, warning: 0, drift: 0, failed: 0, running: 0, unplotted: 0, undecided: 0 }
  for (const { state } of points) counts[state]++
  const judged = points.filter(isJudged)
  return {
    total: points.length,
    judged: judged.length,
    drifts: counts.drift,
    warnings: counts.warning,
    failed: counts.failed,
    running: counts.running,
    undecided: counts.undecided,
    unplotted: judged.filter((p) => p.value === null).length,
    mismatches: points.filter((p) => p.mismatch).length,
    driftRate: judged.length === 0 ? null : counts.drift / judged.length,
    streak: lastRow(points.slice(gaps.at(-1)?.index ?? 0).filter(isJudged), 'drift').length,
    lastDriftAt: points.findLast((p) => p.state === 'drift')?.at ?? null,
  }
}

/** The unbroken row of one state at the end of judged records. */
function lastRow(judged: readonly HistoryPoint[], state: PointState): readonly HistoryPoint[] {
  return judged.slice(judged.findLastIndex((p) => p.state !== state) + 1)
}

export interface Stretch {
  /** Indices into the points, inclusive: its first and its last drift. */
  start: number
  end: number
  /** Drifts in it. */
  count: number
}

/**
 * Drifts in a row, for the rails above the chart; failed, running and undecided records between them do not part them,
 * records that could not be read do.
 */
export function driftStretches(points: readonly HistoryPoint[], gaps: readonly GapPlace[] = []): Stretch[] {
  const parted = new Set(gaps.map(({ index }) => index))
  const stretches: Stretch[] = []
  let open: Stretch | null = null
  points.forEach((point, i) => {
    if (parted.has(i)) open = null
    if (!isJudged(point)) return
    if (point.state !== 'drift') open = null
    else if (open) {
      open.end = i
      open.count++
    } else stretches.push((open = { start: i, end: i, count: 1 }))
  })
  return stretches
}

export interface Headline {
  /** Which mark stands before it; `none`: nothing was judged yet. */
  tone: 'drift' | 'warning' | 'ok' | 'none'
  title: string
  text: string
}

const WEEK_MS = 7 * 86_400_000

/**
 * The finding, by rule: the last judged record decides the title, everything judged the text. Dates are UTC; the year
 * stands with those that are not of the year of `now`.
 * @param points ascending in time
 * @param options `metric`: how the metric is called ("MMD²"); `now`: the time, in milliseconds since 1970. Left out, it
 * is the newest record's, and so it is for a history that has ended: what it tells is told of that time. `isPart`: older
 * records are missing, so that what began before them is not known; `gaps`: records are missing between those that are
 * here, so that the title rests on what came after the last gap where anything there was judged; `comparable`: from
 * which point on values have one unit
 */
export function headline(
  points: readonly HistoryPoint[],
  options: {
    metric?: string
    now?: number
    isPart?: boolean
    gaps?: readonly GapPlace[]
    comparable?: number
  } = {},
): Headline {
  const { metric, gaps = [], comparable = 0 } = options
  const newest = points.at(-1)?.at ?? 0
  const isOver = options.now !== undefined && hasEnded(points, options.now)
  const now = options.now === undefined || isOver ? newest : options.now
  const week = now === newest ? 'its last 7 days' : 'the last 7 days'
  const dayOf = (at: number) => dayIn(at, options.now ?? newest)
  const judged = points.filter(isJudged)
  const last = judged.at(-1)
  if (!last) return nothingJudged(points)
  const drifts = judged.filter((p) => p.state === 'drift')
  const recent = drifts.filter((p) => p.at > now - WEEK_MS && p.at <= now).length
  const gap = gaps.at(-1)
  const behind = gap ? points.slice(gap.index).filter(isJudged) : []
  const known = behind.length === 0 ? judged : behind
  const isPart = options.isPart === true || gap !== undefined
  const text = [
    counted(judged.length, drifts.length, recent, week),
    rise(points.slice(comparable).filter(isJudged), lastRow(known, 'drift').length, metric),
    ...(gap ? [restsOn(known.length, gaps)] : []),
  ]
    .join(' ')
    .trim()
  if (last.state === 'drift' || last.state === 'warning') {
    const row = lastRow(known, last.state)
    const since = dayOf(row[0]?.at ?? last.at)
    const drifting = last.state === 'drift'
    const single = drifting
      ? `Drift in the last record, on ${since}`
      : `Warning in the last record, on ${since}`
    const least = isPart && row.length === known.length ? 'at least ' : ''
    const going = drifting ? `Drifting since ${least}${since}` : `Warnings since ${least}${since}`
    const was = `Was ${drifting ? 'drifting' : 'warning'} when last run, ${dayOf(last.at)}`
    const title = row.length === 1 ? single : isOver ? was : going
    return {
      tone: last.state,
      title,
      text: isOver && row.length > 1 ? `Since ${least}${since}. ${text}` : text,
    }
  }
  const lastDrift = known.findLast((p) => p.state === 'drift')
  if (!lastDrift)
    return {
      tone: 'ok',
      title: `No drift in ${isPart ? (known.length === 1 ? 'the newest record' : `the newest ${recordsText(known.length)}`) : recordsText(known.length)}`,
      text: gap ? `${text} ${others(points)}`.trim() : others(points),
    }
  const quiet = judged.length - 1 - judged.lastIndexOf(lastDrift)
  return {
    tone: 'ok',
    title: isOver ? `No drift when last run, ${dayOf(last.at)}` : `No drift since ${dayOf(lastDrift.at)}`,
    text: `The last ${quiet === 1 ? 'record shows' : `${formatCount(quiet)} records show`} none. ${text}`,
  }
}

/** While records are still coming there is no verdict. @param total as the server counts them; null: it does not say */
export function stillLoading(came: number, total: number | null): Headline {
  return {
    tone: 'none',
    title: `${total === null ? formatCount(came) : `${formatCount(came)} of ${formatCount(total)}`} records so far`,
    text: 'The newest come first; the verdict comes with the last of them.',
  }
}

function nothingJudged(points: readonly HistoryPoint[]): Headline {
  const { failed, running, undecided } = summary(points)
  if (points.length === 0)
    return {
      tone: 'none',
      title: 'No records yet',
      text: 'The first record that is logged here starts the chart.',
    }
  if (undecided > 0)
    return {
      tone: 'none',
      title: `Not enough data in ${recordsText(undecided)}`,
      text: 'A drift could not have been detected, so finding none means nothing.',
    }
  if (running === 0)
    return {
      tone: 'none',
      title: failed === 1 ? 'The only record failed' : `All ${recordsText(failed)} failed`,
      text: 'A failed record has no values, so there is nothing to chart.',
    }
  return { tone: 'none', title: 'No record has finished yet', text: others(points) }
}

/** "6 failed, 1 is still running." */
function others(points: readonly HistoryPoint[]): string {
  const { failed, running, undecided } = summary(points)
  const parts = [
    ...(undecided > 0 ? [`${formatCount(undecided)} did not have enough data`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(running > 0 ? [`${formatCount(running)} still ${running === 1 ? 'runs' : 'run'}`] : []),
  ]
  return parts.length === 0 ? '' : `${parts.join(', ')}.`
}

/** "21 of 207 records drifted, 14 of them in the last 7 days." */
function counted(judged: number, drifts: number, recent: number, week: string): string {
  if (drifts === 0) return `None of ${recordsText(judged)} drifted.`
  const when =
    recent === 0
      ? `, none in ${week}`
      : recent === drifts
        ? `, ${drifts === 1 ? '' : 'all '}in ${week}`
        : `, ${formatCount(recent)} of them in ${week}`
  return `${formatCount(drifts)} of ${recordsText(judged)} drifted${when}.`
}

/** "MMD² rose from 0.02 to 0.3.": medians of the records before the current row of drifts and of that row, two digits. */
function rise(judged: readonly HistoryPoint[], drifts: number, metric: string | undefined): string {
  if (metric === undefined || drifts === 0) return ''
  const row = judged.slice(-drifts)
  const valuesOf = (points: readonly HistoryPoint[]) =>
    points.flatMap(({ value }) => (value === null ? [] : [value]))
  // As many records before it as in it, or ten: what was usual just before.
  const before = valuesOf(judged.slice(0, judged.length - row.length)).slice(-Math.max(10, row.length))
  const now = valuesOf(row)
  if (before.length === 0 || now.length === 0) return ''
  const [from, to] = [median(before), median(now)].map((x) => formatNumber(significant(x, 2)))
  if (from === to) return ''
  // Words begin a sentence; the name of a symbol or a key stays.
  const name = /^[a-z]+( [a-z]+)+$/.test(metric) ? metric.slice(0, 1).toUpperCase() + metric.slice(1) : metric
  return `${name} ${median(now) > median(before) ? 'rose' : 'fell'} from ${from} to ${to}.`
}

/** "100 records before them could not be read: the headline covers the newest 300." */
function restsOn(known: number, gaps: readonly GapPlace[]): string {
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0)
  return `${recordsText(missing)} in between could not be read: the headline covers the newest ${formatCount(known)}.`
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function recordsText(n: number): string {
  return `${formatCount(n)} ${n === 1 ? 'record' : 'records'}`
}

function dayIn(at: number, now: number): string {
  const sameYear = partsOf(at, 'UTC').year === partsOf(now, 'UTC').year
  return spokenDay(at, { year: !sameYear })
}
