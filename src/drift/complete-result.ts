import { formatCount } from '~/lib/format'
import { leastColumnP, leastTwoSampleP } from './least-p'
import type { DetectorResult, PerColumnResult } from './results'

/** Columns whose rows are named in a note. */
const MOST_NAMED = 5

/** What every result says besides: the smallest p-value that it could have had, and which columns had rows of their own. */
export function completeResult(result: DetectorResult): DetectorResult {
  switch (result.shape) {
    case 'two-sample': {
      const leastPValue = leastTwoSampleP(result)
      return leastPValue === undefined ? result : { ...result, leastPValue }
    }
    case 'per-column':
      return result.votes
        ? result
        : {
            ...result,
            columns: result.columns.map((column) => {
              const leastPValue = leastColumnP(result, column)
              return leastPValue === undefined ? column : { ...column, leastPValue }
            }),
            notes: [...result.notes, ...ownRowsNotes(result)],
          }
    case 'trace':
      return result
  }
}

function ownRowsNotes({ columns, rows }: PerColumnResult): string[] {
  const own = columns.filter((c) => c.rows && (c.rows.reference < rows.reference || c.rows.test < rows.test))
  if (own.length === 0) return []
  const named = own
    .slice(0, MOST_NAMED)
    .map((c) => `${c.name} on ${formatCount(c.rows!.reference)} and ${formatCount(c.rows!.test)}`)
  const more = own.length > MOST_NAMED ? `, and ${formatCount(own.length - MOST_NAMED)} more` : ''
  return [
    `Columns with missing values were compared on the rows that have one, of ${formatCount(rows.reference)} and ${formatCount(rows.test)}: ${named.join(', ')}${more}.`,
  ]
}
