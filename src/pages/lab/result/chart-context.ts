import type { TraceResult } from '~/drift/results'
import type { Axis } from './axis'

/** What all charts of one result share: axis, zoom and link. */
export interface ChartContext {
  axis: Axis
  /** Both ends of the stream, on the axis. */
  span: readonly [number, number]
  view: readonly [number, number] | null
  onViewChange(view: readonly [number, number] | null): void
  onCopyLink(): void
  /** Told where somebody who plays a trace is. */
  onReach?(trace: TraceResult, index: number | null): void
}
