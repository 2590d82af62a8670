import { formatCount, formatNumber } from '~/lib/format'
import { areDrift, changesOf } from '../../changes'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { slidingMmd } from '../../kernels/sliding'
import type { Windows } from '../../kernels/windows'
import type { TraceResult } from '../../results'
import type { StreamInput } from '../../sample'
import { alarmStretches } from './alarms'
import { checkFinite, checkPair } from '../check-samples'
import type { WindowParams } from './mmd-window'
import { givenRule } from './mmd-window.machine'
import { prepareReference, simulate, simulatedThreshold } from './mmd-window-reference'
import { layWindows } from './window-layout'

export { machine } from './mmd-window.machine'

/**
 * Unbiased MMD² between a comparison half of the reference and each window of the test sample, with
 * a threshold from streams simulated from held-out reference rows (`kernels/null-streams.ts`).
 */
export function* run({ reference, test, times }: StreamInput, p: WindowParams): Computation<TraceResult> {
  if (!reference) throw new DriftError('needs-reference', 'MMD over time needs a reference.')
  checkPair('MMD over time', reference, test, 2)
  const { all, judged, indices, ...layout } = yield* layWindows(
    test,
    times,
    p,
    Math.min(reference.rows, p.referenceRows),
  )
  const isGiven = p.control === 'given'
  if (!isGiven) checkSimulations(Math.min(reference.rows, p.referenceRows), judged, p)
  checkFinite('reference', reference)
  checkFinite('test sample', test)

  const { rows: n, compared, comparison, within, bandwidth, model } = yield* prepareReference(reference, p)
  const statistics = yield* slidingMmd(
    comparison,
    within,
    { rows: test.rows, d: comparison.d, values: test.values },
    judged,
    bandwidth.gamma,
  )
  const values = new Float64Array(all.count).fill(Number.NaN)
  indices.forEach((at, i) => (values[at] = statistics[i] as number))

  const simulated = isGiven ? null : yield* simulate(model, judged, p)
  const single = simulated?.single.sort() ?? null
  const threshold = simulated === null ? p.threshold : simulatedThreshold(simulated.largest, p)

  const positions = all.to.map((end) => end - 1)
  const alarms = alarmStretches(values, threshold, 'MMD²')
  const notes: string[] = []
  if (n < reference.rows)
    notes.push(
      `${formatCount(n)} of ${formatCount(reference.rows)} reference rows were used (seed ${p.seed}).`,
    )
  if (p.control === 'stream' && judged.smallest < FEWEST_PROMISED)
    notes.push(
      `The smallest window has ${formatCount(judged.smallest)} rows, and α for a whole stream is promised from ${FEWEST_PROMISED} rows on: with fewer, alarms can come more often.`,
    )
  if (!isGiven && n < 4 * judged.largest)
    notes.push(
      `The reference is small for this window: ${formatCount(compared)} rows are compared with and ${formatCount(n - compared)} held out, so that only large changes show. More reference rows (${formatCount(4 * judged.largest)} or more) or a shorter window find smaller ones.`,
    )
  const changes = yield* changesOf({
    alarms,
    positions,
    test,
    reference,
    windowRows: judged.largest,
    heldToReference: true,
    labels: false,
  })
  return {
    shape: 'trace',
    detector: 'mmd-window',
    drift: areDrift(changes),
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
    changes,
    warnings: [],
    views: [],
    nullBand: single && { low: quantile(single, 0.025), high: quantile(single, 0.975) },
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
      ...(isGiven ? {} : { simulations: p.simulations }),
      referenceRows: n,
      comparisonRows: compared,
      heldOutRows: n - compared,
    },
  }
}

/** Rows of a window below which the largest value of a stream follows single rows, and simulations do not tell how often. */
const FEWEST_PROMISED = 5

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

function thresholdRule(p: WindowParams, judged: Windows): string {
  const { control, alpha, simulations, windowBy } = p
  if (control === 'given') return givenRule(p)
  const { count: windows, smallest, largest } = judged
  const each = windowBy === 'time' && smallest < largest
  if (control === 'stream')
    return `${smallest < FEWEST_PROMISED ? 'Aims at ' : ''}α = ${formatNumber(alpha)} for the whole stream of ${formatCount(windows)} windows: the 1 − α quantile of the largest value in each of ${formatCount(simulations)} simulated streams ${each ? 'whose windows hold as many rows as here' : 'of this length'}.`
  return `α = ${formatNumber(alpha)} for each window${each ? ', on average over windows of unlike size' : ''}: the 1 − α quantile of ${formatCount(simulations)} simulated windows${each ? ` of ${formatCount(smallest)} to ${formatCount(largest)} rows, of which the small ones vary most` : ''}. With no change at all, expect about ${formatNumber(alpha * windows)} of the ${formatCount(windows)} overlapping windows above it.`
}

/** Quantile of ascending values by linear interpolation (type 7). */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}
