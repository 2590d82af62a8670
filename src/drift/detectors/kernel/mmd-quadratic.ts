import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { bandwidthBy, packedDistances } from '../../kernels/bandwidth-rules'
import { gammaP } from '../../kernels/null-moments'
import { lineDistances } from '../../kernels/line-distances'
import { lowRankKernel, plainFactor } from '../../kernels/low-rank'
import { exactKernel, plainKernel } from '../../kernels/plain-kernel'
import type { KernelAssistant } from '../../kernels/kernel-assistant'
import type { PooledKernel } from '../../kernels/pooled-kernel'
import { centre, centredDistances } from '../../kernels/product-distances'
import type { Bandwidth } from '../../kernels/rbf'
import {
  createRowSets,
  drawSets,
  markRange,
  type MarkSet,
  type RowSets,
  walkSets,
} from '../../kernels/row-sets'
import { giveBack, hasSimd } from '../../kernels/simd/engine'
import { AssistanceLost } from '../../kernels/shared-work'
import { simdFactor } from '../../kernels/simd/factor-sums'
import { distanceRange, panelDistances } from '../../kernels/simd/panel-distances'
import { spreadPanels } from '../../kernels/simd/panels'
import { simdKernel } from '../../kernels/simd/simd-kernel'
import { type Estimator, estimators, splitStatistic } from '../../kernels/two-sample'
import { proportionInterval } from '../../math/beta'
import { withProgress } from '../../with-progress'
import type { BatchInput } from '../../sample'
import type { MmdParams } from './mmd'
import { permuteBins, planBins } from './mmd-bins'
import { decide, type Drawn, type Found, stoppedNotes, stoppedSettings } from '../mmd-decision'

/** Below this many rows together, plain TypeScript is as fast. */
const SIMD_ROWS = 160

/** Below this many, messages to assistants take longer than what they save. */
const ASSISTED_ROWS = 1000

/** From so many rows on the kernel of one column is decomposed: of fewer the rank is not small beside them. */
const MANY_OF_ONE_COLUMN = 256

/**
 * After how many splits, the observed one counted, p and its interval are told: early, then less often, as a batch costs
 * some milliseconds of its own. The second only where the third is waited for.
 */
const FIRST_TOLD = 64
const SECOND_TOLD = 256
const BATCH = 1024
const MANY_ROWS = 3000
/** Of more rows the kernel is not kept, and computed anew for each batch. */
const KEPT_ROWS = 10_000

function batchAfter(done: number, rows: number, mayStop: boolean): number {
  if (done === 0) return FIRST_TOLD
  const isBetween = mayStop || (rows >= MANY_ROWS && rows <= KEPT_ROWS)
  if (done < SECOND_TOLD && isBetween) return SECOND_TOLD - done
  return BATCH - (done % BATCH)
}

/**
 * MMD² from all pairs of rows, and its permutation test.
 *
 * MMD² itself comes from unrounded kernel values. Observed and permuted statistics that are compared come from the same
 * kernel values rounded to whole numbers, whose sums are exact: the level of the test does not depend on the rounding,
 * equal splits tie, and the result has the same bits whatever the slicing or the engine. Where there are no more splits
 * than permutations asked for, all are taken once.
 * @param simd whether the kernels for SIMD may run; without them plain TypeScript gives the same result
 */
export function* quadraticTest(
  { reference, test, assistants = [] }: BatchInput,
  p: MmdParams,
  simd = hasSimd(),
): Computation<Found> {
  const n = reference.rows
  const m = test.rows
  const d = reference.columns.length
  const splits = combinations(n + m, Math.min(n, m), p.permutations)
  const pooled = new Float64Array((n + m) * d)
  pooled.set(reference.values)
  pooled.set(test.values, n * d)
  centre(pooled, n + m, d)
  if (splits === null && d === 1 && n + m >= MANY_OF_ONE_COLUMN) {
    const bandwidth = yield* bandwidthBy(p, lineDistances(pooled, n), 'the pooled sample')
    const kernel = yield* lowRankKernel(pooled, n, m, bandwidth.gamma, simd ? simdFactor : plainFactor)
    if (kernel !== null) return yield* permutationTest(kernel, bandwidth, n, m, splits, p)
  }
  if (splits === null && simd && n + m >= SIMD_ROWS) {
    const mayHelp = p.permute !== 'bins' && n + m >= ASSISTED_ROWS
    try {
      return yield* panelTest(pooled, n, m, d, p, mayHelp ? assistants : [])
    } catch (thrown) {
      // Alone it finds the same.
      if (thrown instanceof AssistanceLost) return yield* panelTest(pooled, n, m, d, p, [])
      throw thrown
    }
  }
  const packed = yield* centredDistances(pooled, n + m, d)
  const bandwidth = yield* bandwidthBy(p, packedDistances(packed, n + m, n), 'the pooled sample')
  const kernel = yield* splits === null
    ? plainKernel(packed, n, m, bandwidth.gamma)
    : exactKernel(packed, n, m, bandwidth.gamma)
  return yield* permutationTest(kernel, bandwidth, n, m, splits, p)
}

/** By SIMD, with splits that are drawn. */
function* panelTest(
  pooled: Float64Array,
  n: number,
  m: number,
  d: number,
  p: MmdParams,
  assistants: readonly KernelAssistant[],
): Computation<Found> {
  const panels = yield* spreadPanels(pooled, n, m, d, assistants)
  try {
    const bandwidth = yield* bandwidthBy(p, panelDistances(panels), 'the pooled sample')
    const kernel = yield* simdKernel(panels, yield* distanceRange(panels), bandwidth.gamma)
    return yield* permutationTest(kernel, bandwidth, n, m, null, p)
  } finally {
    giveBack(panels.engine)
  }
}

