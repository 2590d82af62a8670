// Bundled for a worker of the bench page: the session that the built table worker is a shell around.
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { TableSession } from '~/workers/table-session'

const METRIC = 'loss'
/** Twice the pixels of a chart. */
const MAX_POINTS = 1600

/**
 * Milliseconds until the points of all lines are made, and whether each line's smallest and largest value are there.
 * @typedef {{ read: number, whole: number, smooth: number, zooms: number[], exact: boolean }} CurveTimes
 */

/**
 * Histories of many runs: read, drawn whole, smoothed, zoomed.
 * @param {{ runs: number, steps: number }} size
 * @returns {CurveTimes} `read` is the median of one run
 */
export function timeCurves({ runs, steps }) {
  const session = new TableSession(new HistoryStore())
  const runIds = Array.from({ length: runs }, (_, i) => `run ${i}`)
  /** @type {number[][]} */
  const values = []
  /** @type {number[]} */
  const reads = []
  for (const [i, runId] of runIds.entries()) {
    const losses = lossOf(i, steps)
    values.push(losses)
    const metrics = losses.map((value, step) => ({
      key: METRIC,
      value,
      step,
      timestamp: 1_767_600_000 + step,
    }))
    const { buffer } = new TextEncoder().encode(JSON.stringify({ metrics }))
    reads.push(elapsed(() => session.putHistory({ runId, key: METRIC, append: false }, buffer)))
  }
  /** @param {[number, number] | null} view */
  const chart = (view, smoothing = 0) =>
    session.chart({
      metric: METRIC,
      runIds,
      axis: 'step',
      xScale: 'linear',
      view,
      maxPoints: MAX_POINTS,
      smoothing,
      groups: [],
    })
  let exact = true
  /** @param {[number, number] | null} view */
  const timed = (view) => {
    /** @type {ReturnType<typeof chart> | null} */
    let made = null
    const took = elapsed(() => (made = chart(view)))
    exact &&= hasExtremes(made, values, view ?? [0, steps - 1])
    return took
  }
  const whole = timed(null)
  const zooms = [0.5, 0.25, 0.1, 0.01].map((share) =>
    timed([Math.round(steps * 0.3), Math.round(steps * (0.3 + share))]),
  )
  const smooth = elapsed(() => chart(null, 0.9))
  return { read: reads.toSorted((a, b) => a - b)[runs >> 1] ?? 0, whole, smooth, zooms, exact }
}

/** @param {() => unknown} work @returns milliseconds */
function elapsed(work) {
  const started = performance.now()
  work()
  return performance.now() - started
}

/**
 * @param {ReturnType<TableSession['chart']> | null} made
 * @param {readonly (readonly number[])[]} values
 * @param {readonly [number, number]} view
 */
function hasExtremes(made, values, [from, to]) {
  return values.every((all, i) => {
    const drawn = new Set(made?.series[i]?.raw.y ?? [])
    const inView = all.slice(from, to + 1)
    return drawn.has(Math.min(...inView)) && drawn.has(Math.max(...inView))
  })
}

/** A loss that falls, with noise. @param {number} run @param {number} steps */
function lossOf(run, steps) {
  let state = Math.imul(run + 1, 2_654_435_761)
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  return Array.from({ length: steps }, (_, step) => 2 / (1 + step / 500) + 0.2 * random())
}
