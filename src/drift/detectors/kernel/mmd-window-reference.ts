import type { Computation } from '../../define'
import { createNullScratch, simulateStream, splitReference, type NullModel } from '../../kernels/null-streams'
import { bandwidthBy, packedDistances } from '../../kernels/bandwidth-rules'
import { pairDistances, pairRow, SLICE_WORK } from '../../kernels/pairs'
import { centredSquaresOf, totalOf } from '../../kernels/pooled-kernel'
import { type Bandwidth, rbf } from '../../kernels/rbf'
import type { Table } from '../../kernels/sliding'
import { rowWindows, type Windows } from '../../kernels/windows'
import { withProgress } from '../../with-progress'
import { createRandom, PURPOSE, subset } from '../../random'
import type { Sample } from '../../sample'
import type { WindowParams } from './mmd-window'

/** What windows are compared with, and what simulated streams are drawn from. */
export interface ComparedReference {
  /** Reference rows that are used, and how many of them are compared with; the others are held out. */
  rows: number
  compared: number
  comparison: Table
  /** Mean kernel value over the pairs of different comparison rows. */
  within: number
  bandwidth: Bandwidth
  model: NullModel
}

/**
 * Half of the reference to compare with, drawn by the seed, the other half held out for the threshold; all of it where
 * the threshold is given.
 */
export function* prepareReference(reference: Sample, p: WindowParams): Computation<ComparedReference> {
  const n = Math.min(reference.rows, p.referenceRows)
  const compared = p.control === 'given' ? n : Math.ceil(n / 2)
  const { used, comparison } = splitRows(reference, n, compared, p.seed)
  const distances = yield* pairDistances(used.values, n, used.d)
  const bandwidth = yield* bandwidthBy(p, packedDistances(distances, n, n), 'the reference')
  const { model, within } = yield* referenceKernel(distances, n, compared, bandwidth.gamma)
  return { rows: n, compared, comparison, within, bandwidth, model }
}

/** The reference rows that are used, and those of them that the windows are compared with. */
function splitRows(
  reference: Sample,
  n: number,
  compared: number,
  seed: number,
): { used: Table; comparison: Table } {
  const d = reference.columns.length
  const take = (rows: Uint32Array, from: Float64Array): Table => {
    const values = new Float64Array(rows.length * d)
    rows.forEach((row, i) => values.set(from.subarray(row * d, (row + 1) * d), i * d))
    return { rows: rows.length, d, values }
  }
  const used = take(subset(createRandom(seed, PURPOSE.subsample), reference.rows, n), reference.values)
  // The comparison rows come first, so that the kernel matrix starts with them.
  const marks = new Uint8Array(n)
  for (const row of subset(createRandom(seed, PURPOSE.split), n, compared)) marks[row] = 1
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (marks[b] as number) - (marks[a] as number) || a - b,
  )
  const ordered = take(order, used.values)
  return {
    used: ordered,
    comparison: { rows: compared, d, values: ordered.values.subarray(0, compared * d) },
  }
}

/** Rounding errors in standard deviations of the null distribution of one pair; the sum of all windows' pairs has no more. */
const MOST_ERROR = 0.0043

/**
 * The kernel as whole numbers of 15 bits between the least and the greatest value, or of 22 where these would move a
 * statistic by more than a hundredth of the null distribution's spread, and the unrounded mean over the pairs of
 * different comparison rows, the first `compared`.
 * @param packed squared distances, which become kernel values in place
 */
