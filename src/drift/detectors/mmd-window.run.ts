import type { Computation } from '../define'
import { DriftError } from '../errors'
import { createNullScratch, simulateStream, splitReference, type NullModel } from '../kernels/null-streams'
import { pairDistances, pairRow, SLICE_WORK } from '../kernels/pairs'
import { givenBandwidth, medianBandwidth, rbf } from '../kernels/rbf'
import { slidingMmd, windowCount, type Table } from '../kernels/sliding'
import { part } from '../part'
import { createRandom, PURPOSE, subset } from '../random'
import type { TraceResult } from '../results'
import type { Sample, StreamInput } from '../sample'
import { alarmStretches } from './alarms'
import { checkFinite, checkPair, checkRows, count, short } from './check-samples'
import type { WindowParams } from './mmd-window'

/** Automatic step: the smallest that gives at most this many windows. */
const MOST_WINDOWS = 10_000

/**
 * Unbiased MMD² between a comparison half of the reference and each window of the test sample, with
 * a threshold from streams simulated from held-out reference rows (`kernels/null-streams.ts`).
 */
export function* run({ reference, test }: StreamInput, p: WindowParams): Computation<TraceResult> {
  if (!reference) throw new DriftError('needs-reference', 'MMD over time needs a reference.')
  checkPair('MMD over time', reference, test, 2)
  const n = Math.min(reference.rows, p.referenceRows)
  checkSizes(n, test, p)
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const step = p.step === 0 ? Math.max(1, Math.ceil((test.rows - p.window + 1) / MOST_WINDOWS)) : p.step
  const windows = windowCount(test.rows, p.window, step)
  const compared = Math.ceil(n / 2)

  const { used, comparison } = splitRows(reference, n, compared, p.seed)
  const distances = yield* pairDistances(used.values, n, used.d)
  const bandwidth =
    p.bandwidth === 'given' ? givenBandwidth(p.sigma) : yield* medianBandwidth(distances, 'the reference')
  const model = yield* referenceKernel(distances, n, compared, bandwidth.gamma)
  const values = yield* slidingMmd(
    comparison,
    meanWithin(model, compared),
    { rows: test.rows, d: used.d, values: test.values },
    p.window,
    step,
    bandwidth.gamma,
  )
  const simulated = yield* simulate(model, p, step, p.control === 'stream' ? windows : 1)
  const largest = simulated.largest.sort()
  const first = simulated.first.sort()
  // Of S simulated and one real value, each is as likely as any other to be among the k largest.
  const threshold = largest[p.simulations - Math.floor(p.alpha * (p.simulations + 1) + 1e-9)] as number

  const positions = Uint32Array.from(values, (_, i) => i * step + p.window - 1)
  const alarms = alarmStretches(values, threshold, 'MMD²')
  const notes: string[] = []
  if (n < reference.rows)
    notes.push(`${count(n)} of ${count(reference.rows)} reference rows were used (seed ${p.seed}).`)
  if (n < 4 * p.window)
    notes.push(
      `The reference is small for this window: ${count(compared)} rows are compared with and ${count(n - compared)} held out, so that only large changes show. More reference rows (${count(4 * p.window)} or more) or a shorter window find smaller ones.`,
    )
  if (p.step === 0 && step > 1)
    notes.push(`Windows are ${count(step)} rows apart, so that there are at most ${count(MOST_WINDOWS)}.`)
  return {
    shape: 'trace',
    detector: 'mmd-window',
    drift: alarms.length > 0,
    statisticName: 'MMD²',
    unit: '',
    positions,
    rowNumbers: positions.map((at) => test.rowNumbers[at] as number),
    windowStarts: positions.map((at) => test.rowNumbers[at - p.window + 1] as number),
    series: [{ name: 'MMD²', values }],
    threshold,
    thresholdRule: thresholdRule(p, windows),
    alarms,
    nullBand: { low: quantile(first, 0.025), high: quantile(first, 0.975) },
    skipped: 0,
    rows: { reference: n, test: test.rows },
    notes,
    settings: {
      kernel: 'exp(−|x − y|² / 2σ²)',
      sigma: bandwidth.sigma,
      sigmaRule: bandwidth.rule,
      estimator: 'unbiased',
      window: p.window,
      step,
      windows,
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

/** @throws DriftError `too-few-rows`, `window-too-long`, `too-few-simulations` */
function checkSizes(n: number, test: Sample, { window, alpha, simulations }: WindowParams): void {
  if (n < Math.max(8, 2 * window))
    throw new DriftError(
      'window-too-long',
      `A window of ${count(window)} rows needs at least ${count(Math.max(8, 2 * window))} reference rows, half of them held out for the threshold, and ${count(n)} are there. ` +
        (n >= 8
          ? `Set Window to ${count(Math.floor(n / 2))} or less, or take more reference rows.`
          : 'Take more reference rows.'),
    )
  checkRows('one window of MMD over time', 'test sample', test, window)
  if (alpha * (simulations + 1) < 1 - 1e-9)
    throw new DriftError(
      'too-few-simulations',
      `${count(simulations)} simulated streams cannot show what happens in ${short(alpha)} of them. Use at least ${count(Math.ceil(1 / alpha - 1))}.`,
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

function* simulate(
  model: NullModel,
  { seed, simulations, window }: WindowParams,
  step: number,
  windows: number,
): Computation<{ first: Float64Array; largest: Float64Array }> {
  const first = new Float64Array(simulations)
  const largest = new Float64Array(simulations)
  const scratch = createNullScratch(model, window)
  for (let s = 0; s < simulations; s++) {
    const random = createRandom(seed, PURPOSE.simulation, s)
    const split = splitReference(model, random, scratch)
    const stream = simulateStream(model, split, window, step, windows, random, scratch)
    const found = yield* part(stream, () => ({ done: s, total: simulations, phase: 'simulated streams' }))
    first[s] = found.first
    largest[s] = found.largest
    yield { done: s + 1, total: simulations, phase: 'simulated streams' }
  }
  return { first, largest }
}

function thresholdRule({ control, alpha, simulations }: WindowParams, windows: number): string {
  if (control === 'stream')
    return `α = ${short(alpha)} for the whole stream of ${count(windows)} windows: the 1 − α quantile of the largest value in each of ${count(simulations)} simulated streams of this length.`
  return `α = ${short(alpha)} for each window: the 1 − α quantile of ${count(simulations)} simulated windows. With no change at all, expect about ${short(alpha * windows)} of the ${count(windows)} overlapping windows above it.`
}

/** Quantile of ascending values by linear interpolation (type 7). */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}
