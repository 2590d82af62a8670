import type { Change, TraceResult } from '~/drift/results'
import { boundsAt, type Bounds, isBeyond, nearerBound } from '~/lib/bounds'
import { counted, formatCount, formatNumber, inWords, significant } from '~/lib/format'
import { closestOf, excessOf } from './closest'
import { isOfBatches, judgedPlaces } from './judged-places'

/** Names places of a stream, all in the unit of its axis. */
export interface Places {
  /** Where the value at this index of the trace was known: "row 490", "12 Sep 2014". */
  at(trace: TraceResult, index: number): string
  /** The same in a sentence: "at row 490", "on 12 Sep 2014". */
  when(trace: TraceResult, index: number): string
  /** A row of the source and the place at this index, bare: "402" and "501"; null where the first has no name. */
  span(trace: TraceResult, row: number, index: number): readonly [string, string] | null
  /** The change that is known of the stream; null where none is. */
  known(trace: TraceResult): KnownChange | null
  /** Places are row numbers, so that rows can be counted between them. */
  inRows: boolean
}

/** A change that is known beforehand, as those of the bundled samples. */
export interface KnownChange {
  /** Of the first value of the trace from it on. */
  index: number
  label: string
  /** On the stream's axis: the row, where places are rows. */
  at: number
  /** The same in words: "row 451", "year 1899". */
  place: string
}

/** Changes and alarms of a trace against the change that is known of the stream. */
function sortedOut(trace: TraceResult, places: Places) {
  const known = places.known(trace)
  const startOf = (k: number): number => trace.alarms[k]?.start ?? 0
  const early = known ? trace.alarms.filter(({ start }) => start < known.index).length : 0
  // What began with a false alarm may hold true ones: the first after the known change is then the detection.
  const changes = trace.changes.flatMap((change): Change[] =>
    change.last < early ? [] : [{ ...change, first: Math.max(change.first, early) }],
  )
  const confirmed = known ? changes : changes.filter(({ kind }) => kind !== 'unconfirmed')
  return {
    known,
    early,
    startOf,
    changes: confirmed,
    alarmsBefore: known ? early : (confirmed[0]?.first ?? trace.alarms.length),
  }
}

/** How many changes a verdict tells of, and the place at which it tells the first: that of the first alarm where there are none. */
export function toldChanges(trace: TraceResult, places: Places): { count: number; index: number } {
  const { changes, startOf } = sortedOut(trace, places)
  return { count: changes.length, index: startOf(changes[0]?.first ?? 0) }
}

/** Whether alarms tell of drift: of a change that the rows after them, or the known change before them, confirm. */
export function areConfirmed(trace: TraceResult, places: Places): boolean {
  return sortedOut(trace, places).changes.length > 0
}

/**
 * "Drift detected at row 501 (began between rows 402 and 501)": the changes of a trace with alarms. Where a change is
 * known, false alarms come first; alarms that no change follows are told as such.
 */
export function changesTitle(trace: TraceResult, places: Places): string {
  const { known, changes, alarmsBefore, startOf } = sortedOut(trace, places)
  const [first] = changes
  if (!first) return aloneTitle(trace, places, known)
  const kind = known ? 'false alarm' : 'unconfirmed alarm'
  const before = alarmsBefore === 0 ? '' : `${counted(alarmsBefore, kind)}, then `
  // Nothing after it confirms or denies it yet; of a known change there is nothing to confirm.
  const isEarly = ({ kind: one }: Change): boolean => one === 'recent' && !known
  const detected = (change: Change): string => {
    const aside = [directionOf(trace, change) ?? '', isEarly(change) ? 'too early to tell' : '']
    const words = aside.filter(Boolean).join(', ')
    return `${places.when(trace, startOf(change.first))}${words === '' ? '' : ` (${words})`}`
  }
  if (changes.length === 1 && isEarly(first)) return earlyTitle(trace, places, first)
  if (changes.length === 1) {
    const ahead = aheadWords(trace, places, first, known)
    if (ahead !== null)
      return `${before}${before === '' ? 'Alarm' : 'an alarm'} ${places.when(trace, startOf(first.first))}, before the change (${ahead})${sinceWords(trace, places, first)}`
    const began = beganWords(trace, places, first)
    const what = [directionOf(trace, first) ?? '', began].filter(Boolean).join(', ')
    return capital(
      `${before}drift detected ${places.when(trace, startOf(first.first))}${what ? ` (${what})` : ''}${sinceWords(trace, places, first)}`,
    )
  }
  const where =
    changes.length <= MOST_NAMED
      ? inWords(changes.map(detected))
      : `the first ${detected(first)}, the last ${detected(changes.at(-1)!)}`
  return capital(`${before}${formatCount(changes.length)} changes detected: ${where}`)
}

