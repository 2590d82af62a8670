import { sampleRange } from '~/lib/downsample'
import type { AggregateMode, Curve, MetricAggregates } from '../table/column-id'
import { joinHistories, summariseHistory, valueAtStep, type History, type HistorySummary } from './history'

/** Of a curve in a cell: more than its pixels show. */
export const CURVE_POINTS = 96

/** The histories that were loaded, by run and metric. */
export class HistoryStore implements MetricAggregates {
  private readonly byRun = new Map<string, Map<string, History>>()
  /** Points that a server took from them, for who only wants to see how they run. */
  private readonly curves = new Map<string, Map<string, Curve | null>>()
  private readonly summaries = new WeakMap<History, HistorySummary | null>()

  /** Keeps a history, instead of what was there; `append` adds a page of it to what is there. */
  put(runId: string, key: string, history: History, { append = false } = {}): History {
    let histories = this.byRun.get(runId)
    if (!histories) {
      histories = new Map()
      this.byRun.set(runId, histories)
    }
    const before = append ? histories.get(key) : undefined
    const kept = before ? joinHistories(before, history) : history
    histories.set(key, kept)
    return kept
  }

  get(runId: string, key: string): History | undefined {
    return this.byRun.get(runId)?.get(key)
  }

  /** Keeps how a history runs, from some of its points: less than `put`, which counts where it is there. Null: it has no curve. */
  putCurve(runId: string, key: string, points: History | null): void {
    const curves = this.curves.get(runId) ?? new Map<string, Curve | null>()
    this.curves.set(runId, curves)
    curves.set(key, points && curveOf(points))
  }

  /** Whether `curve` has an answer. */
  hasCurve(runId: string, key: string): boolean {
    return this.get(runId, key) !== undefined || this.curves.get(runId)?.has(key) === true
  }

  /** Forgets what was loaded of these runs. */
  drop(runIds: Iterable<string>): void {
    for (const id of runIds) {
      this.byRun.delete(id)
      this.curves.delete(id)
    }
  }

  /** Forgets all. */
  clear(): void {
    this.byRun.clear()
    this.curves.clear()
  }

  /** Last, smallest and largest value with their steps; null where the history is not loaded, or empty. */
  summary(runId: string, key: string): HistorySummary | null {
    const history = this.get(runId, key)
    if (!history) return null
    const known = this.summaries.get(history)
    if (known !== undefined) return known
    const summary = summariseHistory(history)
    this.summaries.set(history, summary)
    return summary
  }

  aggregate(runId: string, key: string, mode: AggregateMode): number | null | undefined {
    const history = this.get(runId, key)
    if (!history) return undefined
    if (typeof mode === 'object') return valueAtStep(history, mode.step) ?? null
    return this.summary(runId, key)?.[mode]?.value ?? null
  }

  curve(runId: string, key: string): Curve | null | undefined {
    const history = this.get(runId, key)
    return history ? curveOf(history) : this.curves.get(runId)?.get(key)
  }
}

/** Its points in order, with their extremes; null where there are none. */
function curveOf({ steps, values }: History): Curve | null {
  if (values.length === 0) return null
  const finite = values.map((value) => (Number.isFinite(value) ? value : Number.NaN))
  const kept = sampleRange(steps, finite, 0, values.length, CURVE_POINTS)
  return { x: Float64Array.from(kept, (i) => steps[i]!), y: Float64Array.from(kept, (i) => finite[i]!) }
}
