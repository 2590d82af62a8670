import { formatCount, formatNumber } from '~/lib/format'
import type { Computation, Detector } from './define'
import { DriftError } from './errors'
import { inRowBlocks } from './row-blocks'
import type { Sample } from './sample'

/** Squares of numbers between these, and sums of 10⁷ of them, are numbers too. */
const LARGEST = 1e150
const SMALLEST = 1e-150

/**
 * Detectors that add up values, or square them. Beyond the range they would find drift, or none, by what overflowed. All
 * others put values in order or into cells, which works at any size.
 */
const WITH_SUMS: ReadonlySet<string> = new Set([
  'cusum',
  'page-hinkley',
  'gma',
  'adwin',
  'bocd',
  'mmd',
  'mmd-window',
  'mmd-online',
  'lsdd',
  'lsdd-online',
  'nn-dvi',
  'pca-cd',
  'emd',
  'energy',
  'ensemble-stream',
  'ensemble-batch',
])

/** Of these, a p-value by permutations, which holds for the smallest numbers too. */
const AT_ANY_SMALL_SIZE: ReadonlySet<string> = new Set(['emd', 'energy'])

/**
 * Refuses numbers that a detector cannot compute with: one that is too large, or a column of which the largest is too small.
 * @throws DriftError `values-out-of-range`
 */
export function* checkRange(
  detector: Detector,
  samples: { reference: Sample | null; test: Sample },
): Computation<void> {
  if (!WITH_SUMS.has(detector.id)) return
  const { columns, levels } = samples.test
  const largest = new Float64Array(columns.length)
  for (const sample of [samples.reference, samples.test])
    if (sample) yield* findLargest(sample, largest, detector)
  if (AT_ANY_SMALL_SIZE.has(detector.id)) return
  for (const [j, most] of largest.entries())
    if (most > 0 && most < SMALLEST && !levels?.[j])
      throw new DriftError(
        'values-out-of-range',
        `Column '${columns[j]}' has no number above ${formatNumber(most)} in size, too small for ${detector.name} to compute with. Standardise the columns, or write this one in a smaller unit.`,
      )
}

/** Raises what is the largest of each column so far. */
function* findLargest(sample: Sample, largest: Float64Array, { name }: Detector): Computation<void> {
  const { values, columns, rowNumbers } = sample
  const d = columns.length
  yield* inRowBlocks(sample, sample.rows, (from, to) => {
    for (let j = 0; j < d; j++) {
      let most = largest[j]!
      for (let at = from * d + j; at < to * d; at += d) {
        const size = Math.abs(values[at]!)
        if (size > most) most = size
      }
      largest[j] = most
      if (!(most > LARGEST) || most === Number.POSITIVE_INFINITY) continue
      let i = from
      while (Math.abs(values[i * d + j]!) !== most) i++
      throw new DriftError(
        'values-out-of-range',
        `Row ${formatCount(rowNumbers[i])} has ${formatNumber(values[i * d + j])} in column '${columns[j]}', too large for ${name} to compute with. Standardise the columns, correct the number, or leave this column out.`,
      )
    }
  })
}