/** Which way the level moved, where the detector watches a rise and a fall by a series each. */
function directionOf({ alarms }: TraceResult, { first }: Change): 'increase' | 'decrease' | null {
  const series = alarms[first]?.series
  return series === 'increase' || series === 'decrease' ? series : null
}

/** Changes that a headline names one by one. */
const MOST_NAMED = 3

/** Alarms, and no change that could be confirmed, or none after the one that is known. */
function aloneTitle(trace: TraceResult, places: Places, known: KnownChange | null): string {
  const { length } = trace.alarms
  const first = places.when(trace, trace.alarms[0]?.start ?? 0)
  if (known) return `${counted(length, 'false alarm')}; the known change (${known.place}) was not detected`
  const early = tooEarlyIn(trace)
  if (early) return earlyTitle(trace, places, early)
  const missed = missedWords(trace, places)
  const alarms =
    length === 1
      ? `1 unconfirmed alarm, ${first}`
      : `${counted(length, 'unconfirmed alarm')}, the first ${first}`
  return missed === null
    ? `${alarms}: the stream goes on as before`
    : `${alarms}, and none at the change ${missed}`
}

/** The change that counts only once rows after it confirm it. */
const tooEarlyIn = ({ changes }: TraceResult): Change | undefined => changes.find(({ tooEarly }) => tooEarly)

/** "1 unconfirmed alarm, then an alarm at row 992: too early to tell whether it is drift" */
function earlyTitle(trace: TraceResult, places: Places, { first }: Change): string {
  const before = first === 0 ? 'Alarm' : `${counted(first, 'unconfirmed alarm')}, then an alarm`
  return `${before} ${places.when(trace, trace.alarms[first]?.start ?? 0)}: too early to tell whether it is drift`
}

/** "about row 301": where a stream moved long after alarms that it does not confirm, and raised none; null: nowhere. */
function missedWords(trace: TraceResult, places: Places): string | null {
  const began = trace.changes.at(-1)?.began ?? null
  const at = began === null ? null : indexOfRow(trace, began)
  return began === null || at === null ? null : aboutWords(trace, places, at, began)
}

/** ", 47 alarms since", ", over at row 701": what came after the first alarm of the only change. */
function sinceWords(trace: TraceResult, places: Places, { first, last, kind }: Change): string {
  const since = last - first
  const alarms = since === 0 ? '' : `, ${counted(since, 'alarm')} since`
  if (kind !== 'passing') return alarms
  const end = Math.max(...trace.alarms.slice(first, last + 1).map((alarm) => alarm.end))
  const over =
    isPoint(trace, first) || end + 1 >= trace.positions.length ? 'by the end' : places.when(trace, end + 1)
  return `${alarms}, over ${over}`
}

function isPoint({ alarms }: TraceResult, k: number): boolean {
  return alarms[k]?.start === alarms[k]?.end
}

/** "began between rows 402 and 501", "began about row 455"; '' where neither window nor values tell. */
function beganWords(trace: TraceResult, places: Places, { first, began }: Change): string {
  const index = trace.alarms[first]?.start ?? 0
  const from = trace.windowStarts[index] ?? 0
  if (from !== trace.rowNumbers[index] && isInRowOrder(trace)) {
    const between = betweenWords(trace, places, index)
    if (between !== null) return `began ${between}`
  }
  const at = began === null ? null : indexOfRow(trace, began)
  return at === null || at >= index ? '' : `began about ${places.at(trace, at)}`
}

/**
 * "about row 301", "between rows 301 and 350": where the change is of an alarm that came before it, whatever raised that;
 * null where it came with the change, or after one that is known.
 */
function aheadWords(
  trace: TraceResult,
  places: Places,
  { first, began }: Change,
  known: KnownChange | null,
): string | null {
  const index = trace.alarms[first]?.start ?? 0
  if (known || began === null || began <= (trace.positions[index] ?? 0)) return null
  const at = indexOfRow(trace, began)
  return at === null || at === index ? null : aboutWords(trace, places, at, began)
}

/** "about row 301", "between rows 301 and 350": a batch is one place of many rows. @param at the place of the row `began` */
function aboutWords(trace: TraceResult, places: Places, at: number, began: number): string {
  const between =
    trace.positions[at] === began || !isInRowOrder(trace) ? null : betweenWords(trace, places, at)
  return between ?? `about ${places.at(trace, at)}`
}

