import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import type { PooledKernel } from '../../kernels/pooled-kernel'
import type { RowBins } from '../../kernels/row-bins'
import { createRowSets, drawSets } from '../../kernels/row-sets'
import { type Estimator, splitStatistic } from '../../kernels/two-sample'
import { type Drawn, drawUntil } from '../mmd-decision'

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
  const { starts, reference, test } = plan
  const count = starts.length - 1
  const sums = yield* kernel.binSums(starts)
  const ofRows = Float64Array.from({ length: count }, (_, b) => {
    let sum = 0
    for (let i = starts[b]!; i < starts[b + 1]!; i++) sum += kernel.rowSums[i]!
    return sum
  })
  // Where the full bins stand among all of them, and the bin that stays in the smaller sample.
  const testFrom = reference + (n % plan.rows > 0 ? 1 : 0)
  const full = [...range(0, reference), ...range(testFrom, testFrom + test)]
  const isReferenceSmall = n <= m
  const small = Math.min(n, m)
  const drawn = isReferenceSmall ? reference : test
  const staying = isReferenceSmall ? range(reference, testFrom) : range(testFrom + test, count)
  const sets = createRowSets(full.length, 1)
  const mark = drawSets(drawn, p.seed)
  let work = 0
  return yield* drawUntil(p.permutations, p.stopAfter, function* (b) {
    if (b > 0) mark(b - 1, sets, 0)
    const isIn = (k: number): boolean =>
      b === 0 ? k < reference === isReferenceSmall : ((sets.bits[k >>> 5]! >>> (k & 31)) & 1) === 1
    const chosen = [...full.filter((_, k) => isIn(k)), ...staying].toSorted((x, y) => x - y)
    let inside = 0
    let marked = 0
    for (const [k, bin] of chosen.entries()) {
      marked += ofRows[bin]!
      for (let other = k; other < chosen.length; other++) inside += sums[bin * count + chosen[other]!]!
    }
    if ((work += chosen.length * chosen.length + 20 * count) >= 200_000 || b === p.permutations) {
      work = 0
      yield { done: b, total: p.permutations, phase: 'permutations' }
    }
    return splitStatistic(inside, marked, small, n + m - small, kernel, estimator)
  })
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
