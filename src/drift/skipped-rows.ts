import { formatCount } from '~/lib/format'
import type { Sample } from './sample'

/**
 * What became of the rows of a stream that lack a value, as a sentence: how many a detector left out, and of several
 * columns the one that costs most. Null where none was.
 */
export function skippedRowsNote(test: Sample, skipped: number): string | null {
  if (skipped === 0) return null
  const of = `${formatCount(skipped)} of ${formatCount(test.rows)}`
  if (test.columns.length === 1) return `${of} values were missing and left out.`
  const sentence = `${of} rows lack a value in one of the columns and were left out.`
  const worst = costliest(test)
  return worst === null
    ? sentence
    : `${sentence} Column '${worst.column}' costs most: without it, ${formatCount(worst.regained)} of them would be used.`
}

/** The column that alone is missing in most rows; null where no row lacks one value only. */
function costliest({ columns, rows, values }: Sample): { column: string; regained: number } | null {
  const d = columns.length
  const regained = new Uint32Array(d)
  for (let i = 0; i < rows; i++) {
    let lacking = 0
    let last = 0
    for (let j = 0; j < d; j++)
      if (!Number.isFinite(values[i * d + j])) {
        lacking++
        last = j
      }
    if (lacking === 1) regained[last]!++
  }
  const most = regained.reduce((best, count, j) => (count > regained[best]! ? j : best), 0)
  return regained[most] === 0 ? null : { column: columns[most]!, regained: regained[most]! }
}
