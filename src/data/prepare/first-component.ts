import type { Sample } from '~/drift/sample'
import { formatCount, formatPercent } from '~/lib/format'
import { DataError } from '../errors'
import { plural } from '../limits'

/** Name of the one column. */
const COMPONENT = 'PC 1'
/** Cells of the reference that are multiplied in each step: more rows are thinned evenly. */
const MOST_CELLS = 1_000_000
const MOST_STEPS = 300
/** The direction has settled when no coordinate moves by more than this. */
const SETTLED = 1e-12

/**
 * Both samples along the first principal component of the reference (Pearson 1901, doi:10.1080/14786440109462720): the
 * direction in which its rows, less their mean, vary most. Found by power iteration on XᵀX, started at the column of
 * the largest variance: no chance in it, and no matrix of columns × columns. The direction's largest coordinate is
 * positive. Rows with a missing value stay missing. `alone`: both are the whole of one stream.
 *
 * Columns count as they are: standardise before where their units differ.
 * @throws DataError `no-variance` where no column of the reference varies
 */
export function firstComponent(
  reference: Sample,
  test: Sample,
  notes: string[],
  alone = false,
): { reference: Sample; test: Sample } {
  const d = reference.columns.length
  const mean = meanOf(reference)
  const { rows, thinned } = centredRows(reference, mean)
  const { direction, share } = leading(rows, d)
  notes.push(
    `${COMPONENT}, the first principal component of the ${alone ? 'stream' : 'reference'}'s ${plural(d, 'column')}, holds ${formatPercent(share)} of their variance${thinned ? ` (found on ${formatCount(rows.length / d)} of its ${formatCount(reference.rows)} rows)` : ''}.`,
  )
  const project = (sample: Sample): Sample => {
    const values = new Float64Array(sample.rows)
    for (let i = 0, at = 0; i < sample.rows; i++, at += d) {
      let sum = 0
      for (let j = 0; j < d; j++) sum += (sample.values[at + j]! - mean[j]!) * direction[j]!
      values[i] = sum
    }
    return { rows: sample.rows, columns: [COMPONENT], values, rowNumbers: sample.rowNumbers }
  }
  return { reference: project(reference), test: project(test) }
}

function meanOf({ rows, columns, values }: Sample): Float64Array {
  const d = columns.length
  const mean = new Float64Array(d)
  // Running means: no sum that could overflow.
  for (let i = 0, at = 0; i < rows; i++, at += d)
    for (let j = 0; j < d; j++) mean[j] = mean[j]! + (values[at + j]! - mean[j]!) / (i + 1)
  return mean
}

/** Rows less the mean, every k-th where there are too many. */
function centredRows(
  { rows, columns, values }: Sample,
  mean: Float64Array,
): { rows: Float64Array; thinned: boolean } {
  const d = columns.length
  const step = Math.max(1, Math.ceil((rows * d) / MOST_CELLS))
  const kept = Math.ceil(rows / step)
  const centred = new Float64Array(kept * d)
  for (let i = 0; i < kept; i++)
    for (let j = 0; j < d; j++) centred[i * d + j] = values[i * step * d + j]! - mean[j]!
  return { rows: centred, thinned: step > 1 }
}

/** Leading right singular vector of a row-major matrix, of length 1, and its share of the sum of squares. */
function leading(rows: Float64Array, d: number): { direction: Float64Array; share: number } {
  const squares = new Float64Array(d)
  for (let at = 0; at < rows.length; at += d) for (let j = 0; j < d; j++) squares[j]! += rows[at + j]! ** 2
  const total = squares.reduce((a, b) => a + b, 0)
  if (!(total > 0) || !Number.isFinite(total))
    throw new DataError(
      'no-variance',
      'No column varies in the reference, so it has no principal component. Choose one column instead.',
    )
  let direction = new Float64Array(d)
  direction[squares.indexOf(Math.max(...squares))] = 1
  let length = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = new Float64Array(d)
    for (let at = 0; at < rows.length; at += d) {
      let along = 0
      for (let j = 0; j < d; j++) along += rows[at + j]! * direction[j]!
      for (let j = 0; j < d; j++) next[j]! += along * rows[at + j]!
    }
    length = lengthOf(next)
    let moved = 0
    for (let j = 0; j < d; j++) {
      next[j]! /= length
      moved = Math.max(moved, Math.abs(next[j]! - direction[j]!))
    }
    direction = next
    if (moved < SETTLED) break
  }
  const largest = direction.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0)
  if (largest < 0) direction = direction.map((v) => -v)
  return { direction, share: Math.min(1, length / total) }
}

/** Scaled by the largest, so that no square overflows; `Math.hypot` rounds as each engine likes. */
function lengthOf(vector: Float64Array): number {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return largest > 0 ? largest * Math.sqrt(vector.reduce((sum, x) => sum + (x / largest) ** 2, 0)) : 0
}
