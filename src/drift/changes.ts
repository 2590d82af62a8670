import type { Computation } from './define'
import { movedAt, movedP } from './math/moved'
import { movedTogetherP } from './moved-together'
import type { Alarm, Change } from './results'
import type { Sample } from './sample'

/** What is known of the alarms of a stream when they are told as changes. */
export interface AlarmedStream {
  /** In the order of their starts. */
  alarms: readonly Alarm[]
  /** Row of the stream of each place of the trace, from 0. */
  positions: Uint32Array
  test: Sample
  /** What the stream was compared with; null where the detector learned from the stream itself. */
  reference: Sample | null
  /** Rows behind each value; 1 without a window. */
  windowRows: number
  /**
   * Each value says by itself how far its window is from the reference, so that a quiet one has come back to it. False for
   * what starts afresh after an alarm, or is compared with the stream's own past.
   */
  heldToReference: boolean
  /** The stream holds true and predicted labels: whether they differ is looked at as a column of its own. */
  labels: boolean
}

/**
 * Chances of a mistake in a stream, over all its comparisons (Bonferroni): that the first alarms are confirmed though
 * nothing changed, and that a stream which keeps its new level has one change more.
 */
const FIRST_SIGNIFICANCE = 0.01
const NEXT_SIGNIFICANCE = 0.001
/** Of the few rows after an alarm near the end: it stands unless they look like those before. */
const OPEN_SIGNIFICANCE = 0.05
/** Rows after an alarm or of a level that are compared, at most and where there are so many at least. */
const MOST_ROWS = 500
const WANTED_ROWS = 50
/** An alarm belongs to a change that began so many rows around it. */
const NEAR_ROWS = 50
/** With fewer rows on one side nothing is compared. */
const LEAST_ROWS = 10
/** Comparisons that find nothing are this many rows apart at least. */
const APART = 10

/**
 * Tells alarms as changes. A detector that starts afresh after an alarm and is still held to what was before raises one
 * alarm after the other for one lasting change, as does one whose statistic hovers about its threshold. So an alarm
 * begins a new change only where the stream moved again:
 *
 * - Held to the reference, window by window: where a whole window without alarm, which shares no row with either, lies
 *   between the two.
 * - Otherwise: where the rows after the alarm, or those in the middle of the quiet time before it, differ from the rows
 *   since the present change began. As in binary segmentation (Vostrikova 1981), a place is a change if what lies on
 *   its two sides differs; alarms are the places. The test is `movedP` in each column, at 0.01 over all comparisons.
 *
 * Measured on 200 streams of 1,500 rows by CUSUM held to the target that they left, some 32 alarms each
 * (`changes.calibration.test.ts`): one step of σ is one change in 100 %, two are two in 100 %; without a step a change is
 * confirmed in 0 %, and in 0.5 % of rows whose lag-1 autocorrelation is 0.5, where one step of 1.5 σ is one change in 91 %.
 *
 * The first alarms are `unconfirmed` while the rows after them do not differ from those before: a spike, or a false
 * alarm. Of several columns the rows are also compared as a whole (`movedTogetherP`, at 0.01 over all alarms), so that
 * what columns do only together is seen. An alarm in the last 50 rows is `recent` where it is neither, unless at least
 * ten rows came after it (or, with fewer, are in the window that raised it) and look like those before (p > 0.05).
 */
export function* changesOf(stream: AlarmedStream): Computation<Change[]> {
  if (stream.alarms.length === 0) return []
  return stream.heldToReference ? stretchesApart(stream) : yield* levelsApart(stream)
}

/** Whether alarms tell of drift: of a change that the rows after them do not deny. */
export function areDrift(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => kind !== 'unconfirmed')
}

/**
 * Changes of a stream whose rows resemble the ones before, where no detector keeps the rate of false alarms that it
 * promises: an alarm counts only once rows after it confirm it, and one that came too late for that is `unconfirmed`. In 200
 * streams of 1,000 rows without a change at an autocorrelation of 0.95, ADWIN would tell 104 of drift otherwise and tells 7
 * (0.8: 40 and 0), CUSUM 77 and 0 (0.5: 41 and 2).
 */
export function withoutEarly(changes: readonly Change[]): Change[] {
  return changes.map((change): Change =>
    change.kind === 'recent' ? { ...change, kind: 'unconfirmed', tooEarly: true } : change,
  )
}

function stretchesApart({ alarms, positions, windowRows }: AlarmedStream): Change[] {
  const changes: Change[] = []
  let until = Number.NEGATIVE_INFINITY
  alarms.forEach(({ start, end }, k) => {
    const present = changes.at(-1)
    if (present && positions[start]! - until <= windowRows) present.last = k
    else changes.push({ first: k, last: k, kind: 'passing', began: null })
    until = Math.max(until, positions[end]!)
  })
  const last = changes.at(-1)
  if (last && (positions.at(-1) ?? 0) - until < windowRows) last.kind = 'lasting'
  return changes
}

