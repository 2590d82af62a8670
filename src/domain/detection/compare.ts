import type { DetectorResult, TraceResult } from '~/drift/results'
import { boundsAt } from '~/lib/bounds'
import { formatCount, inWords } from '~/lib/format'

/** Several detectors on the same data: where each raises alarms, how late, and how far they agree. Pure. */

/** One detector's result on a shared axis. */
export interface ComparedResult {
  name: string
  /** What it looked at: "PC 1", "64 columns". */
  on: string
  result: DetectorResult
  /** Axis value of each position of a trace; null for a test of the whole sample. */
  x: Float64Array | null
}

export interface ComparedRow {
  name: string
  on: string
  /**
   * In axis units, in the order of the stream. `early`: it begins before the known change. `unconfirmed`: where none is
   * known, what came after it is as before.
   */
  alarms: { from: number; to: number; early: boolean; unconfirmed: boolean }[]
  /** What is drawn of them: each early one, then changes with their alarms as one. `hollow`: early, or not confirmed. */
  marks: { from: number; to: number; hollow: boolean }[]
  /** Rows from the known change to the first alarm after it; null without either. */
  delay: number | null
  /** Alarms that begin before the known change. */
  early: number
  /** Where the first alarm stands that tells of a change, and no unconfirmed one; null without one. */
  first: number | null
  /** The verdict of a test of the whole sample, which knows no place; null for a stream. */
  whole: boolean | null
}

/**
 * The axis by which rows are counted: that of the trace with the most positions. Rows that a detector left out (or had
 * not yet filled its window with) are counted all the same.
 */
export function rulerOf(compared: readonly ComparedResult[]): Float64Array {
  let longest: Float64Array = new Float64Array(0)
  for (const { x } of compared) if (x && x.length > longest.length) longest = x
  return longest
}

/** @param marker where a change is known to lie, in axis units; null where none is known */
export function compareRows(compared: readonly ComparedResult[], marker: number | null): ComparedRow[] {
  const ruler = rulerOf(compared)
  return compared.map(({ name, on, result, x }): ComparedRow => {
    if (result.shape !== 'trace' || !x)
      return { name, on, alarms: [], marks: [], delay: null, early: 0, first: null, whole: result.drift }
    const alarms = result.alarms.map(({ start, end }, k) => {
      const from = x[start] ?? Number.NaN
      const change = result.changes.find(({ first, last }) => first <= k && k <= last)
      return {
        from,
        to: x[end] ?? from,
        early: marker !== null && from < marker,
        unconfirmed: marker === null && change?.kind === 'unconfirmed',
      }
    })
    const after = alarms.find(({ early }) => !early)
    const early = alarms.filter((alarm) => alarm.early)
    return {
      name,
      on,
      alarms,
      marks: [
        ...early.map(({ from, to }) => ({ from, to, hollow: true })),
        ...result.changes.flatMap(({ first, last, kind }) => {
          const own = alarms.slice(first, last + 1).filter((alarm) => !alarm.early)
          const [begin] = own
          // Where the change is known, an alarm after it is true whatever its rows look like.
          const hollow = marker === null && kind === 'unconfirmed'
          return begin ? [{ from: begin.from, to: Math.max(...own.map(({ to }) => to)), hollow }] : []
        }),
      ],
      delay: marker === null || !after ? null : rankOf(ruler, after.from) - rankOf(ruler, marker),
      early: early.length,
      first: alarms[result.changes.find(({ kind }) => kind !== 'unconfirmed')?.first ?? -1]?.from ?? null,
      whole: null,
    }
  })
}

/** How many rows of the ruler stand before a place. O(log n). */
function rankOf(ruler: Float64Array, at: number): number {
  let low = 0
  let high = ruler.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ruler[middle]! >= at) high = middle
    else low = middle + 1
  }
  return low
}

/** "Five of six detectors see a change" and who is first, computed from the rows alone. */
export function compareFinding(
  rows: readonly ComparedRow[],
  marker: { label: string } | null,
): { title: string; text: string } {
  const streams = rows.filter(({ whole }) => whole === null)
  const seen = streams.filter((row) => (marker ? row.delay !== null : row.first !== null))
  const all = numberWord(rows.length)
  const positive = seen.length + rows.filter(({ whole }) => whole === true).length
  const title =
    positive === 0
      ? `None of ${all.toLowerCase()} detectors sees a change`
      : positive === rows.length
        ? `${rows.length === 2 ? 'Both' : `All ${all.toLowerCase()}`} detectors see a change`
        : `${numberWord(positive)} of ${all.toLowerCase()} detectors ${positive === 1 ? 'sees' : 'see'} a change`
  // Who alarms at all times alarms soon after a change as well: only those that were quiet before it are ranked.
  const quiet = seen.filter(({ early }) => early === 0)
  const words = [leaderWords(quiet, marker), earlyWords(streams, marker, quiet.length > 0)]
  return { title, text: words.filter(Boolean).join(' ') }
}

