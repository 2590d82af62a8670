import { counted, formatCount } from '~/lib/format'
import { DriftError } from '../errors'
import type { Sample } from '../sample'

/** Kernel matrices beyond this are refused, with the number of rows that would fit. */
export const MEMORY_BUDGET_BYTES = 512 * 2 ** 20

/**
 * Both samples have the same columns and at least `minimum` rows each.
 * @throws DriftError `different-columns`, `too-few-rows`
 */
export function checkPair(detector: string, reference: Sample, test: Sample, minimum: number): void {
  if (reference.columns.length !== test.columns.length)
    throw new DriftError(
      'different-columns',
      `The reference has ${counted(reference.columns.length, 'column')} and the test sample ${formatCount(test.columns.length)}. ${detector} needs the same columns in both.`,
    )
  const unlike = reference.columns.findIndex((name, j) => name !== test.columns[j])
  if (unlike >= 0)
    throw new DriftError(
      'different-columns',
      `Column ${unlike + 1} is '${reference.columns[unlike]}' in the reference and '${test.columns[unlike]}' in the test sample. ${detector} needs the same columns in both, in the same order.`,
    )
  if (reference.columns.length === 0)
    throw new DriftError('too-few-columns', `${detector} needs at least one column, and none is chosen.`)
  checkRows(detector, 'reference', reference, minimum)
  checkRows(detector, 'test sample', test, minimum)
}

/** @throws DriftError `too-few-rows` */
export function checkRows(detector: string, what: string, sample: Sample, minimum: number): void {
  if (sample.rows < minimum)
    throw new DriftError(
      'too-few-rows',
      `Not enough data: the ${what} has ${counted(sample.rows, 'row')}, and ${detector} needs at least ${formatCount(minimum)}. Take more rows.`,
    )
}

/**
 * A column has enough values in both samples.
 * @throws DriftError `too-few-rows`, naming the column
 */
export function checkColumnRows(
  detector: string,
  column: { name: string; reference: ArrayLike<number>; test: ArrayLike<number> },
  minimum: number,
): void {
  for (const [what, { length }] of [
    ['reference', column.reference],
    ['test sample', column.test],
  ] as const)
    if (length < minimum)
      throw new DriftError(
        'too-few-rows',
        `Not enough data: column '${column.name}' has ${counted(length, 'value')} in the ${what}, and ${detector} needs at least ${formatCount(minimum)}. Leave this column out.`,
      )
}

/** @throws DriftError `not-finite`, naming the first row and column */
export function checkFinite(what: string, sample: Sample): void {
  const { values, columns, rowNumbers } = sample
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue
    const d = columns.length
    const where = `row ${formatCount(rowNumbers[Math.floor(i / d)] ?? 0)}, column '${columns[i % d]}'`
    throw new DriftError(
      'not-finite',
      // Infinite cells of a file count as missing: this one is infinite in standard deviations.
      Number.isNaN(values[i])
        ? `The ${what} has no finite number in ${where}. Leave out rows with missing values.`
        : `The ${what} has a number in ${where} that is too far from the reference to be computed with. Correct it, leave this row out, or leave this column out.`,
    )
  }
}