function* levelsApart(stream: AlarmedStream): Computation<Change[]> {
  const at = stream.alarms.map(({ start }) => stream.positions[start]!)
  const levels = levelsOf(stream, at)
  const changes: Change[] = []
  // Where the rows of the present level begin; before the first change, null.
  let since: number | null = null
  let compared = Number.NEGATIVE_INFINITY
  const pause = stream.test.columns.length > 1 ? 1 : 20
  for (const [k, row] of at.entries()) {
    if (k % pause === 0) yield { done: k, total: at.length, phase: 'alarms' }
    const present = changes.at(-1)
    const close = row - compared < (since === compared ? NEAR_ROWS : APART)
    const told = present && close ? null : levels.beganBefore(k, since)
    const missed = typeof told === 'object' && told !== null ? told.missedAt : null
    const began = typeof told === 'object' ? null : told
    if (!(present && close)) compared = began === 'later' ? Number.NEGATIVE_INFINITY : row
    const unseen = began === null && since === null && !(present && close) ? levels.withoutColumn(k) : null
    if (typeof began === 'number' || unseen !== null) {
      changes.push({
        first: k,
        last: k,
        kind: unseen ?? 'lasting',
        began: typeof began === 'number' ? began : null,
      })
      since = row
    } else if (present) {
      present.last = k
      if (since === null && !close) present.began = missed
    } else changes.push({ first: k, last: k, kind: 'unconfirmed', began: missed })
  }
  const last = changes.at(-1)
  if (last && since !== null && levels.cameBackAtEnd(since)) last.kind = 'passing'
  return changes
}

/**
 * Rows from which the level before a first alarm is known, where the stream itself is the reference: an alarm comes some
 * rows late, and these are of the new level already. The last 50 are left out, and at most half of all.
 */
function rowsBefore(alarm: number): number {
  return Math.max(Math.ceil(alarm / 2), alarm - NEAR_ROWS)
}

