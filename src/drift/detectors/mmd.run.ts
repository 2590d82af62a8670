import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { DriftError } from '../errors'
import { pairCount, pairDistances } from '../kernels/pairs'
import { type Bandwidth, givenBandwidth, medianBandwidth } from '../kernels/rbf'
import { createSubsets, setSubset, subsetSums } from '../kernels/subset-sums'
import { kernelSums, markedRowSum, splitStatistic, type KernelSums } from '../kernels/two-sample'
import { proportionInterval } from '../math/beta'
import { part } from '../part'
import { createRandom, markSubset, PURPOSE, subset } from '../random'
import type { TwoSampleResult } from '../results'
import type { BatchInput, Sample } from '../sample'
import { checkFinite, checkPair, MEMORY_BUDGET_BYTES } from './check-samples'
import type { MmdParams } from './mmd'

/**
 * Unbiased MMD² of two samples and its permutation test.
 *
 * Every kernel value is computed once. The p-value is exact: the observed split counts as one of the
 * splits, so p = (1 + #{T_b ≥ T}) / (B + 1) > 0 (Phipson & Smyth 2010, doi 10.2202/1544-6115.1585); where
 * there are no more splits than permutations asked for, all are taken once and p = #{T_s ≥ T} / #splits.
 * Observed and permuted statistics come from the same kernel values rounded to a fixed point, whose
 * sums are exact: the level of the test does not depend on the rounding, equal splits tie, and the
 * result has the same bits whatever the slicing or the engine.
 */
export function* run(input: BatchInput, p: MmdParams): Computation<TwoSampleResult> {
  checkPair('MMD', input.reference, input.test, 2)
  const { reference, test, notes } = takeSubsample(input, p)
  const n = reference.rows
  const m = test.rows
  const d = reference.columns.length
  checkMemory(n, m, p.subsample)
  const smallest = 1 / (p.permutations + 1)
  const splits = choose(n + m, Math.min(n, m), p.permutations)
  if (splits === null && p.alpha < smallest)
    throw new DriftError(
      'too-few-permutations',
      `With ${formatCount(p.permutations)} permutations p cannot fall below ${formatNumber(smallest)}, so nothing could be found at α = ${formatNumber(p.alpha)}. Use at least ${formatCount(Math.ceil(1 / p.alpha - 1))}.`,
    )
  checkFinite('reference', reference)
  checkFinite('test sample', test)

  const pooled = new Float64Array((n + m) * d)
  pooled.set(reference.values)
  pooled.set(test.values, n * d)
  const packed = yield* pairDistances(pooled, n + m, d)
  const bandwidth: Bandwidth =
    p.bandwidth === 'given' ? givenBandwidth(p.sigma) : yield* medianBandwidth(packed, 'the pooled sample')
  const sums = yield* kernelSums(packed, n, m, bandwidth.gamma)

  const small = Math.min(n, m)
  const observedMarks = new Uint8Array(n + m)
  observedMarks.fill(1, n <= m ? 0 : n, n <= m ? n : n + m)
  const draws = splits ?? p.permutations
  const mark = splits === null ? drawSplits(n + m, small, p.seed) : walkSplits(n + m, small)
  const statistics = yield* splitsAndObserved(packed, sums, small, draws, observedMarks, mark)
  const observed = statistics[0] as number
  const nullDistribution = statistics.slice(1)

  let atLeast = splits === null ? 1 : 0
  for (const value of nullDistribution) if (value >= observed) atLeast++
  const pValue = atLeast / (splits === null ? draws + 1 : draws)
  // p ≤ α exactly when the statistic lies above the value of this rank (from 0) among the largest.
  const rank =
    splits === null ? Math.floor(p.alpha * (draws + 1) + 1e-9) - 1 : Math.floor(p.alpha * draws + 1e-9)
  const sorted = nullDistribution.slice().sort()
  const threshold = sorted[Math.max(0, draws - 1 - rank)] as number
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
    shape: 'two-sample',
    detector: 'mmd',
    drift: pValue <= p.alpha,
    statistic: { name: 'MMD²', value: sums.unbiased },
    pValue,
    alpha: p.alpha,
    threshold,
    nullDistribution,
    views: [],
    rows: { reference: n, test: m },
    notes,
    settings: {
      kernel: 'exp(−|x − y|² / 2σ²)',
      sigma: bandwidth.sigma,
      sigmaRule: bandwidth.rule,
      estimator: 'unbiased',
      biasedMmd2: sums.biased,
      alpha: p.alpha,
      seed: p.seed,
      permutations: draws,
      permutationRule: splits === null ? 'random splits, the observed one counted' : 'all splits, once each',
      subsample: p.subsample,
      referenceRows: n,
      testRows: m,
    },
  }
}

/**
 * The statistic of the observed split (entry 0) and of the drawn ones (from 1), in batches; progress
 * counts permutations and says what is known of p.
 */
function* splitsAndObserved(
  packed: Float64Array,
  sums: KernelSums,
  small: number,
  draws: number,
  observedMarks: Uint8Array,
  mark: Mark,
): Computation<Float64Array> {
  const statistics = new Float64Array(draws + 1)
  const phase = 'permutations'
  let atLeast = 0
  let said = {}
  // A short first batch, so that a first answer comes early; long ones share the tables of a block.
  for (let done = 0, size = 128; done <= draws; size = 1024) {
    const batch = Math.min(size, draws + 1 - done)
    const offset = done
    const values = yield* part(
      splitStatistics(packed, sums, small, batch, (b, marks) => {
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
  return marked.map((sum, b) => splitStatistic(inside[b] as number, sum, small, all - small, sums))
}

/** C(n, k), or null where it exceeds the limit. */
function choose(n: number, k: number, limit: number): number | null {
  let c = 1
  for (let i = 1; i <= k; i++) {
    c = (c * (n - k + i)) / i
    if (c > limit) return null
  }
  return Math.round(c)
}

/** Both samples thinned in proportion, each to at least 2 rows, in their order. */
function takeSubsample(
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

/** @throws DriftError `too-many-rows` */
function checkMemory(n: number, m: number, subsample: number): void {
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
