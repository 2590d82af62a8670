import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { bandwidthFromSome, tableOf } from '../../kernels/bandwidth-of-some'
import { SLICE_WORK } from '../../kernels/pairs'
import {
  blockKernel,
  blockStatistic,
  featureDistance,
  featuresOf,
  type Features,
  linearTerms,
} from '../../kernels/partial-estimators'
import { fixedPointScale } from '../../kernels/rbf'
import { normalTail } from '../../math/normal'
import { createRandom, markSubset, normal, PURPOSE, uniform } from '../../random'
import type { BatchInput } from '../../sample'
import { MEMORY_BUDGET_BYTES } from '../check-samples'
import type { MmdParams } from './mmd'
import { decide, drawUntil, type Found, stoppedNotes, stoppedSettings } from '../mmd-decision'

/**
 * The estimators of MMD² that leave pairs of rows out. Each keeps an exact test: under no drift, exchanging rows of
 * the two samples with each other (within a neighbouring pair, within a block, or anywhere) changes nothing.
 */

/** Mean of the terms, with their signs flipped at random: the second rows of a neighbouring pair exchange samples. */
export function* linearTest(input: BatchInput, p: MmdParams): Computation<Found> {
  const { reference, test } = input
  const bandwidth = yield* bandwidthFromSome(tableOf(reference), tableOf(test), p)
  const terms = yield* linearTerms(tableOf(reference), tableOf(test), bandwidth.gamma)
  const count = terms.length
  const mean = terms.reduce((sum, h) => sum + h, 0) / count
  const variance = terms.reduce((sum, h) => sum + (h - mean) ** 2, 0) / (count - 1)
  const atOnce = normalTail(mean / Math.sqrt(variance / count))
  // Whole numbers add up exactly, so that equal sets of signs tie.
  const scale = fixedPointScale(4 * count)
  const whole = terms.map((h) => Math.round(h * scale))
  const said = Number.isFinite(atOnce)
    ? { soFar: `p is about ${formatNumber(atOnce)} by a normal distribution` }
    : {}
  let work = 0
  const drawn = yield* drawUntil(p.permutations, p.stopAfter, function* (b) {
    if (b === 0) return whole.reduce((sum, h) => sum + h, 0) / scale / count
    const random = createRandom(p.seed, PURPOSE.permutation, b - 1)
    let sum = 0
    let bits = 0
    for (let t = 0; t < count; t++) {
      if (t % 32 === 0) bits = random()
      sum += (bits & 1) === 1 ? whole[t]! : -whole[t]!
      bits >>>= 1
    }
    if ((work += count) >= SLICE_WORK) {
      work = 0
      yield { done: b, total: p.permutations, phase: 'permutations', ...said }
    }
    return sum / scale / count
  })
  yield { done: drawn.statistics.length - 1, total: p.permutations, phase: 'permutations', ...said }
  return {
    ...decide(drawn.statistics, p.alpha, drawn.isStopped),
    statistic: mean,
    bandwidth,
    notes: [
      `Of ${formatCount(reference.rows)} + ${formatCount(test.rows)} rows, ${formatCount(4 * count)} were compared, in neighbouring pairs: fast, and blind to small changes. The order of the rows matters.`,
      ...stoppedNotes(drawn, p.permutations, p.stopAfter),
    ],
    settings: {
      permutations: p.permutations,
      permutationRule: 'neighbouring rows exchanged at random, the observed order counted',
      ...stoppedSettings(drawn, p.stopAfter),
      terms: count,
      termVariance: variance,
      ...(Number.isFinite(atOnce) ? { normalP: atOnce } : {}),
    },
  }
}

