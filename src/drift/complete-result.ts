import { formatCount } from '~/lib/format'
import type { Computation, Detector } from './define'
import { detectorById } from './registry'
import { inRowBlocks } from './row-blocks'
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
export function* completeResult(
  result: DetectorResult,
  samples: { reference: Sample | null; test: Sample },
): Computation<DetectorResult> {
  const constant = yield* constantColumns(samples)
  const allConstant = constant.length === samples.test.columns.length
  switch (result.shape) {
    case 'two-sample': {
      const leastPValue = leastTwoSampleP(result)
      return withReason({
        ...result,
        ...(leastPValue === undefined ? {} : { leastPValue }),
        ...(allConstant ? { constant: true } : {}),
      })
    }
    case 'per-column':
      return withReason(
        result.votes ? completeMembers(result, allConstant) : completeColumns(result, new Set(constant)),
      )
    case 'trace': {
      const [column] = samples.test.columns
      const rows = samples.test.rows + (samples.reference?.rows ?? 0)
      const takes = detectorById(result.detector)?.columns
      return {
        ...result,
        ...(takes === 'one' && column !== undefined ? { column } : {}),
        ...(takes === undefined ? {} : { lookedAt: lookedAt(takes, samples.test.columns) }),
        ...(allConstant && rows > 1 ? { constant: true } : {}),
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
function completeMembers(result: PerColumnResult, allConstant: boolean): PerColumnResult {
  if (!allConstant) return result
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
function* constantColumns({
  reference,
  test,
}: {
  reference: Sample | null
  test: Sample
}): Computation<string[]> {
  const d = test.columns.length
  // Most columns vary within the first rows, and are not looked at further.
  let constant = test.columns.map((_, j) => j)
  for (const sample of reference ? [test, reference] : [test]) {
    const { values } = sample
    yield* inRowBlocks(sample, sample.rows, (from, to) => {
      constant = constant.filter((j) => {
        for (let at = from * d + j; at < to * d; at += d) if (values[at] !== test.values[j]) return false
        return true
      })
    })
  }
  return constant.map((j) => test.columns[j]!)
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
