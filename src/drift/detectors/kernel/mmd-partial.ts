import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { bandwidthFromSome, tableOf } from '../../kernels/bandwidth-of-some'
import { SLICE_WORK } from '../../kernels/pairs'
import { blockKernel, blockStatistic, linearTerms } from '../../kernels/partial-estimators'
import { fixedPointScale } from '../../kernels/rbf'
import { normalTail } from '../../math/normal'
import { createRandom, markSubset, PURPOSE } from '../../random'
import type { BatchInput } from '../../sample'
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
      'Stop after must be 0 for blocks of rows: their permutations are computed side by side, so that none can be left out.',
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
