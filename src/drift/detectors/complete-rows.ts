import { formatCount } from '~/lib/format'
import type { BatchInput, Sample } from '../sample'

/**
 * Both samples without the rows that lack a value in any column, for what compares rows as a whole; the same object
 * where every row is complete.
 * @returns the samples, and a sentence where rows were left out
 */
export function completeRows(input: BatchInput): { input: BatchInput; notes: string[] } {
  const reference = complete(input.reference)
  const test = complete(input.test)
  if (reference === input.reference && test === input.test) return { input, notes: [] }
  const left = (before: Sample, after: Sample): string =>
    `${formatCount(before.rows - after.rows)} of ${formatCount(before.rows)}`
  return {
    input: { reference, test },
    notes: [
      `Rows are compared as a whole, and those with missing values were left out: ${left(input.reference, reference)} of the reference, ${left(input.test, test)} of the test sample.`,
    ],
  }
}

function complete(sample: Sample): Sample {
  const { incomplete, ...rest } = sample
  if (!incomplete) return sample
  const d = sample.columns.length
  const kept: number[] = []
  for (let i = 0; i < sample.rows; i++) {
    let whole = true
    for (let j = 0; j < d; j++) whole &&= !Number.isNaN(sample.values[i * d + j])
    if (whole) kept.push(i)
  }
  const values = new Float64Array(kept.length * d)
  for (const [to, from] of kept.entries())
    values.set(sample.values.subarray(from * d, (from + 1) * d), to * d)
  return {
    ...rest,
    rows: kept.length,
    values,
    rowNumbers: Uint32Array.from(kept, (i) => sample.rowNumbers[i]!),
  }
}