function* permutationTest(
  kernel: PooledKernel,
  bandwidth: Bandwidth,
  n: number,
  m: number,
  splits: number | null,
  p: MmdParams,
): Computation<Found> {
  const kind = p.estimator === 'biased' || p.estimator === 'torchdrift' ? p.estimator : 'unbiased'
  const atOnce = gammaP(kernel, n, m)
  const draws = splits ?? p.permutations
  const known =
    atOnce === null
      ? null
      : `p is about ${formatNumber(atOnce)} by a gamma distribution; permutations refine it`
  const small = Math.min(n, m)
  const mark = splits === null ? drawSets(small, p.seed) : walkSets(n + m, small)
  const stopAfter = splits === null ? p.stopAfter : 0
  // Where all splits of the rows are taken, there is nothing to spare.
  const plan = p.permute === 'bins' && splits === null ? planBins(n, m, p.bins) : null
  const drawn = yield* plan === null
    ? splitsAndObserved(kernel, n, m, draws, mark, estimators[kind], stopAfter, known)
    : permuteBins(kernel, { n, m }, plan, p, estimators[kind])
  const { statistics } = drawn
  const decision = decide(statistics, p.alpha, splits !== null || drawn.isStopped)
  const statistic =
    kind === 'biased'
      ? kernel.biased
      : kind === 'torchdrift'
        ? kernel.unbiased + estimators.torchdrift.shift(n, m)
        : kernel.unbiased
  // What rounding moved the observed statistic by, at most 2 % of the null distribution's standard deviation, moves the
  // others too: what was above the threshold stays above it.
  const moved = splits === null ? statistic - statistics[0]! : 0
  const notes = stoppedNotes(drawn, draws, stopAfter)
  if (plan !== null)
    notes.push(
      `Whole bins of ${formatCount(plan.rows)} consecutive rows were reshuffled, not single rows: ${formatCount(plan.reference)} of the reference and ${formatCount(plan.test)} of the test sample.`,
    )
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
    pValue: decision.pValue,
    threshold: decision.threshold + moved,
    nullDistribution: plus(decision.nullDistribution, moved),
    bandwidth,
    statistic,
    notes,
    settings: {
      biasedMmd2: kernel.biased,
      permutations: draws,
      permutationRule:
        splits !== null
          ? 'all splits, once each'
          : plan === null
            ? 'random splits, the observed one counted'
            : 'random splits of whole bins, the observed one counted',
      ...(plan === null ? {} : { bins: plan.reference + plan.test, binRows: plan.rows }),
      ...(splits === null ? stoppedSettings(drawn, stopAfter) : { enumerated: true }),
    },
  }
}

function plus(values: Float64Array, moved: number): Float64Array {
  const sums = new Float64Array(values.length)
  for (let b = 0; b < values.length; b++) sums[b] = values[b]! + moved
  return sums
}

/**
 * The statistic of the observed split (entry 0) and of the drawn ones (from 1), in batches; progress
 * counts permutations and says what is known of p: first `known`, then the interval of what was drawn.
 * @param stopAfter as of `drawUntil`
 */
function* splitsAndObserved(
  kernel: PooledKernel,
  n: number,
  m: number,
  draws: number,
  mark: MarkSet,
  estimator: Estimator,
  stopAfter: number,
  known: string | null,
): Computation<Drawn> {
  const statistics = new Float64Array(draws + 1)
  const phase = 'permutations'
  const small = Math.min(n, m)
  let atLeast = 0
  let said = known === null ? {} : { soFar: known }
  if (known !== null) yield { done: 0, total: draws, phase, ...said }
  for (let done = 0; done <= draws;) {
    const batch = Math.min(batchAfter(done, n + m, stopAfter > 0), draws + 1 - done)
    const offset = done
    const sets = createRowSets(n + m, batch)
    for (let b = 0; b < batch; b++) {
      if (offset + b > 0) mark(offset + b - 1, sets, b)
      else markRange(sets, 0, n <= m ? 0 : n, n <= m ? n : n + m)
      if (b % 64 === 63) yield { done: Math.max(0, offset - 1), total: draws, phase, ...said }
    }
    const values = yield* withProgress(splitStatistics(kernel, sets, small, estimator), (p) => ({
      done: Math.max(0, offset - 1 + Math.floor((batch * p.done) / p.total)),
      total: draws,
      phase,
      ...said,
    }))
    statistics.set(values, done)
    const observed = statistics[0] as number
    for (let b = offset === 0 ? 1 : 0; b < batch; b++) {
      const value = values[b] as number
      if (value >= observed) atLeast++
      if (stopAfter === 0 || atLeast < stopAfter) continue
      yield { done: offset + b, total: draws, phase, ...said }
      return { statistics: statistics.subarray(0, offset + b + 1), isStopped: true }
    }
    done += batch
    if (done < 2) continue
    const { low, high } = proportionInterval(atLeast, done - 1, 0.99)
    said = {
      soFar: `p is between ${formatNumber(Math.max(low, 1 / (draws + 1)))} and ${formatNumber(high)} so far`,
    }
    yield { done: done - 1, total: draws, phase, ...said }
  }
  return { statistics, isStopped: false }
}

/** The statistic of each set of `small` rows against the others. */
function* splitStatistics(
  kernel: PooledKernel,
  sets: RowSets,
  small: number,
  estimator: Estimator,
): Computation<Float64Array> {
  const { inside, marked } = yield* kernel.setSums(sets)
  const statistics = new Float64Array(sets.count)
  for (let b = 0; b < sets.count; b++)
    statistics[b] = splitStatistic(inside[b]!, marked[b]!, small, sets.all - small, kernel, estimator)
  return statistics
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
