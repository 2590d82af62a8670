import { counted, formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { inRowBlocks } from '../row-blocks'
import type { ColumnScaling, Sample } from '../sample'

/** Of more columns, the first are looked at. */
const MOST_COLUMNS = 200
/** Rows one after the other from which on one value is no chance, and the share of the other rows that may hold it. */
const FEWEST_ROWS = 20
const ELSEWHERE = 0.01
/** Share of the other rows that may equal the one before: of a column of few values, or one that is held, runs are usual. */
const EQUAL_NEIGHBOURS = 0.1
/** Columns that are named. */
const MOST_NAMED = 3

/** The longest run of one value in a column: rows `from` to `to`. */
interface Run {
  j: number
  from: number
  to: number
}

/**
 * Sentences on columns that hold one value over many rows, and hardly anywhere else, though their neighbours are seldom
 * equal: with a chance of 0.1 for two of them, 20 in a row come once in 10^19 rows. Detectors of a mean see nothing of it
 * where the value is an ordinary one.
 */
export function* stuckValues(sample: Sample, scaling: readonly ColumnScaling[]): Computation<string[]> {
  const runs = yield* seldomElsewhere(sample, yield* unusualRuns(sample))
  const notes = runs.slice(0, MOST_NAMED).map(({ j, from, to }) => {
    const column = sample.columns[j]!
    const value = valueOf(sample, { j, from, to })
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

function valueOf({ values, columns }: Sample, { j, from }: Run): number {
  return values[from * columns.length + j]!
}

/** What is known of a column up to a row: its longest run, and where the present one began. */
interface Walked extends Run {
  start: number
  /** Rows that equal the one before. */
  equal: number
  rises: boolean
  falls: boolean
}

/** The longest run of each column, where it is none by chance. */
function* unusualRuns(sample: Sample): Computation<Run[]> {
  const { rows, columns, values, levels } = sample
  const d = columns.length
  const walked: Walked[] = []
  for (let j = 0; j < Math.min(d, MOST_COLUMNS); j++)
    if (!levels?.[j]) walked.push({ j, from: 0, to: 0, start: 0, equal: 0, rises: false, falls: false })
  yield* inRowBlocks(sample, rows, (first, end) => {
    for (const column of walked) walkOn(column, values, d, Math.max(1, first), end)
  })
  return walked.filter((column) => isUnusual(column, rows))
}

/** Goes on through the rows `first` to `end` − 1. */
function walkOn(column: Walked, values: Sample['values'], d: number, first: number, end: number): void {
  let { from, to, start, equal, rises, falls } = column
  for (let i = first, at = first * d + column.j; i < end; i++, at += d) {
    const value = values[at]!
    const before = values[at - d]!
    if (value > before) rises = true
    if (value < before) falls = true
    if (value !== before) start = i
    else {
      equal++
      if (i - start > to - from) {
        from = start
        to = i
      }
    }
  }
  Object.assign(column, { from, to, start, equal, rises, falls })
}

function isUnusual({ from, to, equal, rises, falls }: Walked, rows: number): boolean {
  const length = to - from + 1
  const others = rows - length
  return (
    // Of rows that were sorted by it, equal ones stand together.
    rises &&
    falls &&
    length >= FEWEST_ROWS &&
    others >= FEWEST_ROWS &&
    equal - (length - 1) <= EQUAL_NEIGHBOURS * others
  )
}

/** Of these runs, those whose value is hardly anywhere else in its column. */
function* seldomElsewhere(sample: Sample, runs: readonly Run[]): Computation<Run[]> {
  if (runs.length === 0) return []
  const { rows, columns, values } = sample
  const d = columns.length
  const counts = runs.map(() => 0)
  const held = runs.map((run) => valueOf(sample, run))
  yield* inRowBlocks(sample, rows, (first, end) => {
    for (const [k, { j }] of runs.entries()) {
      let count = 0
      for (let at = first * d + j; at < end * d; at += d) if (values[at] === held[k]) count++
      counts[k]! += count
    }
  })
  return runs.filter(({ from, to }, k) => {
    const length = to - from + 1
    return counts[k]! - length <= ELSEWHERE * (rows - length)
  })
}
