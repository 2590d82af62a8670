import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { DriftError } from '../errors'
import { createNullScratch, simulateStream, splitReference, type NullModel } from '../kernels/null-streams'
import { pairDistances, pairRow, SLICE_WORK } from '../kernels/pairs'
import { givenBandwidth, medianBandwidth, rbf } from '../kernels/rbf'
import { slidingMmd, type Table } from '../kernels/sliding'
import { rowWindows, type Windows } from '../kernels/windows'
import { part } from '../part'
import { createRandom, PURPOSE, subset } from '../random'
import type { TraceResult } from '../results'
import type { Sample, StreamInput } from '../sample'
import { alarmStretches } from './alarms'
import { checkFinite, checkPair } from './check-samples'
import type { WindowParams } from './mmd-window'
import { layWindows } from './window-layout'

/**
 * Unbiased MMD² between a comparison half of the reference and each window of the test sample, with
 * a threshold from streams simulated from held-out reference rows (`kernels/null-streams.ts`).
 */
export function* run({ reference, test, times }: StreamInput, p: WindowParams): Computation<TraceResult> {
  if (!reference) throw new DriftError('needs-reference', 'MMD over time needs a reference.')
  checkPair('MMD over time', reference, test, 2)
  const n = Math.min(reference.rows, p.referenceRows)
  const { all, judged, indices, ...layout } = yield* layWindows(test, times, p, n)
  checkSimulations(n, judged, p)
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const compared = Math.ceil(n / 2)

  const { used, comparison } = splitRows(reference, n, compared, p.seed)
  const distances = yield* pairDistances(used.values, n, used.d)
  const bandwidth =
    p.bandwidth === 'given' ? givenBandwidth(p.sigma) : yield* medianBandwidth(distances, 'the reference')
  const model = yield* referenceKernel(distances, n, compared, bandwidth.gamma)
  const statistics = yield* slidingMmd(
    comparison,
    meanWithin(model, compared),
    { rows: test.rows, d: used.d, values: test.values },
    judged,
    bandwidth.gamma,
  )
  const values = new Float64Array(all.count).fill(Number.NaN)
  indices.forEach((at, i) => (values[at] = statistics[i] as number))

  const simulated = yield* simulate(model, judged, p)
  const largest = simulated.largest.sort()
  const single = simulated.single.sort()
  // Of S simulated and one real value, each is as likely as any other to be among the k largest.
  const threshold = largest[p.simulations - Math.floor(p.alpha * (p.simulations + 1) + 1e-9)] as number

  const positions = all.to.map((end) => end - 1)
  const alarms = alarmStretches(values, threshold, 'MMD²')
  const notes: string[] = []
  if (n < reference.rows)
    notes.push(
      `${formatCount(n)} of ${formatCount(reference.rows)} reference rows were used (seed ${p.seed}).`,
    )
  if (n < 4 * judged.largest)
    notes.push(
      `The reference is small for this window: ${formatCount(compared)} rows are compared with and ${formatCount(n - compared)} held out, so that only large changes show. More reference rows (${formatCount(4 * judged.largest)} or more) or a shorter window find smaller ones.`,
    )
  return {
    shape: 'trace',
    detector: 'mmd-window',
    drift: alarms.length > 0,
    statisticName: 'MMD²',
    unit: '',
    positions,
    rowNumbers: positions.map((at) => test.rowNumbers[at] as number),
    windowStarts: all.from.map((at) => test.rowNumbers[at] as number),
    series: [{ name: 'MMD²', values }],
    threshold,
    thresholdRule: thresholdRule(p, judged),
    side: 'above',
    limits: [],
    alarms,
    warnings: [],
    views: [],
    nullBand: { low: quantile(single, 0.025), high: quantile(single, 0.975) },
    skipped: 0,
    rows: { reference: n, test: test.rows },
    notes: [...notes, ...layout.notes],
    settings: {
      kernel: 'exp(−|x − y|² / 2σ²)',
      sigma: bandwidth.sigma,
      sigmaRule: bandwidth.rule,
      estimator: 'unbiased',
      ...layout.settings,
      windows: judged.count,
      control: p.control,
      alpha: p.alpha,
      seed: p.seed,
      simulations: p.simulations,
      referenceRows: n,
      comparisonRows: compared,
      heldOutRows: n - compared,
    },
  }
}

/** Look-ups in kernel matrices that simulations may take: about an hour. */
const MOST_LOOK_UPS = 2e12

/** @throws DriftError `too-few-simulations`, `too-much-work` */
function checkSimulations(n: number, judged: Windows, { alpha, simulations, control }: WindowParams): void {
  if (alpha * (simulations + 1) < 1 - 1e-9)
    throw new DriftError(
      'too-few-simulations',
      `${formatCount(simulations)} simulated streams cannot show what happens in ${formatNumber(alpha)} of them. Use at least ${formatCount(Math.ceil(1 / alpha - 1))}.`,
    )
  const rows = control === 'stream' ? (judged.to[judged.count - 1] as number) : judged.largest
  if (simulations * (2 * rows * judged.largest + n * n) > MOST_LOOK_UPS)
    throw new DriftError(
      'too-much-work',
      `${formatCount(simulations)} simulated streams of ${formatCount(rows)} rows, with windows of up to ${formatCount(judged.largest)} rows, would take hours. Use fewer simulated streams, a shorter window, or fewer reference rows.`,
    )
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
function* simulate(
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
    const found = yield* part(stream, () => ({ done: s, total: simulations, phase: 'simulated streams' }))
    single[s] = found.picked
    largest[s] = found.largest
    yield { done: s + 1, total: simulations, phase: 'simulated streams' }
  }
  return { single, largest }
}

function oneWindow({ from, to }: Windows, i: number): Windows {
  const size = (to[i] as number) - (from[i] as number)
  return rowWindows(size, size, 1)
}

function thresholdRule({ control, alpha, simulations, windowBy }: WindowParams, judged: Windows): string {
  const { count: windows, smallest, largest } = judged
  const each = windowBy === 'time' && smallest < largest
  if (control === 'stream')
    return `α = ${formatNumber(alpha)} for the whole stream of ${formatCount(windows)} windows: the 1 − α quantile of the largest value in each of ${formatCount(simulations)} simulated streams ${each ? 'whose windows hold as many rows as here' : 'of this length'}.`
  return `α = ${formatNumber(alpha)} for each window${each ? ', on average over windows of unlike size' : ''}: the 1 − α quantile of ${formatCount(simulations)} simulated windows${each ? ` of ${formatCount(smallest)} to ${formatCount(largest)} rows, of which the small ones vary most` : ''}. With no change at all, expect about ${formatNumber(alpha * windows)} of the ${formatCount(windows)} overlapping windows above it.`
}

/** Quantile of ascending values by linear interpolation (type 7). */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}
