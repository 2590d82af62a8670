import type { Axis } from './axis'

/** What all charts of one result share: axis, zoom and link. */
export interface ChartContext {
  axis: Axis
  view: readonly [number, number] | null
  onViewChange(view: readonly [number, number] | null): void
  onCopyLink(): void
}
