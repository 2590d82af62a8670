import { formatCount } from '~/lib/format'
import { leastColumnP, leastTwoSampleP } from './least-p'
import type { DetectorResult, PerColumnResult } from './results'
import type { Sample } from './sample'

/** Columns whose rows are named in a note. */
const MOST_NAMED = 5

/** What every result says besides: the smallest p-value that it could have had, which columns had rows of their own, and streams that never vary. */
export function completeResult(
  result: DetectorResult,
  samples: { reference: Sample | null; test: Sample },
): DetectorResult {
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
    case 'trace': {
      const all = [samples.test, ...(samples.reference ? [samples.reference] : [])]
      return all.every(isConstant) ? { ...result, constant: true } : result
    }
  }
}

/** Whether each column has one and the same value in all rows, of at least two. */
function isConstant({ rows, columns, values }: Sample): boolean {
  const d = columns.length
  for (let i = d; i < values.length; i++) if (values[i] !== values[i - d]) return false
  return rows > 1
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
