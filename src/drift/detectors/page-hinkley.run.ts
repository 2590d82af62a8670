import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { DriftError } from '../errors'
import type { Alarm, TraceResult } from '../results'
import type { StreamInput } from '../sample'
import { checkRows } from './check-samples'
import type { PageHinkleyParams } from './page-hinkley'

/** Everything the detector knows of its past: plain JSON, so that a stream can be left and taken up again. */
export interface PageHinkleyState {
  /** Values since the start or the last reset. */
  n: number
  mean: number
  /** Cumulated deviation less δ, and its minimum: their distance is evidence for a rise. */
  up: number
  upMin: number
  /** Cumulated deviation plus δ, and its maximum: their distance is evidence for a fall. */
  down: number
  downMax: number
  /** The last value raised an alarm; the next one starts anew. */
  drift: boolean
  /** Values left out because they were not finite, since the very start. */
  skipped: number
}

export function startPageHinkley(): PageHinkleyState {
  return { n: 0, mean: 0, up: 0, upMin: 0, down: 0, downMax: 0, drift: false, skipped: 0 }
}

/** Forgets all but the count of skipped values. */
export function resetPageHinkley(state: PageHinkleyState): void {
  Object.assign(state, startPageHinkley(), { skipped: state.skipped })
}

/** A copy that later updates do not touch; it survives JSON. */
export function snapshotPageHinkley(state: PageHinkleyState): PageHinkleyState {
  return { ...state }
}

/** Goes on from a snapshot, which stays untouched. */
export function restorePageHinkley(snapshot: PageHinkleyState): PageHinkleyState {
  return { ...snapshot }
}

/**
 * One more value of the stream; false where it was not finite and was left out.
 *
 * Page's two cumulative sums with Hinkley's running mean, as river ≥ 0.13 computes them:
 * U = a U + x − mean − δ and L = a L + x − mean + δ (the mean includes x); alarm where U − min U or
 * max L − L exceeds the threshold, after `minInstances` values; all is forgotten before the value
 * that follows an alarm. (river starts max L at −1, which its first L = δ ≥ 0 always exceeds.)
 * @throws DriftError `not-finite` where `missing` is 'throw'
 */
export function updatePageHinkley(state: PageHinkleyState, x: number, p: PageHinkleyParams): boolean {
  if (!Number.isFinite(x)) {
    if (p.missing === 'throw')
      throw new DriftError(
        'not-finite',
        'The stream has a value that is missing or infinite. Leave such values out.',
      )
    state.skipped++
    return false
  }
  if (state.drift) resetPageHinkley(state)
  state.n++
  state.mean += (x - state.mean) / state.n
  const deviation = x - state.mean
  state.up = p.forgetting * state.up + deviation - p.delta
  state.down = p.forgetting * state.down + deviation + p.delta
  if (state.n === 1 || state.up < state.upMin) state.upMin = state.up
  if (state.n === 1 || state.down > state.downMax) state.downMax = state.down
  state.drift =
    state.n >= p.minInstances &&
    ((p.mode !== 'down' && rise(state) > p.threshold) || (p.mode !== 'up' && fall(state) > p.threshold))
  return true
}

export function rise(state: PageHinkleyState): number {
  return state.up - state.upMin
}

export function fall(state: PageHinkleyState): number {
  return state.downMax - state.down
}

const SLICE_ROWS = 50_000

export function* run({ test }: StreamInput, p: PageHinkleyParams): Computation<TraceResult> {
  if (test.columns.length !== 1)
    throw new DriftError(
      'needs-one-column',
      `Page-Hinkley looks at one column, and ${test.columns.length} are chosen. Choose one.`,
    )
  checkRows('Page-Hinkley', 'test sample', test, 1)
  const positions = new Uint32Array(test.rows)
  const increase = new Float64Array(test.rows)
  const decrease = new Float64Array(test.rows)
  const alarms: Alarm[] = []
  const state = startPageHinkley()
  let kept = 0
  for (let i = 0; i < test.rows; i++) {
    if (i > 0 && i % SLICE_ROWS === 0) yield { done: i, total: test.rows, phase: 'rows' }
    const x = test.values[i] as number
    if (p.missing === 'throw' && !Number.isFinite(x))
      throw new DriftError(
        'not-finite',
        `Row ${formatCount(test.rowNumbers[i] ?? i + 1)} has no finite value in column '${test.columns[0]}'. Set Missing values to Leave out, or leave the row out.`,
      )
    if (!updatePageHinkley(state, x, p)) continue
    positions[kept] = i
    // No alarm can come in the warm-up: its values are not judged, so they are not drawn against the threshold.
    const judged = state.n >= p.minInstances
    increase[kept] = judged ? rise(state) : Number.NaN
    decrease[kept] = judged ? fall(state) : Number.NaN
    if (state.drift) {
      const alarm = { start: kept, end: kept, peak: kept }
      if (p.mode !== 'down' && rise(state) > p.threshold) alarms.push({ ...alarm, series: 'increase' })
      if (p.mode !== 'up' && fall(state) > p.threshold) alarms.push({ ...alarm, series: 'decrease' })
    }
    kept++
  }
  yield { done: test.rows, total: test.rows, phase: 'rows' }

  const rowNumbers = positions.slice(0, kept).map((at) => test.rowNumbers[at] as number)
  const notes: string[] = []
  if (state.skipped > 0)
    notes.push(`${formatCount(state.skipped)} of ${formatCount(test.rows)} values were missing and left out.`)
  if (kept < p.minInstances)
    notes.push(
      `Not enough data: ${formatCount(kept)} of ${formatCount(p.minInstances)} rows that the warm-up takes.`,
    )
  return {
    shape: 'trace',
    detector: 'page-hinkley',
    drift: alarms.length > 0,
    statisticName: 'Cumulated deviation',
    unit: '',
    positions: positions.slice(0, kept),
    rowNumbers,
    windowStarts: rowNumbers.slice(),
    series: [
      ...(p.mode === 'down' ? [] : [{ name: 'increase', values: increase.slice(0, kept) }]),
      ...(p.mode === 'up' ? [] : [{ name: 'decrease', values: decrease.slice(0, kept) }]),
    ],
    threshold: p.threshold,
    thresholdRule: `Alarm above ${formatNumber(p.threshold)}, given in the unit of the data; after an alarm the detector starts anew.`,
    alarms,
    nullBand: null,
    skipped: state.skipped,
    rows: { reference: 0, test: test.rows },
    notes,
    settings: { ...p },
  }
}