/** "between rows 402 and 501": the window of a place; null where its first row has no name. */
function betweenWords(trace: TraceResult, places: Places, index: number): string | null {
  const span = places.span(trace, trace.windowStarts[index] ?? 0, index)
  return span && `between ${places.inRows ? 'rows ' : ''}${span[0]} and ${span[1]}`
}

/** The first place of the trace at or after a row of the stream. O(log n). */
function indexOfRow({ positions }: TraceResult, row: number): number | null {
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (positions[middle]! >= row) high = middle
    else low = middle + 1
  }
  return low < positions.length ? low : null
}

/** What the first alarm that counts saw, how late, and what the other alarms are. */
export function changesText(trace: TraceResult, places: Places): string {
  const { known, changes, startOf } = sortedOut(trace, places)
  const [first] = changes
  const index = startOf((first ?? tooEarlyIn(trace))?.first ?? 0)
  const isAhead = changes.length === 1 && first && aheadWords(trace, places, first, known) !== null
  return [
    seenWords(
      trace,
      places,
      changes.length > 0 ? known : null,
      index,
      isAhead ? 'Raised by' : 'First seen in',
    ),
    ...alarmNotes(trace, places, changes, known),
  ].join(' ')
}

function seenWords(
  trace: TraceResult,
  places: Places,
  known: KnownChange | null,
  index: number,
  seen: 'First seen in' | 'Raised by',
): string {
  const late = known ? `, ${lateWords(trace, places, known, index)}` : ''
  const from = trace.windowStarts[index] ?? 0
  const to = trace.rowNumbers[index] ?? 0
  if (from === to) return `${trace.statisticName} ${reached(trace, places, index)}${late}.`
  if (!isInRowOrder(trace))
    return `${seen} the window from row ${formatCount(from)} to row ${formatCount(to)} in the order of the stream${late}.`
  const span = places.span(trace, from, index)
  const window =
    span === null
      ? `that ends ${places.when(trace, index)}`
      : places.inRows
        ? `of rows ${span[0]}–${span[1]}`
        : `from ${span[0]} to ${span[1]}`
  return `${seen} the window ${window}${late}.`
}

/** "20 rows after digits 5 to 9 begin (row 451)", "after the level drops (Cobb 1978, year 1898)" */
function lateWords(trace: TraceResult, places: Places, known: KnownChange, index: number): string {
  const rows = (trace.rowNumbers[index] ?? 0) - known.at
  const named = known.label.endsWith(')') ? `${known.label.slice(0, -1)}, ` : `${known.label} (`
  return `${places.inRows ? `${counted(rows, 'row')} ` : ''}after ${named}${known.place})`
}

function alarmNotes(
  trace: TraceResult,
  places: Places,
  changes: readonly Change[],
  known: KnownChange | null,
): string[] {
  const { length } = trace.alarms
  const isKnown = known !== null
  const notes: string[] = []
  const early = changes.length > 0 || isKnown ? undefined : tooEarlyIn(trace)
  const last = early ?? changes.at(-1)
  if (last && (last.kind === 'recent' || last === early) && !isKnown) {
    const at = trace.positions[trace.alarms[last.first]?.start ?? 0] ?? 0
    const after = trace.rows.test - 1 - at
    notes.push(
      after === 0
        ? 'No row came after it, so it is not known whether it lasts.'
        : `Only ${counted(after, 'row')} came after it: too few to tell whether it lasts.`,
    )
  }
  if (early)
    notes.push(
      'Rows here resemble the ones before, so such alarms also come without a change: it counts as drift only once more rows confirm it.',
    )
  if (changes.length === 1 && aheadWords(trace, places, changes[0]!, known) !== null)
    notes.push(
      'Where the change begins is estimated from the rows: the alarm may be its first sign, or a false one.',
    )
  if (changes.length === 0 && !early && !isKnown) {
    const [the, is] = length === 1 ? ['the alarm', 'a false alarm'] : ['the alarms', 'false alarms']
    const missed = missedWords(trace, places)
    notes.push(
      missed === null
        ? `The rows after ${the} do not differ from those before: a spike, or ${is}.`
        : `The rows after ${the} do not differ from those before until the change ${missed}, at which this detector raised no alarm.`,
    )
  }
  if (changes.length > 1 && length > changes.length)
    notes.push(`${counted(length, 'alarm')} in all: an alarm between two changes belongs to the earlier one.`)
  return notes
}

