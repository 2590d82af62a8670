import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { bandwidthBy } from '../../kernels/bandwidth-rules'
import { gammaP } from '../../kernels/null-moments'
import { pairDistances } from '../../kernels/pairs'
import { createSubsets, setSubset, subsetSums } from '../../kernels/subset-sums'
import {
  type Estimator,
  estimators,
  kernelSums,
  type KernelSums,
  markedRowSum,
  splitStatistic,
} from '../../kernels/two-sample'
import { proportionInterval } from '../../math/beta'
import { withProgress } from '../../with-progress'
import { createRandom, markSubset, PURPOSE } from '../../random'
import type { BatchInput } from '../../sample'
import type { MmdParams } from './mmd'
import { decide, type Found } from '../mmd-decision'

/**
 * MMD² from all pairs of rows, and its permutation test.
 *
 * Every kernel value is computed once. Observed and permuted statistics come from the same kernel values rounded to a
 * fixed point, whose sums are exact: the level of the test does not depend on the rounding, equal splits tie, and the
 * result has the same bits whatever the slicing or the engine. Where there are no more splits than permutations asked
 * for, all are taken once.
 */
export function* quadraticTest({ reference, test }: BatchInput, p: MmdParams): Computation<Found> {
  const n = reference.rows
  const m = test.rows
  const d = reference.columns.length
  const kind = p.estimator === 'biased' || p.estimator === 'torchdrift' ? p.estimator : 'unbiased'
  const splits = combinations(n + m, Math.min(n, m), p.permutations)
  const pooled = new Float64Array((n + m) * d)
  pooled.set(reference.values)
  pooled.set(test.values, n * d)
  const packed = yield* pairDistances(pooled, n + m, d)
  const bandwidth = yield* bandwidthBy(p, packed, n + m, n, 'the pooled sample')
  const sums = yield* kernelSums(packed, n, m, bandwidth.gamma)
  const atOnce = yield* gammaP(packed, sums, n, m)

  const small = Math.min(n, m)
  const observedMarks = new Uint8Array(n + m)
  observedMarks.fill(1, n <= m ? 0 : n, n <= m ? n : n + m)
  const draws = splits ?? p.permutations
  const mark = splits === null ? drawSplits(n + m, small, p.seed) : walkSplits(n + m, small)
  const known =
    atOnce === null
      ? null
      : `p is about ${formatNumber(atOnce)} by a gamma distribution; permutations refine it`
  const statistics = yield* splitsAndObserved(
    packed,
    sums,
    small,
    draws,
    observedMarks,
    mark,
    estimators[kind],
    known,
  )
  const decision = decide(statistics, p.alpha, splits !== null)
  const notes: string[] = []
  if (splits !== null) {
    notes.push(
      `All ${formatCount(splits)} ways to split the ${formatCount(n + m)} rows were compared, instead of ${formatCount(p.permutations)} permutations.`,
    )
    if (p.alpha * splits < 1)
      notes.push(
        `With ${formatCount(splits)} splits p cannot fall below ${formatNumber(1 / splits)}: nothing can be found at α = ${formatNumber(p.alpha)}. More rows are needed.`,
      )
  }
  return {
    ...decision,
    bandwidth,
    statistic:
      kind === 'biased'
        ? sums.biased
        : kind === 'torchdrift'
          ? sums.unbiased + estimators.torchdrift.shift(n, m)
          : sums.unbiased,
    notes,
    settings: {
      biasedMmd2: sums.biased,
      permutations: draws,
      permutationRule: splits === null ? 'random splits, the observed one counted' : 'all splits, once each',
      ...(splits === null ? {} : { enumerated: true }),
    },
  }
}

/**
 * The statistic of the observed split (entry 0) and of the drawn ones (from 1), in batches; progress
 * counts permutations and says what is known of p: first `known`, then the interval of what was drawn.
 */
function* splitsAndObserved(
  packed: Float64Array,
  sums: KernelSums,
  small: number,
  draws: number,
  observedMarks: Uint8Array,
  mark: Mark,
  estimator: Estimator,
  known: string | null,
): Computation<Float64Array> {
  const statistics = new Float64Array(draws + 1)
  const phase = 'permutations'
  let atLeast = 0
  let said = known === null ? {} : { soFar: known }
  if (known !== null) yield { done: 0, total: draws, phase, ...said }
  // A short first batch, so that a first answer comes early; long ones share the tables of a block.
  for (let done = 0, size = 128; done <= draws; size = 1024) {
    const batch = Math.min(size, draws + 1 - done)
    const offset = done
    const values = yield* withProgress(
      splitStatistics(packed, sums, small, batch, estimator, (b, marks) => {
        if (offset + b === 0) marks.set(observedMarks)
        else mark(offset + b - 1, marks)
      }),
      (p) => ({
        done: Math.max(0, offset - 1 + Math.floor((batch * p.done) / p.total)),
        total: draws,
        phase,
        ...said,
      }),
    )
    statistics.set(values, done)
    const observed = statistics[0] as number
    for (let b = offset === 0 ? 1 : 0; b < batch; b++) if ((values[b] as number) >= observed) atLeast++
    done += batch
    if (done < 2) continue
    const { low, high } = proportionInterval(atLeast, done - 1, 0.99)
    said = {
      soFar: `p is between ${formatNumber(Math.max(low, 1 / (draws + 1)))} and ${formatNumber(high)} so far`,
    }
    yield { done: done - 1, total: draws, phase, ...said }
  }
  return statistics
}

type Mark = (index: number, marks: Uint8Array) => void

/** Split `b` has its own random numbers, so it is the same whatever the batches. */
function drawSplits(all: number, small: number, seed: number): Mark {
  return (b, marks) => markSubset(createRandom(seed, PURPOSE.permutation, b), all, small, marks)
}

/** All subsets of `small` of `all` rows in lexicographic order; asked for in order, from 0. */
function walkSplits(all: number, small: number): Mark {
  const chosen = Uint32Array.from({ length: small }, (_, i) => i)
  return (index, marks) => {
    if (index > 0) {
      let i = small - 1
      while ((chosen[i] as number) === all - small + i) i--
      chosen[i] = (chosen[i] as number) + 1
      for (let k = i + 1; k < small; k++) chosen[k] = (chosen[k - 1] as number) + 1
    }
    marks.fill(0)
    for (const row of chosen) marks[row] = 1
  }
}

/** The statistic of `batch` splits, each given by the marks of its smaller part. */
function* splitStatistics(
  packed: Float64Array,
  sums: KernelSums,
  small: number,
  batch: number,
  estimator: Estimator,
  mark: Mark,
): Computation<Float64Array> {
  const all = sums.rowSums.length
  const marks = new Uint8Array(all)
  const marked = new Float64Array(batch)
  const subsets = createSubsets(all, batch)
  for (let b = 0; b < batch; b++) {
    mark(b, marks)
    setSubset(subsets, b, marks, all)
    marked[b] = markedRowSum(sums.rowSums, marks)
    // About 30 ns a row.
    if ((b + 1) % Math.max(1, Math.floor(100_000 / all)) === 0) yield { done: 0, total: 1, phase: 'splits' }
  }
  const inside = yield* subsetSums(packed, all, subsets)
  return marked.map((sum, b) => splitStatistic(inside[b] as number, sum, small, all - small, sums, estimator))
}

/** C(n, k), or null where it exceeds the limit. */
export function combinations(n: number, k: number, limit: number): number | null {
  let c = 1
  for (let i = 1; i <= k; i++) {
    c = (c * (n - k + i)) / i
    if (c > limit) return null
  }
  return Math.round(c)
}
