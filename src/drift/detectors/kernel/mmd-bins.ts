import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { pairCount } from '../../kernels/pairs'
import { packedSetSums } from '../../kernels/plain-kernel'
import type { PooledKernel } from '../../kernels/pooled-kernel'
import type { RowBins } from '../../kernels/row-bins'
import { addRow, createRowSets, drawSets, markRange, rowSetSums } from '../../kernels/row-sets'
import { type Estimator, splitStatistic } from '../../kernels/two-sample'
import { withProgress } from '../../with-progress'
import { type Drawn, drawUntil, manyAtOnce } from '../mmd-decision'

/**
 * Permutations of whole bins of consecutive rows (Domingo-Enrich, Dwivedi & Mackey 2025, doi 10.48550/arXiv.2502.07672):
 * the kernel is added up once for each two bins, and then a permutation costs s² / 8 additions of s bins, whatever the
 * rows. Under no drift bins of one size are exchangeable as rows are, so that the level stays α. The rows that fill no
 * bin stay in their samples: permutations of the others are a group too, and the statistic is that of all rows.
 */
export interface BinPlan {
  /** Rows of a bin that may be dealt anew. */
  rows: number
  /** Such bins of the reference, and of the test sample. */
  reference: number
  test: number
  /** All bins in the order of their rows, those that stay included. */
  starts: RowBins
}

/** @throws DriftError `bad-parameter` where a sample fills no bin */
export function planBins(n: number, m: number, bins: number): BinPlan {
  const rows = Math.max(1, Math.floor((n + m) / bins))
  const starts = [0]
  for (const [first, size] of [
    [0, n],
    [n, m],
  ] as const) {
    for (let end = rows; end <= size; end += rows) starts.push(first + end)
    if (size % rows > 0) starts.push(first + size)
  }
  const [reference, test] = [Math.floor(n / rows), Math.floor(m / rows)]
  if (Math.min(reference, test) === 0)
    throw new DriftError(
      'bad-parameter',
      `With ${formatCount(bins)} bins each has ${formatCount(rows)} rows, and the ${reference === 0 ? 'reference' : 'test sample'} has only ${formatCount(reference === 0 ? n : m)}. Set Bins to ${formatCount(Math.ceil((n + m) / Math.min(n, m)) + 1)} or more, or Permute to Rows.`,
    )
  return { rows, reference, test, starts: Uint32Array.from(starts) }
}

/** The statistic of the observed split and of those of whole bins; split b is the same whatever was drawn before it. */
export function* permuteBins(
  kernel: PooledKernel,
  { n, m }: { n: number; m: number },
  plan: BinPlan,
  p: { permutations: number; seed: number; stopAfter: number },
  estimator: Estimator,
): Computation<Drawn> {
  const { starts, reference, test, rows } = plan
  const count = starts.length - 1
  const sums = yield* kernel.binSums(starts)
  // The bins that may be dealt anew first, and behind them those that stay.
  const full = reference + test
  const testFrom = reference + (n % rows > 0 ? 1 : 0)
  const order = [
    ...range(0, reference),
    ...range(testFrom, testFrom + test),
    ...range(reference, testFrom),
    ...range(testFrom + test, count),
  ]
  const within = new Float64Array(count)
  const ofRows = new Float64Array(count)
  const packed = new Float64Array(pairCount(count))
  for (let k = 0, at = 0; k < count; k++) {
    const bin = order[k]!
    within[k] = sums[bin * (count + 1)]!
    for (let i = starts[bin]!; i < starts[bin + 1]!; i++) ofRows[k]! += kernel.rowSums[i]!
    for (let l = k + 1; l < count; l++) {
      const other = order[l]!
      packed[at++] = sums[Math.min(bin, other) * count + Math.max(bin, other)]!
    }
  }
  const isReferenceSmall = n <= m
  const small = Math.min(n, m)
  const testStays = full + testFrom - reference
  const [stayFrom, stayTo] = isReferenceSmall ? [full, testStays] : [testStays, count]
  const dealt = createRowSets(full, 1)
  const mark = drawSets(isReferenceSmall ? reference : test, p.seed)
  function* draw(first: number, size: number): Computation<Float64Array> {
    const progress = { done: first, total: p.permutations, phase: 'permutations' }
    const chosen = createRowSets(count, size)
    for (let b = 0; b < size; b++) {
      if (first + b > 0) mark(first + b - 1, dealt, 0)
      else markRange(dealt, 0, isReferenceSmall ? 0 : reference, isReferenceSmall ? reference : full)
      chosen.bits.set(dealt.bits, b * chosen.words)
      for (let bin = stayFrom; bin < stayTo; bin++) addRow(chosen, b, bin)
      if (b % 64 === 63) yield progress
    }
    const { inside, marked } = yield* withProgress(packedSetSums(packed, ofRows, chosen), () => progress)
    return rowSetSums(chosen, within).map((own, b) =>
      splitStatistic(inside[b]! + own, marked[b]!, small, n + m - small, kernel, estimator),
    )
  }
  const drawn = yield* drawUntil(p.permutations, p.stopAfter, manyAtOnce(p.permutations, draw))
  yield { done: p.permutations, total: p.permutations, phase: 'permutations' }
  return drawn
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
