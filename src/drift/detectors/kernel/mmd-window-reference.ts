import type { Computation } from '../../define'
import { createNullScratch, simulateStream, splitReference, type NullModel } from '../../kernels/null-streams'
import { bandwidthBy, packedDistances } from '../../kernels/bandwidth-rules'
import { pairDistances, pairRow, SLICE_WORK } from '../../kernels/pairs'
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
  const model = yield* referenceKernel(distances, n, compared, bandwidth.gamma)
  return { rows: n, compared, comparison, within: meanWithin(model, compared), bandwidth, model }
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

function* referenceKernel(
  distances: Float64Array,
  n: number,
  compared: number,
  gamma: number,
): Computation<NullModel> {
  const kernel = new Float64Array(n * n)
  const rowSums = new Float64Array(n)
  let work = 0
  for (let i = 0; i < n; i++) {
    const start = pairRow(n, i)
    for (let j = i + 1; j < n; j++) {
      const k = rbf(distances[start + j] as number, gamma)
      kernel[i * n + j] = k
      kernel[j * n + i] = k
      rowSums[i] = (rowSums[i] as number) + k
      rowSums[j] = (rowSums[j] as number) + k
    }
    work += 20 * (n - i)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: n, phase: 'kernel rows' }
  }
  yield { done: n, total: n, phase: 'kernel rows' }
  return { rows: n, kernel, rowSums, compared }
}

/** Mean kernel value over the pairs of different comparison rows, the first `compared` of the matrix. */
function meanWithin({ rows, kernel }: NullModel, compared: number): number {
  let sum = 0
  for (let i = 0; i < compared; i++)
    for (let j = i + 1; j < compared; j++) sum += kernel[i * rows + j] as number
  return (2 * sum) / (compared * (compared - 1))
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
  const scratch = createNullScratch(model, judged.largest)
  const alike = judged.smallest === judged.largest
  for (let s = 0; s < simulations; s++) {
    const random = createRandom(seed, PURPOSE.simulation, s)
    const split = splitReference(model, random, scratch)
    const pick = alike ? 0 : Math.floor(((s + 0.5) * judged.count) / simulations)
    const stream =
      control === 'stream'
        ? simulateStream(model, split, judged, pick, random, scratch)
        : simulateStream(model, split, oneWindow(judged, pick), 0, random, scratch)
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