function* referenceKernel(
  packed: Float64Array,
  n: number,
  compared: number,
  gamma: number,
): Computation<{ model: NullModel; within: number }> {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let within = 0
  let work = 0
  for (let i = 0; i < n; i++) {
    const start = pairRow(n, i)
    for (let j = i + 1; j < n; j++) {
      const k = rbf(packed[start + j] as number, gamma)
      packed[start + j] = k
      if (k < low) low = k
      if (k > high) high = k
      if (j < compared) within += k
    }
    work += 20 * (n - i)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: 2 * n, phase: 'kernel rows' }
  }
  const coarse = yield* wholeNumbers(packed, n, low, (2 ** 15 - 1) / (high - low), Int16Array)
  const { unit, stride, values, rowSums } = coarse.isFine
    ? coarse
    : yield* wholeNumbers(packed, n, low, (2 ** 22 - 1) / (high - low), Float64Array)
  yield { done: n, total: n, phase: 'kernel rows' }
  return {
    model: { rows: n, stride, values, unit, rowSums, compared },
    within: (2 * within) / (compared * (compared - 1)),
  }
}

/** (k − low) · inverse to the nearest, and whether these are fine enough. */
function* wholeNumbers(
  packed: Float64Array,
  n: number,
  low: number,
  inverse: number,
  Kind: typeof Int16Array | typeof Float64Array,
): Computation<Omit<NullModel, 'rows' | 'compared'> & { isFine: boolean }> {
  // Where all kernel values are equal, all are 0.
  const factor = Number.isFinite(inverse) ? inverse : 0
  const stride = 8 * Math.ceil(n / 8)
  const values = new Kind(n * stride)
  const rowSums = new Float64Array(n)
  let squares = 0
  let work = 0
  for (let i = 0; i < n; i++) {
    const start = pairRow(n, i)
    for (let j = i + 1; j < n; j++) {
      const q = Math.round(((packed[start + j] as number) - low) * factor)
      values[i * stride + j] = q
      values[j * stride + i] = q
      rowSums[i] = (rowSums[i] as number) + q
      rowSums[j] = (rowSums[j] as number) + q
      squares += q * q
    }
    work += 8 * (n - i)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: n + i + 1, total: 2 * n, phase: 'kernel rows' }
  }
  const centred = centredSquaresOf(squares, rowSums, totalOf(rowSums))
  return {
    unit: factor === 0 ? 0 : 1 / factor,
    stride,
    values,
    rowSums,
    isFine: 1 / Math.sqrt(12) <= MOST_ERROR * Math.sqrt(Math.max(0, centred) / (n * (n - 1))),
  }
}

/**
 * Of each simulated stream the largest statistic, and that of a single window; of windows of unlike
 * size, each comes up equally often as the single one. Pointwise, a stream is that one window.
 */
export function* simulate(
  model: NullModel,
  judged: Windows,
  { seed, simulations, control }: WindowParams,
): Computation<{ single: Float64Array; largest: Float64Array }> {
  const single = new Float64Array(simulations)
  const largest = new Float64Array(simulations)
  const length = control === 'stream' ? judged.to[judged.count - 1]! : judged.largest
  const scratch = createNullScratch(model, judged.largest, length)
  const alike = judged.smallest === judged.largest
  for (let s = 0; s < simulations; s++) {
    const random = createRandom(seed, PURPOSE.simulation, s)
    const pick = alike ? 0 : Math.floor(((s + 0.5) * judged.count) / simulations)
    const windows = control === 'stream' ? judged : oneWindow(judged, pick)
    const split = splitReference(model, random, scratch, windows.to[windows.count - 1]!)
    const stream = simulateStream(model, split, windows, control === 'stream' ? pick : 0, random, scratch)
    const found = yield* withProgress(stream, () => ({
      done: s,
      total: simulations,
      phase: 'simulated streams',
    }))
    single[s] = found.picked
    largest[s] = found.largest
    yield { done: s + 1, total: simulations, phase: 'simulated streams' }
  }
  return { single, largest }
}

/** Of S simulated and one real value, each is as likely as any other to be among the k largest. */
export function simulatedThreshold(largest: Float64Array, { alpha, simulations }: WindowParams): number {
  return largest.toSorted()[simulations - Math.floor(alpha * (simulations + 1) + 1e-9)]!
}

function oneWindow({ from, to }: Windows, i: number): Windows {
  const size = (to[i] as number) - (from[i] as number)
  return rowWindows(size, size, 1)
}
