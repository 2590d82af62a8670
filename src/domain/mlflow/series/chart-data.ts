import { bandOf, type Band } from './band'
import type { History } from './history'
import type { HistoryStore } from './history-store'
import { rangeWithoutOutliers } from './outliers'
import { smoothed } from './smoothing'
import { roomFor, thinTrace, type ThinTrace } from './thin'
import { logarithmic, traceOf, type Trace, unplacedOf, type XAxis } from './trace'

/** One chart of one metric. */
export interface ChartRequest {
  metric: string
  /** In the order in which they are drawn. */
  runIds: readonly string[]
  axis: XAxis
  /** Logarithmic: every x, here and in what is made, is the exponent of ten of what it says. */
  xScale: 'linear' | 'log'
  /** Range of x, both ends included; null: all. */
  view: readonly [number, number] | null
  /** Points of a line at most, at least 8: twice the pixels of the width shows all there is to see. */
  maxPoints: number
  /** In [0, 1); 0: none. */
  smoothing: number
  /** Runs to draw as mean ± standard deviation, of smoothed values where they are smoothed; empty: none. */
  groups: readonly { name: string; runIds: readonly string[] }[]
}

export interface ChartSeries {
  runId: string
  raw: ThinTrace
  /** Null where nothing is smoothed. */
  smooth: ThinTrace | null
}

export interface ChartData {
  series: ChartSeries[]
  /** Runs whose history is not loaded: not known, not empty. */
  notLoaded: string[]
  bands: { name: string; band: Band }[]
  /** From the first to the last x of all runs, whatever the view; null where there is no point. */
  extent: [number, number] | null
  /** Points that a logarithmic x axis has no place for: 0 and below. */
  unplaced: number
  /** A range of y without outliers; null where there are none. */
  suggested: { low: number; high: number } | null
}

interface KnownTrace {
  key: string
  other: History | null
  /** As it was logged, and as it is drawn. */
  linear: Trace
  trace: Trace
  unplaced: number
}

/** Makes what a chart paints; keeps traces and smoothed values, so that a zoom only thins anew. */
export class ChartMaker {
  private readonly traces = new WeakMap<History, KnownTrace>()
  private readonly smooth = new WeakMap<Trace, { weight: number; values: Float64Array }>()
  private suggestion: { traces: readonly Trace[]; range: ChartData['suggested'] } | null = null
  private readonly store: HistoryStore

  constructor(store: HistoryStore) {
    this.store = store
  }

  make(request: ChartRequest): ChartData {
    const { view, maxPoints, smoothing } = request
    const series: ChartSeries[] = []
    const notLoaded: string[] = []
    const traces: Trace[] = []
    let unplaced = 0
    // x and y of each line, with a point beyond either edge.
    const room = roomFor(request.runIds.length * (smoothing > 0 ? 4 : 2) * (Math.max(8, maxPoints) + 2))
    for (const runId of request.runIds) {
      const known = this.trace(runId, request)
      if (!known) {
        notLoaded.push(runId)
        continue
      }
      const { trace } = known
      unplaced += known.unplaced
      traces.push(trace)
      const thin = (of: Trace) => thinTrace(of, view, maxPoints, room)
      const smooth = smoothing > 0 ? thin(this.smoothTrace(known, smoothing)) : null
      series.push({ runId, raw: thin(trace), smooth })
    }
    const bands = request.groups.map(({ name, runIds }) => ({
      name,
      band: bandOf(
        runIds.flatMap((runId) => {
          const known = this.trace(runId, request)
          return known ? [smoothing > 0 ? this.smoothTrace(known, smoothing) : known.trace] : []
        }),
        view,
        maxPoints,
      ),
    }))
    return {
      series,
      notLoaded,
      bands,
      extent: extentOf(traces),
      unplaced,
      suggested: this.suggestedRange(traces),
    }
  }

  /** Null where a history that it needs is not loaded. */
  private trace(runId: string, { metric, axis, xScale }: ChartRequest): KnownTrace | null {
    const history = this.store.get(runId, metric)
    if (!history) return null
    const other = typeof axis === 'object' ? (this.store.get(runId, axis.metric) ?? null) : null
    if (typeof axis === 'object' && !other) return null
    const key = `${xScale} ${typeof axis === 'object' ? `metric ${axis.metric}` : axis}`
    const known = this.traces.get(history)
    if (known?.key === key && known.other === other) return known
    const linear = traceOf(history, axis, other)
    const made: KnownTrace =
      xScale === 'log'
        ? { key, other, linear, trace: logarithmic(linear), unplaced: unplacedOf(linear.x) }
        : { key, other, linear, trace: linear, unplaced: 0 }
    this.traces.set(history, made)
    return made
  }

  /** Of all points, those without a place too: an average does not change with the axis. */
  private smoothTrace({ linear, trace, unplaced }: KnownTrace, weight: number): Trace {
    let known = this.smooth.get(linear)
    if (known?.weight !== weight) {
      known = { weight, values: smoothed(linear.y, weight) }
      this.smooth.set(linear, known)
    }
    return { ...trace, y: known.values.subarray(unplaced) }
  }

  /** Of all values, not of those in view: the axis does not jump while one zooms. */
  private suggestedRange(traces: readonly Trace[]): ChartData['suggested'] {
    const known = this.suggestion
    if (known?.traces.length === traces.length && known.traces.every((trace, i) => trace === traces[i])) {
      return known.range
    }
    const range = rangeWithoutOutliers(traces.map(({ y }) => y))
    this.suggestion = { traces, range }
    return range
  }
}

function extentOf(traces: readonly Trace[]): [number, number] | null {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const { x } of traces) {
    if (x.length === 0) continue
    low = Math.min(low, x[0]!)
    high = Math.max(high, x[x.length - 1]!)
  }
  return low <= high ? [low, high] : null
}
