import { formatCount } from '~/lib/format'
import type { Detector } from './define'
import { detectorById } from './registry'
import { leastColumnP, leastTwoSampleP } from './least-p'
import type { DetectorResult, PerColumnResult, TwoSampleResult } from './results'
import type { Sample } from './sample'
import { whyUndecidable } from './undecidable'

/** Columns whose rows are named in a note. */
const MOST_NAMED = 5

/**
 * What every result says besides: the smallest p-value that it could have had, which columns had rows of their own or
 * never vary, and what a detector of one column looked at.
 */
export function completeResult(
  result: DetectorResult,
  samples: { reference: Sample | null; test: Sample },
): DetectorResult {
  switch (result.shape) {
    case 'two-sample': {
      const leastPValue = leastTwoSampleP(result)
      return withReason({
        ...result,
        ...(leastPValue === undefined ? {} : { leastPValue }),
        ...(constantColumns(samples).length === samples.test.columns.length ? { constant: true } : {}),
      })
    }
    case 'per-column':
      return withReason(
        result.votes
          ? completeMembers(result, samples)
          : completeColumns(result, new Set(constantColumns(samples))),
      )
    case 'trace': {
      const [column] = samples.test.columns
      const takes = detectorById(result.detector)?.columns
      return {
        ...result,
        ...(takes === 'one' && column !== undefined ? { column } : {}),
        ...(takes === undefined ? {} : { lookedAt: lookedAt(takes, samples.test.columns) }),
        ...(neverVaries(samples) ? { constant: true } : {}),
      }
    }
  }
}

function withReason<R extends TwoSampleResult | PerColumnResult>(result: R): R {
  const undecidable = whyUndecidable(result)
  return undecidable === null ? result : { ...result, undecidable }
}

/** "x1", "the errors (column wrong)", "64 columns together". */
function lookedAt(takes: Detector['columns'], columns: readonly string[]): string {
  const [first = '', second = ''] = columns
  switch (takes) {
    case 'error':
      return `the errors (column ${first})`
    case 'labels':
      return `${second} against ${first}`
    case 'one':
      return first === 'PC 1' ? 'PC 1 (first principal component)' : first
    case 'many':
      return columns.length === 1 ? first : `${formatCount(columns.length)} columns together`
  }
}

/** Where no column varies, no member has anything to judge. */
function completeMembers(
  result: PerColumnResult,
  samples: { reference: Sample | null; test: Sample },
): PerColumnResult {
  if (constantColumns(samples).length < samples.test.columns.length) return result
  return { ...result, columns: result.columns.map((member) => ({ ...member, constant: true })) }
}

function completeColumns(result: PerColumnResult, constant: ReadonlySet<string>): PerColumnResult {
  return {
    ...result,
    columns: result.columns.map((column) => {
      const leastPValue = leastColumnP(result, column)
      return {
        ...column,
        ...(leastPValue === undefined ? {} : { leastPValue }),
        ...(constant.has(column.name) ? { constant: true } : {}),
      }
    }),
    notes: [...result.notes, ...ownRowsNotes(result), ...constantNotes([...constant])],
  }
}

/** Names of the columns that have one and the same value in all rows of both samples. */
function constantColumns({ reference, test }: { reference: Sample | null; test: Sample }): string[] {
  return test.columns.filter((_, j) => {
    const value = test.values[j]
    return [test, ...(reference ? [reference] : [])].every(({ columns, values }) => {
      for (let at = j; at < values.length; at += columns.length) if (values[at] !== value) return false
      return true
    })
  })
}

/** Whether the stream and what it is compared with have one and the same row throughout, of at least two. */
function neverVaries(samples: { reference: Sample | null; test: Sample }): boolean {
  const rows = samples.test.rows + (samples.reference?.rows ?? 0)
  return rows > 1 && constantColumns(samples).length === samples.test.columns.length
}

function constantNotes(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const more = names.length > MOST_NAMED ? ` and ${formatCount(names.length - MOST_NAMED)} more columns` : ''
  const listed = names.slice(0, MOST_NAMED).join(', ')
  return [
    `${listed}${more} ${names.length === 1 ? 'has' : 'have'} one and the same value in all rows of both samples: ${names.length === 1 ? 'it shows' : 'they show'} no drift, whatever the method.`,
  ]
}

function ownRowsNotes({ columns, rows }: PerColumnResult): string[] {
  const own = columns.filter((c) => c.rows && (c.rows.reference < rows.reference || c.rows.test < rows.test))
  if (own.length === 0) return []
  const named = own
    .slice(0, MOST_NAMED)
    .map((c) => `${c.name} on ${formatCount(c.rows!.reference)} and ${formatCount(c.rows!.test)}`)
  const more = own.length > MOST_NAMED ? `, and ${formatCount(own.length - MOST_NAMED)} more` : ''
  return [
    `Columns with missing values were compared on the rows that have a value (of ${formatCount(rows.reference)} reference and ${formatCount(rows.test)} test rows): ${named.join(', ')}${more}.`,
  ]
}
