import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { bandwidthFromSome, tableOf } from '../../kernels/bandwidth-of-some'
import { plainFactor } from '../../kernels/low-rank'
import { SLICE_WORK } from '../../kernels/pairs'
import { featuresOf, type Features } from '../../kernels/partial-estimators'
import { createRowSets, drawSets, markRange } from '../../kernels/row-sets'
import { hasSimd } from '../../kernels/simd/engine'
import { simdFactor } from '../../kernels/simd/factor-sums'
import { createWholeColumns, LANES, type WholeColumns } from '../../kernels/whole-columns'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import type { BatchInput } from '../../sample'
import { withProgress } from '../../with-progress'
import { MEMORY_BUDGET_BYTES } from '../check-samples'
import {
  decide,
  drawUntil,
  type Found,
  manyAtOnce,
  MOST_SPLITS,
  stoppedNotes,
  stoppedSettings,
} from '../mmd-decision'
import type { MmdParams } from './mmd'

/**
 * MMD² by random Fourier features (Rahimi & Recht 2007; Sutherland & Schneider 2015, doi 10.48550/arXiv.1506.02785): the
 * distance of the mean features, in time and memory that grow with the rows and not with their pairs.
 */

/** What permutations add up are features in whole units of 1/1,023, so that sums are exact and equal splits tie. */
const UNITS = 1023

/** Words of all sets that are drawn at once: a step stays below 50 ms. */
const MOST_WORDS = 400_000

/** Frequencies from the kernel's spectrum N(0, σ⁻²), feature k with its own random numbers. */
function drawFeatures(count: number, d: number, sigma: number, seed: number): Features {
  const weights = new Float64Array(count * d)
  const phases = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const random = createRandom(seed, PURPOSE.simulation, k)
    phases[k] = 2 * Math.PI * uniform(random)
    for (let j = 0; j < d; j++) weights[k * d + j] = normal(random) / sigma
  }
  return { weights, phases }
}

interface Measured {
  /** Feature k of every row, in whole units. */
  columns: WholeColumns
  /** Sum of each, 0 beyond the last. */
  totals: Float64Array
  /** Biased MMD² from unrounded features, and its standard error: that of a mean over features drawn independently. */
  mmd2: number
  standardError: number
}

function* measure({ reference, test }: BatchInput, features: Features): Computation<Measured> {
  const n = reference.rows
  const m = test.rows
  const count = features.phases.length
  const columns = createWholeColumns(n + m, count)
  const totals = new Float64Array(LANES * columns.stripes.length)
  const z = new Float64Array(count)
  const means = [new Float64Array(count), new Float64Array(count)] as const
  const tables = [tableOf(reference), tableOf(test)] as const
  // |z| ≤ √(2 / features).
  const units = UNITS * Math.sqrt(count / 2)
  for (let i = 0, work = 0; i < n + m; i++) {
    const side = i < n ? 0 : 1
    featuresOf(tables[side], i - side * n, features, z, 0)
    for (let k = 0; k < count; k++) {
      means[side][k]! += z[k]! / (side === 0 ? n : m)
      const whole = Math.round(z[k]! * units)
      columns.stripes[k >> 3]![LANES * i + (k & 7)] = whole
      totals[k]! += whole
    }
    if ((work += count * (tables[0].d + 40)) < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: n + m, phase: 'features' }
  }
  const each = means[0].map((mean, k) => count * (mean - means[1][k]!) ** 2)
  const mmd2 = each.reduce((sum, x) => sum + x, 0) / count
  const variance = each.reduce((sum, x) => sum + (x - mmd2) ** 2, 0) / (count - 1)
  return { columns, totals, mmd2, standardError: Math.sqrt(variance / count) }
}

/** @returns the statistics of splits, 0 the observed one */
function splitDistances({ columns, totals }: Measured, n: number, m: number, p: MmdParams) {
  const all = n + m
  const small = Math.min(n, m)
  const { columnSums } = hasSimd() ? simdFactor : plainFactor
  const mark = drawSets(small, p.seed)
  const size = 2 / columns.count / UNITS ** 2
  return function* (first: number, count: number): Computation<Float64Array> {
    const progress = { done: Math.max(0, first - 1), total: p.permutations, phase: 'permutations' }
    const sets = createRowSets(all, count)
    for (let k = 0; k < count; k++) {
      if (first + k > 0) mark(first + k - 1, sets, k)
      else markRange(sets, 0, n <= m ? 0 : n, n <= m ? n : all)
      if (k % 64 === 63) yield progress
    }
    const found = new Float64Array(count)
    const adding = columnSums(columns, sets, (firstColumn, firstSet, sums) => {
      for (let at = 0, s = firstSet; at < sums.length; at += LANES, s++)
        for (let lane = 0; lane < LANES; lane++) {
          const sum = sums[at + lane]!
          found[s]! += (sum / small - (totals[firstColumn + lane]! - sum) / (all - small)) ** 2
        }
    })
    yield* withProgress(adding, () => progress)
    return found.map((sum) => sum * size)
  }
}

/**
 * Distance of the mean features, with rows dealt anew to the two samples.
 * @throws DriftError `too-many-rows`
 */
export function* featureTest(input: BatchInput, p: MmdParams): Computation<Found> {
  const { reference, test } = input
  const n = reference.rows
  const m = test.rows
  const count = p.features
  if (2 * (n + m) * count > MEMORY_BUDGET_BYTES)
    throw new DriftError(
      'too-many-rows',
      `${formatCount(n + m)} rows with ${formatCount(count)} features do not fit into memory. Set Features to ${formatCount(Math.max(16, Math.floor(MEMORY_BUDGET_BYTES / 2 / (n + m))))} or less, or set Subsample.`,
    )
  const bandwidth = yield* bandwidthFromSome(tableOf(reference), tableOf(test), p)
  const features = drawFeatures(count, reference.columns.length, bandwidth.sigma, p.seed)
  const measured = yield* measure(input, features)
  const { mmd2, standardError } = measured
  const most = Math.floor((MOST_WORDS * 32) / (n + m))
  const splits = manyAtOnce(p.permutations, splitDistances(measured, n, m, p), Math.min(MOST_SPLITS, most))
  const drawn = yield* drawUntil(p.permutations, p.stopAfter, splits)
  yield { done: drawn.statistics.length - 1, total: p.permutations, phase: 'permutations' }
  const decision = decide(drawn.statistics, p.alpha, drawn.isStopped)
  // What rounding moved the observed statistic by moves the others too: what was above the threshold stays above it.
  const moved = mmd2 - drawn.statistics[0]!
  return {
    pValue: decision.pValue,
    threshold: decision.threshold + moved,
    nullDistribution: decision.nullDistribution.map((value) => value + moved),
    statistic: mmd2,
    bandwidth,
    notes: [
      `Approximate: ${formatCount(count)} random features (seed ${p.seed}) stand for the kernel. The statistic is the biased MMD² with a standard error of ${formatNumber(standardError)}; the level of the test is exact.`,
      ...stoppedNotes(drawn, p.permutations, p.stopAfter),
    ],
    settings: {
      permutations: p.permutations,
      permutationRule: 'random splits, the observed one counted',
      ...stoppedSettings(drawn, p.stopAfter),
      features: count,
      standardError,
    },
  }
}
