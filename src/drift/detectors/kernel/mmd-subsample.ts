import { formatCount } from '~/lib/format'
import { DriftError } from '../../errors'
import { pairCount } from '../../kernels/pairs'
import { hasSimd } from '../../kernels/simd/engine'
import { createRandom, PURPOSE, subset } from '../../random'
import type { BatchInput, Sample } from '../../sample'
import { MEMORY_BUDGET_BYTES } from '../check-samples'
import type { MmdParams } from './mmd'

/** Both samples thinned in proportion, each to at least 2 rows, in their order. */
export function takeSubsample(
  { reference, test }: BatchInput,
  { subsample, seed }: MmdParams,
): BatchInput & { notes: string[] } {
  const all = reference.rows + test.rows
  if (subsample === 0 || all <= subsample) return { reference, test, notes: [] }
  if (subsample < 4)
    throw new DriftError(
      'bad-parameter',
      `Subsample must be 0 (all rows) or at least 4 rows, not ${subsample}.`,
    )
  const share = Math.round((subsample * reference.rows) / all)
  const n = Math.min(reference.rows, subsample - 2, Math.max(2, share))
  const m = Math.min(test.rows, subsample - n)
  return {
    reference: thin(reference, n, seed, 0),
    test: thin(test, m, seed, 1),
    notes: [
      `A subsample of ${formatCount(n)} of ${formatCount(reference.rows)} reference rows and ${formatCount(m)} of ${formatCount(test.rows)} test rows was compared (seed ${seed}).`,
    ],
  }
}

function thin(sample: Sample, size: number, seed: number, index: number): Sample {
  const d = sample.columns.length
  const rows = subset(createRandom(seed, PURPOSE.subsample, index), sample.rows, size)
  const values = new Float64Array(size * d)
  rows.forEach((row, i) => values.set(sample.values.subarray(row * d, (row + 1) * d), i * d))
  return {
    rows: size,
    columns: sample.columns,
    values,
    rowNumbers: rows.map((row) => sample.rowNumbers[row] as number),
  }
}

/** All pairs of more rows would take minutes, even with SIMD. */
const MOST_ROWS = 30_000

/**
 * @param simd whether the kernels for SIMD run: they keep no matrix
 * @throws DriftError `too-many-rows`
 */
export function checkSize(n: number, m: number, subsample: number, simd = hasSimd()): void {
  if (simd && n + m <= MOST_ROWS) return
  if (simd)
    throw new DriftError(
      'too-many-rows',
      `All pairs of ${formatCount(n + m)} rows (${formatCount(n)} + ${formatCount(m)}) would take minutes, and ${formatCount(MOST_ROWS)} rows are allowed. ` +
        `Set Subsample to ${formatCount(MOST_ROWS)} or less (that many rows are then drawn by the seed), or Estimator to Random Fourier features, which compares all rows approximately.`,
    )
  const bytes = 8 * pairCount(n + m)
  if (bytes <= MEMORY_BUDGET_BYTES) return
  const fitting = Math.floor(Math.sqrt(MEMORY_BUDGET_BYTES / 4) / 100) * 100
  const megabytes = (b: number) => `${formatCount(Math.round(b / 2 ** 20))} MB`
  throw new DriftError(
    'too-many-rows',
    `${formatCount(n + m)} rows (${formatCount(n)} + ${formatCount(m)}) need ${megabytes(bytes)} for the kernel matrix, and ${megabytes(MEMORY_BUDGET_BYTES)} are allowed. ` +
      `Set Subsample to ${formatCount(fitting)}${subsample > 0 ? ' or less' : ''}: that many rows are then drawn by the seed.`,
  )
}