/** What the rows around alarms say of the level of the stream. @param at the row of each alarm */
function levelsOf(stream: AlarmedStream, at: readonly number[]) {
  const { rows: n } = stream.test
  const columns = columnsOf(stream)
  const comparisons = 2 * at.length * columns.length
  const before = stream.reference
    ? referenceLevel(stream)
    : columns.map((c) => c.subarray(0, Math.min(rowsBefore(at[0]!), MOST_ROWS)))
  const rows = (from: number, to: number): Float64Array[] =>
    columns.map((c) => c.subarray(from, Math.min(to, from + MOST_ROWS)))
  const enough = (a: readonly Float64Array[]): boolean => a[0]!.length >= LEAST_ROWS

  /** The column that differs most beyond chance; null where none does. */
  function differing(
    a: readonly Float64Array[],
    b: readonly Float64Array[],
    significance = NEXT_SIGNIFICANCE,
  ): number | null {
    if (!enough(a) || !enough(b)) return null
    const p = a.map((column, j) => movedP(column, b[j]!))
    const least = p.indexOf(Math.min(...p))
    return p[least]! <= significance / comparisons ? least : null
  }

  /**
   * Whether an alarm can tell of the rows of a new level up to it: one row, or a tenth of its window, only where any of
   * them lies beyond the level before.
   */
  function isSeen(ofNew: Float64Array, level: Float64Array): boolean {
    return (
      ofNew.length > Math.max(1, stream.windowRows / 10) ||
      ofNew.some((value) => level.every((v) => !(v >= value)) || level.every((v) => !(v <= value)))
    )
  }

  /** Whether a few rows after an alarm leave it open that they differ from those before: in any column, or together. */
  function mayDiffer(few: readonly Float64Array[]): boolean {
    const p = few.map((column, j) => movedP(column, before[j]!))
    return (
      Math.min(...p) * columns.length <= OPEN_SIGNIFICANCE ||
      (columns.length > 1 && movedTogetherP(few, before) <= OPEN_SIGNIFICANCE)
    )
  }

  /** From an alarm to the next one that leaves enough rows between them, or to its window, whose rows are its own. */
  function after(k: number): { from: number; to: number } {
    const row = at[k]!
    const next = at.find((other) => other - row >= WANTED_ROWS)
    return {
      from: Math.max(0, Math.min(row, n - WANTED_ROWS)),
      to: next === undefined ? n : Math.max(row + WANTED_ROWS, next + 1 - stream.windowRows),
    }
  }

  /** Rows after an alarm, as far as no column moves of which the next alarm tells. */
  function beforeNextMove(k: number): Float64Array[] {
    const { from, to } = after(k)
    const column = differing(rows(from, to), before, FIRST_SIGNIFICANCE)
    const end = Math.min(to, from + MOST_ROWS)
    return rows(from, column === null ? to : from + movedAt(columns[column]!.subarray(from, end)))
  }

  /** Whether the rows in the middle of a quiet time differ from those of the level that began at `since`. */
  function cameBack(from: number, to: number, since: number): boolean {
    const quarter = Math.floor((to - from) / 4)
    return (
      2 * quarter >= NEAR_ROWS &&
      differing(rows(from + quarter, to - quarter), rows(since, from + quarter)) !== null
    )
  }

  return {
    /**
     * The row at which a new level began of which this alarm tells; null where it tells of none, `later` where the next
     * alarm tells of it: this one came before that level, or with its first rows, which are as those before. `missedAt`:
     * the level moved long after it, and no alarm tells of that.
     */
    beganBefore(k: number, since: number | null): number | null | 'later' | { missedAt: number } {
      const row = at[k]!
      const { from, to } = after(k)
      const level = since === null ? before : rows(since, row)
      const column = differing(rows(from, to), level, since === null ? FIRST_SIGNIFICANCE : NEXT_SIGNIFICANCE)
      if (column === null) return since !== null && cameBack(at[k - 1]!, row, since) ? row : null
      const start = Math.max(since ?? 0, row - MOST_ROWS)
      const end = Math.min(to, from + MOST_ROWS)
      const moved = start + (end - start < 2 ? 0 : movedAt(columns[column]!.subarray(start, end)))
      // Held to a reference, the stream may be at its new level from its first row on, where nothing moves within it and
      // its first rows are unlike the reference themselves.
      const isFromStart =
        stream.reference !== null &&
        since === null &&
        start === 0 &&
        differing(rows(0, moved), rows(moved, to)) === null &&
        (moved < LEAST_ROWS || differing(rows(0, moved), level, FIRST_SIGNIFICANCE) !== null)
      const began = isFromStart ? 0 : moved
      if (isFromStart || isSeen(columns[column]!.subarray(began, row + 1), level[column]!)) return began
      if (at.some((other) => other > row && other >= began && other - row <= NEAR_ROWS)) return 'later'
      return began - row <= NEAR_ROWS || differing(rows(row, began), level) !== null
        ? began
        : { missedAt: began }
    },

    /**
     * What an alarm is whose rows differ in no single column from those before it: a change that only all columns
     * together show, one that came too late for its rows to be compared, or nothing (null).
     */
    withoutColumn(k: number): 'lasting' | 'recent' | null {
      if (!enough(before)) return 'lasting'
      const row = at[k]!
      if (n - row <= WANTED_ROWS) {
        const since = rows(row + 1, n)
        // With too few after it, its own window tells: rows that look like those before are no news.
        const seen =
          enough(since) || stream.windowRows < LEAST_ROWS
            ? since
            : rows(Math.max(0, row + 1 - stream.windowRows), n)
        return enough(seen) && !mayDiffer(seen) ? null : 'recent'
      }
      if (columns.length === 1) return null
      const quiet = beforeNextMove(k)
      return enough(quiet) && movedTogetherP(quiet, before) <= FIRST_SIGNIFICANCE / at.length
        ? 'lasting'
        : null
    },

    /** Whether the stream ends as it was before the first change. */
    cameBackAtEnd(since: number): boolean {
      const from = at.at(-1)!
      return cameBack(from, n, since) && differing(rows(Math.floor((from + n) / 2), n), before) === null
    },
  }
}

/** Columns of the stream, one array each; of labels, whether the two differ, and each. */
function columnsOf({ test, labels }: AlarmedStream): Float64Array[] {
  const columns = separate(test)
  if (!labels) return columns
  const [truth, predicted] = columns
  return [truth!.map((one, i) => Math.abs(one - predicted![i]!)), ...columns]
}

function separate(sample: Sample): Float64Array[] {
  return sample.columns.length === 1
    ? [sample.values]
    : Array.from({ length: sample.columns.length }, (_, j) => columnOf(sample, j))
}

function columnOf({ values, columns, rows }: Sample, j: number): Float64Array {
  const d = columns.length
  const column = new Float64Array(rows)
  for (let i = 0; i < rows; i++) column[i] = values[i * d + j]!
  return column
}

/** At most so many rows of the reference, evenly spread. */
function referenceLevel({ reference }: AlarmedStream): Float64Array[] {
  if (!reference) return []
  const step = Math.max(1, Math.ceil(reference.rows / MOST_ROWS))
  return separate(reference).map((column) => column.filter((_, i) => i % step === 0))
}