/** Mean over blocks; within each block, rows are dealt anew to the two samples. */
export function* blockTest(input: BatchInput, p: MmdParams): Computation<Found> {
  const { reference, test } = input
  const x = tableOf(reference)
  const y = tableOf(test)
  const least = Math.min(x.rows, y.rows)
  const size = p.blockSize === 0 ? Math.max(2, Math.floor(Math.sqrt(least))) : p.blockSize
  if (size < 2 || size > least)
    throw new DriftError(
      'bad-parameter',
      `Block must be 0 (automatic) or from 2 rows to the ${formatCount(least)} of the smaller sample, not ${formatCount(size)}.`,
    )
  if (p.stopAfter > 0)
    throw new DriftError(
      'bad-parameter',
      'Stop after must be 0 for blocks of rows: their permutations are computed side by side, so that none can be spared.',
    )
  const bandwidth = yield* bandwidthFromSome(tableOf(reference), tableOf(test), p)
  const blocks = Math.floor(least / size)
  const statistics = new Float64Array(p.permutations + 1)
  const marks = new Uint8Array(2 * size)
  const observedMarks = new Uint8Array(2 * size).fill(1, 0, size)
  const randoms = Array.from({ length: p.permutations }, (_, b) =>
    createRandom(p.seed, PURPOSE.permutation, b),
  )
  let work = 0
  for (let block = 0; block < blocks; block++) {
    const kernel = blockKernel(x, y, block, size, bandwidth.gamma)
    statistics[0]! += blockStatistic(kernel, observedMarks, size)
    for (let b = 1; b <= p.permutations; b++) {
      markSubset(randoms[b - 1]!, 2 * size, size, marks)
      statistics[b]! += blockStatistic(kernel, marks, size)
      if ((work += 6 * size * size) < SLICE_WORK) continue
      work = 0
      yield { done: block, total: blocks, phase: 'blocks' }
    }
    yield { done: block + 1, total: blocks, phase: 'blocks' }
  }
  return {
    ...decide(
      statistics.map((sum) => sum / blocks),
      p.alpha,
      false,
    ),
    statistic: statistics[0]! / blocks,
    bandwidth,
    notes: [
      `${formatCount(blocks)} blocks of ${formatCount(size)} rows of either sample were compared, pairs of different blocks not. The order of the rows matters.`,
    ],
    settings: {
      permutations: p.permutations,
      permutationRule: 'random splits within each block, the observed one counted',
      blocks,
      blockSize: size,
    },
  }
}

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

/** Distance of the mean features, with rows dealt anew to the two samples. */
export function* featureTest(input: BatchInput, p: MmdParams): Computation<Found> {
  const { reference, test } = input
  const n = reference.rows
  const m = test.rows
  const d = reference.columns.length
  const count = p.features
  if (8 * (n + m) * count > MEMORY_BUDGET_BYTES)
    throw new DriftError(
      'too-many-rows',
      `${formatCount(n + m)} rows with ${formatCount(count)} features do not fit into memory. Set Features to ${formatCount(Math.max(16, Math.floor(MEMORY_BUDGET_BYTES / 8 / (n + m))))} or less, or set Subsample.`,
    )
  const bandwidth = yield* bandwidthFromSome(tableOf(reference), tableOf(test), p)
  const features = drawFeatures(count, d, bandwidth.sigma, p.seed)
  const tables = [tableOf(reference), tableOf(test)] as const
  const z = new Float64Array((n + m) * count)
  const total = new Float64Array(count)
  // Whole numbers, so that sums are exact and equal splits tie.
  const scale = fixedPointScale(4 * (n + m))
  for (let i = 0, work = 0; i < n + m; i++) {
    const [table, row] = i < n ? [tables[0], i] : [tables[1], i - n]
    featuresOf(table, row, features, z, i * count)
    for (let k = 0; k < count; k++) total[k]! += z[i * count + k] = Math.round(z[i * count + k]! * scale)
    if ((work += count * (d + 40)) < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: n + m, phase: 'features' }
  }
  const small = Math.min(n, m)
  const marks = new Uint8Array(n + m)
  const sums = new Float64Array(count)
  let work = 0
  const drawn = yield* drawUntil(p.permutations, p.stopAfter, function* (b) {
    if (b === 0) marks.fill(1, n <= m ? 0 : n, n <= m ? n : n + m)
    else markSubset(createRandom(p.seed, PURPOSE.permutation, b - 1), n + m, small, marks)
    sums.fill(0)
    for (let i = 0; i < n + m; i++) {
      if (marks[i] === 0) continue
      for (let k = 0, at = i * count; k < count; k++) sums[k]! += z[at + k]!
      if ((work += count) < SLICE_WORK) continue
      work = 0
      yield { done: b, total: p.permutations, phase: 'permutations' }
    }
    let square = 0
    for (let k = 0; k < count; k++)
      square += ((sums[k]! / small - (total[k]! - sums[k]!) / (n + m - small)) / scale) ** 2
    return square
  })
  yield { done: drawn.statistics.length - 1, total: p.permutations, phase: 'permutations' }
  return {
    ...decide(drawn.statistics, p.alpha, drawn.isStopped),
    statistic: featureDistance(tables[0], tables[1], features),
    bandwidth,
    notes: [
      `${formatCount(count)} random features (seed ${p.seed}) stand for the kernel: the statistic is the biased MMD² to about ${formatNumber(1 / Math.sqrt(count))}.`,
      ...stoppedNotes(drawn, p.permutations, p.stopAfter),
    ],
    settings: {
      permutations: p.permutations,
      permutationRule: 'random splits, the observed one counted',
      ...stoppedSettings(drawn, p.stopAfter),
      features: count,
    },
  }
}
