import { instantText } from '~/lib/dates'
import { spanText } from '~/lib/span'
import { parseTime } from '../csv/cells'
import { DataError } from '../errors'
import { plural, shown } from '../limits'
import type { Split, TimeCut } from './selection'
import type { NamedTable, Sides } from './split-rows'

/** Instants after (or from) one and before (or up to) another, in milliseconds since 1970 UTC; infinite without an end. */
interface TimeSpan {
  from: number
  to: number
  /** Whether the ends themselves belong to it. */
  closed: { from: boolean; to: boolean }
}

/**
 * What a cut means for times that run from `least` to `most`: before and from an instant; or the time up to the newest
 * row, and the time before that, so that of daily rows the last 7 days are 7 rows.
 */
export function timeSpans(
  cut: TimeCut,
  least: number,
  most: number,
): { reference: TimeSpan; test: TimeSpan } {
  if (cut.kind === 'at')
    return {
      reference: { from: least, to: cut.at, closed: { from: true, to: false } },
      test: { from: cut.at, to: most, closed: { from: true, to: true } },
    }
  const start = most - cut.last
  const all = cut.against === null
  return {
    reference: { from: all ? least : start - cut.against!, to: start, closed: { from: all, to: true } },
    test: { from: start, to: most, closed: { from: false, to: true } },
  }
}

/** "from 1 Aug 2024 to before 2 Sep 2024", "after 2 Sep 2024, 04:12 up to 9 Sep 2024, 04:12". */
export function spanWords({ from, to, closed }: TimeSpan): string {
  const left = `${closed.from ? 'from' : 'after'} ${instantText(from)}`
  return closed.to ? `${left} up to ${instantText(to)}` : `${left} to before ${instantText(to)}`
}

/** Milliseconds since 1970 UTC of an ISO date, or date and time; without a zone UTC. Null where it is none. */
export function instantOf(text: string): number | null {
  const bytes = new TextEncoder().encode(text.trim())
  const at = parseTime(bytes, 0, bytes.length)
  return Number.isNaN(at) ? null : at
}

/** @throws DataError for a column that is not there or no time, and where a sample would be empty */
export function splitByTime(table: NamedTable, split: Extract<Split, { by: 'time' }>): Sides {
  const column = table.columns.columns.find(({ name }) => name === split.column)
  const name = shown(split.column)
  if (column === undefined)
    throw new DataError(
      'no-column',
      `${table.name} has no column ${name} to split by. Choose another column.`,
    )
  if (column.type !== 'time')
    throw new DataError(
      'not-a-time',
      `Column ${name} of ${table.name} holds ${column.type === 'text' ? 'text' : 'numbers'} and no times, so it cannot split the rows by time. Choose a column of dates, or split by rows or by a value.`,
    )
  const { values } = column
  let [least, most, missing] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const x of values) {
    if (x !== x) missing++
    if (x < least) least = x
    if (x > most) most = x
  }
  if (most === Number.NEGATIVE_INFINITY)
    throw new DataError('no-test-rows', `Column ${name} of ${table.name} has no time in any row.`)
  const spans = timeSpans(split.cut, least, most)
  const rows = Uint32Array.from({ length: values.length }, (_, row) => row)
  const reference = rows.filter((row) => isWithin(values[row]!, spans.reference))
  const test = rows.filter((row) => isWithin(values[row]!, spans.test))
  for (const [side, kept] of [
    ['reference', reference],
    ['test', test],
  ] as const)
    if (kept.length === 0)
      throw new DataError(
        side === 'test' ? 'no-test-rows' : 'no-reference-rows',
        `No row of ${table.name} is ${emptyWords(split.cut, side)}: column ${name} runs from ${instantText(least)} to ${instantText(most)} (UTC). ${split.cut.kind === 'at' ? 'Choose a date between these.' : 'Choose other lengths of time.'}`,
      )
  return {
    reference,
    test,
    notes: [
      `Reference: ${plural(reference.length, 'row')} ${spanWords(spans.reference)}; test sample: ${plural(test.length, 'row')} ${spanWords(spans.test)} (UTC, by ${name}).`,
      ...(missing === 0
        ? []
        : [
            `${plural(missing, 'row')} of ${table.name} without a time in ${name} ${missing === 1 ? 'is' : 'are'} in neither sample.`,
          ]),
    ],
  }
}

function isWithin(at: number, { from, to, closed }: TimeSpan): boolean {
  return (closed.from ? at >= from : at > from) && (closed.to ? at <= to : at < to)
}

/** Where a sample would be, were there rows: "before 2 Sep 2024", "in the 30d before the last 7d". */
function emptyWords(cut: TimeCut, side: 'reference' | 'test'): string {
  if (cut.kind === 'at')
    return side === 'reference' ? `before ${instantText(cut.at)}` : `at ${instantText(cut.at)} or later`
  const last = `the last ${spanText(cut.last)}`
  if (side === 'test') return `in ${last}`
  return cut.against === null ? `before ${last}` : `in the ${spanText(cut.against)} before ${last}`
}

/** "before and from 2 Sep 2024, UTC", "the last 7d against the 30d before": a cut in words, by what was chosen. */
export function cutWords(cut: TimeCut): string {
  if (cut.kind === 'at') return `before ${instantText(cut.at)} against from then on (UTC)`
  const before = cut.against === null ? 'all before' : `the ${spanText(cut.against)} before`
  return `the last ${spanText(cut.last)} against ${before}`
}
