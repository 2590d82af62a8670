import type { Change, TraceResult } from '~/drift/results'
import type { Axis } from './axis'

/** What all charts of one result share: axis, zoom and link. */
export interface ChartContext {
  axis: Axis
  /** Both ends of the stream, on the axis. */
  span: readonly [number, number]
  view: readonly [number, number] | null
  onViewChange(view: readonly [number, number] | null): void
  onCopyLink(): void
  /** The results belong to the settings on the screen: only then a trace is played. */
  isCurrent: boolean
  /** Told where somebody who plays a trace is. */
  onReach?(trace: TraceResult, index: number | null): void
}

/**
 * Changes as they are drawn where one is known: an alarm after it is true whatever its rows look like, and a change all of
 * whose alarms come before it is a false alarm.
 * @param x axis value of each place of the trace
 * @param known where the change is known to lie, in axis units; null: as the rows tell
 */
export function changesAfter(trace: TraceResult, x: Float64Array, known: number | null): readonly Change[] {
  if (known === null) return trace.changes
  return trace.changes.map((change) => {
    const at = x[trace.alarms[change.last]?.start ?? -1] ?? Number.NaN
    if (at < known) return { ...change, kind: 'unconfirmed' }
    return change.kind === 'unconfirmed' ? { ...change, kind: 'lasting' } : change
  })
}