/** "BOCD is first, 7 rows after digits 5 to 9 begin." */
function leaderWords(seen: readonly ComparedRow[], marker: { label: string } | null): string {
  const key = (row: ComparedRow): number => (marker ? row.delay : row.first) ?? Number.POSITIVE_INFINITY
  const least = Math.min(...seen.map(key))
  const leaders = seen.filter((row) => key(row) === least).map(({ name }) => name)
  if (leaders.length === 0) return ''
  const who = leaders.length === 1 ? `${leaders[0]} is first` : `${inWords(leaders)} are first together`
  return marker ? `${who}, ${rowsWord(least)} after ${marker.label}.` : `${who}.`
}

/** "Not ranked because of false alarms before the change: KSWIN (1) and CUSUM (16)." */
function earlyWords(
  rows: readonly ComparedRow[],
  marker: { label: string } | null,
  isRanked: boolean,
): string {
  const early = rows.filter((row) => row.early > 0)
  if (!marker || early.length === 0) return ''
  const each = inWords(early.map(({ name, early: n }) => `${name} (${formatCount(n)})`))
  return `${isRanked ? 'Not' : 'None is'} ranked because of false alarms before the change: ${each}.`
}

function rowsWord(n: number): string {
  return n === 1 ? '1 row' : `${formatCount(n)} rows`
}

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

function numberWord(n: number): string {
  return NUMBERS[n] ?? formatCount(n)
}

/** How many alarms of one detector another one raises too. */
export interface Agreement {
  shared: number
  of: number
}

/**
 * For each pair (row a, column b): of the alarms of a, those to which an alarm of b comes within `tolerance` rows. An
 * alarm that lasts is met anywhere along its length. Null where a is no stream, or b is none.
 */
export function agreementOf(
  rows: readonly ComparedRow[],
  ruler: Float64Array,
  tolerance: number,
): (Agreement | null)[][] {
  const ranked = rows.map((row) =>
    row.whole === null
      ? row.alarms.map(({ from, to }) => ({ from: rankOf(ruler, from), to: rankOf(ruler, to) }))
      : null,
  )
  return ranked.map((ours) =>
    ranked.map((theirs) => {
      if (!ours || !theirs) return null
      const shared = ours.filter(({ from, to }) =>
        theirs.some((other) => other.from <= to + tolerance && other.to >= from - tolerance),
      ).length
      return { shared, of: ours.length }
    }),
  )
}

/** A tolerance to begin with: of the round numbers offered, the one nearest to a twentieth of the stream. */
export const TOLERANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] as const

export function toleranceFor(rows: number): number {
  const wanted = Math.max(1, rows / 20)
  return TOLERANCES.reduce<number>(
    (best, t) => (Math.abs(Math.log(t / wanted)) < Math.abs(Math.log(best / wanted)) ? t : best),
    1,
  )
}

/**
 * The statistic in units of its own limit: 1 is where drift begins, whatever the detector. Below a threshold the
 * quotient is turned over; between two limits it is the distance from their middle over that of the limit. Of several
 * statistics the largest. NaN where there is no value or no limit; null where there never is one.
 */
export function normalised(trace: TraceResult): Float64Array | null {
  const n = trace.positions.length
  const values = new Float64Array(n).fill(Number.NaN)
  let any = false
  for (let i = 0; i < n; i++) {
    const { upper, lower } = boundsAt(trace, i)
    for (const series of trace.series) {
      const quotient = overLimit(series.values[i] ?? Number.NaN, upper, lower)
      if (Number.isNaN(quotient) || quotient <= values[i]!) continue
      values[i] = quotient
      any = true
    }
  }
  return any ? values : null
}

function overLimit(value: number, upper: number, lower: number): number {
  if (Number.isNaN(value)) return Number.NaN
  if (!Number.isNaN(upper) && !Number.isNaN(lower)) {
    const middle = (upper + lower) / 2
    return upper > lower ? Math.abs(value - middle) / (upper - middle) : Number.NaN
  }
  // A quotient says something only where limit and value have a zero in common to be measured from.
  if (!Number.isNaN(upper)) return upper > 0 ? value / upper : Number.NaN
  return lower > 0 ? lower / Math.max(value, lower * 1e-6) : Number.NaN
}

/** Values of a trace at the places of the ruler: the last one known, NaN before the first and after the end. */
export function onRuler(x: Float64Array, values: Float64Array, ruler: Float64Array): Float64Array {
  const placed = new Float64Array(ruler.length).fill(Number.NaN)
  let at = -1
  const last = x.at(-1) ?? Number.NEGATIVE_INFINITY
  for (let i = 0; i < ruler.length; i++) {
    while (at + 1 < x.length && x[at + 1]! <= ruler[i]!) at++
    if (at >= 0 && ruler[i]! <= last) placed[i] = values[at]!
  }
  return placed
}
