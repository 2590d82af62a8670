import type { TraceResult } from '~/drift/results'
import { dayText, minuteText } from '~/lib/dates'
import { formatPlain } from '~/lib/format'
import type { Places } from './trace-words'

/** The column that orders a stream: dates, or numbers of whatever unit. */
export interface OrderingColumn {
  name: string
  kind: 'time' | 'number'
}

/**
 * Places of a stream by the column that orders it, with no change known.
 * @param valueAt of that column at this index of the trace: milliseconds since 1970 UTC of dates
 */
export function columnPlaces(
  column: OrderingColumn,
  valueAt: (trace: TraceResult, index: number) => number,
): Places {
  const at = (trace: TraceResult, index: number): string => placeOn(column, valueAt(trace, index))
  return {
    at,
    when: (trace, index) =>
      `${column.kind === 'time' && isDay(valueAt(trace, index)) ? 'on' : 'at'} ${at(trace, index)}`,
    span(trace, row, index) {
      // Rows before the first place have no name on the axis.
      const first = trace.rowNumbers.indexOf(row)
      return first < 0 ? null : [at(trace, first), at(trace, index)]
    },
    known: () => null,
    inRows: false,
  }
}

/** "year 1899", "12 Sep 2014". */
export function placeOn({ name, kind }: OrderingColumn, value: number): string {
  if (kind === 'number') return `${name} ${formatPlain(value)}`
  return isDay(value) ? dayText(value) : minuteText(value)
}

const isDay = (time: number): boolean => time % 86_400_000 === 0
