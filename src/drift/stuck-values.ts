import { counted, formatCount, formatNumber } from '~/lib/format'
import type { ColumnScaling, Sample } from './sample'

/** Of more columns, the first are looked at. */
const MOST_COLUMNS = 200
/** Rows one after the other from which on one value is no chance, and the share of the other rows that may hold it. */
const FEWEST_ROWS = 20
const ELSEWHERE = 0.01
/** Share of the other rows that may equal the one before: of a column of few values, or one that is held, runs are usual. */
const EQUAL_NEIGHBOURS = 0.1
/** Columns that are named. */
const MOST_NAMED = 3

interface Run {
  column: string
  value: number
  from: number
  to: number
}

/**
 * Sentences on columns that hold one value over many rows, and hardly anywhere else, though their neighbours are seldom
 * equal: with a chance of 0.1 for two of them, 20 in a row come once in 10^19 rows. Detectors of a mean see nothing of it
 * where the value is an ordinary one.
 */
export function stuckValues(sample: Sample, scaling: readonly ColumnScaling[]): string[] {
  const d = Math.min(sample.columns.length, MOST_COLUMNS)
  const runs = Array.from({ length: d }, (_, j) =>
    sample.levels?.[j] ? null : longestRun(sample, j),
  ).filter((run) => run !== null)
  const notes = runs.slice(0, MOST_NAMED).map(({ column, value, from, to }) => {
    const own = scaling.find((one) => one.column === column)
    const written = formatNumber(own ? own.mean + own.sd * value : value)
    const rows = [from, to].map((i) => formatCount(sample.rowNumbers[i]))
    return `'${column}' is ${written} in all ${formatCount(to - from + 1)} rows from row ${rows[0]} to row ${rows[1]}, and hardly anywhere else: is a sensor stuck?`
  })
  const more = runs.length - notes.length
  return more > 0
    ? [...notes, `So ${more === 1 ? 'is' : 'are'} ${counted(more, 'more column')} over many rows.`]
    : notes
}

/** The longest run of one value, where it is none by chance. */
function longestRun({ rows, columns, values }: Sample, j: number): Run | null {
  const d = columns.length
  let [from, to, start, equal] = [0, 0, 0, 0]
  let [rises, falls] = [false, false]
  for (let i = 1; i < rows; i++) {
    const [value, before] = [values[i * d + j]!, values[(i - 1) * d + j]!]
    rises ||= value > before
    falls ||= value < before
    if (value !== before) start = i
    else {
      equal++
      if (i - start > to - from) [from, to] = [start, i]
    }
  }
  const length = to - from + 1
  const others = rows - length
  // Of rows that were sorted by it, equal ones stand together.
  if (
    !rises ||
    !falls ||
    length < FEWEST_ROWS ||
    others < FEWEST_ROWS ||
    equal - (length - 1) > EQUAL_NEIGHBOURS * others
  )
    return null
  const value = values[from * d + j]!
  let elsewhere = -length
  for (let i = 0; i < rows; i++) if (values[i * d + j] === value) elsewhere++
  return elsewhere > ELSEWHERE * others ? null : { column: columns[j]!, value, from, to }
}