/** "reached 700 at row 128, above its threshold of 675" */
function reached(trace: TraceResult, places: Places, index: number): string {
  const value = valueAt(trace, index)
  const bounds = boundsAt(trace, index)
  const bound = nearerBound(value, bounds)
  const when = places.when(trace, index)
  if (Number.isNaN(value)) return `raised an alarm ${when}`
  // What rounding leaves of no difference at all, where the reference never varies.
  if (bound === 0 && Math.abs(value) < 1e-12) return `rose above its limit of 0 ${when}`
  if (Number.isNaN(bound)) return `was ${formatNumber(value)} ${when}`
  const name = trace.threshold === null ? 'limit' : 'threshold'
  // A detector may count a value on its threshold as drift.
  const verb = bound === bounds.lower ? 'fell to' : 'reached'
  const distinct = isBeyond(value, bounds) ? apart(value, bound) : null
  if (distinct === null)
    return formatNumber(value) === formatNumber(bound)
      ? `reached its ${name} of ${formatNumber(bound)} ${when}`
      : `${verb} ${formatNumber(value)} ${when} (${name} ${formatNumber(bound)})`
  return `${verb} ${distinct} ${when}, ${value > bound ? 'above' : 'below'} its ${name} of ${formatNumber(bound)}`
}

/** A number with as many digits as tell it from another one: "1.0002" beside "1"; null where rounding alone parts them. */
function apart(value: number, other: number): string | null {
  for (let digits = 4; digits < 12; digits++) {
    const text = digits === 4 ? formatNumber(value) : String(significant(value, digits))
    if (text !== formatNumber(other)) return text
  }
  return null
}

/** The value of the series that alarmed first; of several, the one furthest on the side of drift. */
function valueAt(trace: TraceResult, index: number): number {
  const alarmed = new Set(trace.alarms.filter((a) => a.start <= index && index <= a.end).map((a) => a.series))
  const named = trace.series.filter(({ name }) => alarmed.has(name))
  const bounds: Bounds = boundsAt(trace, index)
  const values = (named.length > 0 ? named : trace.series).map(({ values: v }) => v[index] ?? Number.NaN)
  return values.reduce((best, v) => (!(excessOf(v, bounds) <= excessOf(best, bounds)) ? v : best), Number.NaN)
}

/** False where a column orders the stream and the file has its rows in another order: windows are no row ranges then. */
function isInRowOrder({ rowNumbers, windowStarts }: TraceResult): boolean {
  for (let i = 0; i < rowNumbers.length; i++) {
    if (windowStarts[i]! > rowNumbers[i]! || (i > 0 && rowNumbers[i - 1]! >= rowNumbers[i]!)) return false
  }
  return true
}

/** "Cumulative sum never exceeded its threshold of 5 (highest 4.12) in 1 317 rows." */
export function quietWords(trace: TraceResult): string {
  const n = judgedPlaces(trace)
  const windowed = trace.windowStarts.some((row, i) => row !== trace.rowNumbers[i])
  const places = isOfBatches(trace)
    ? `in ${formatCount(n)} ${n === 1 ? 'batch' : 'batches'}`
    : `in ${counted(n, windowed ? 'window' : 'row')}`
  const { closest, bounds } = closestOf(trace)
  const { votes, statisticName: name } = trace
  if (Number.isNaN(closest)) return `${name} raised no alarm ${places}.`
  if (votes && closest === 0)
    return `Of ${counted(votes.members, 'member')} none voted for drift; ${formatCount(votes.needed)} are needed ${votes.together}.`
  if (votes)
    return `At most ${formatCount(closest)} of ${counted(votes.members, 'member')} voted for drift ${votes.together}; ${formatCount(votes.needed)} are needed.`
  if (!Number.isNaN(bounds.upper) && !Number.isNaN(bounds.lower))
    return `${name} stayed within its limits ${places}; at the closest it was ${formatNumber(closest)} (limits ${formatNumber(bounds.lower)} and ${formatNumber(bounds.upper)}).`
  const above = trace.side === 'above'
  const never = above ? 'never exceeded' : 'never fell below'
  return trace.threshold === null
    ? `${name} ${never} its limit ${places}; at the closest it was ${formatNumber(closest)} (limit ${formatNumber(nearerBound(closest, bounds))}).`
    : `${name} ${never} its threshold of ${formatNumber(trace.threshold)} (${above ? 'highest' : 'lowest'} ${formatNumber(closest)}) ${places}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
