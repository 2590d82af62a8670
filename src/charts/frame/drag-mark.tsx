import { ink } from './theme'

interface DragMarkProps {
  /** What `usePlotWalk` says is being marked, in px; null: nothing. */
  drag: { from: number; to: number } | null
  /** Of the plot, in px. */
  scene: { top: number; bottom: number }
}

/** The stretch of a plot that a drag marks, to zoom into. */
export function DragMark({ drag, scene: { top, bottom } }: DragMarkProps) {
  if (drag === null) return null
  return (
    <rect
      x={Math.min(drag.from, drag.to)}
      y={top}
      width={Math.abs(drag.to - drag.from)}
      height={bottom - top}
      fill={ink.accent}
      fillOpacity={0.12}
      stroke={ink.accent}
    />
  )
}
