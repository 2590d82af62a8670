import type { ReactNode } from 'react'
import { ink } from './theme'

interface LabelProps {
  x: number
  y: number
  fill: string
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
  /** In px; 11 unless given. */
  size?: number
  /** A rim in the colour of the surface, for text that may stand on marks. */
  halo?: boolean
  children: ReactNode
}

const rim = {
  stroke: 'var(--surface)',
  strokeWidth: 3,
  strokeLinejoin: 'round',
  paintOrder: 'stroke',
} as const

/** Axis and mark text: 11 px, numerals of equal width. */
export function Label({
  x,
  y,
  fill,
  anchor = 'start',
  weight = 400,
  size = 11,
  halo = false,
  children,
}: LabelProps) {
  return (
    <text
      x={x}
      y={y}
      fill={fill}
      textAnchor={anchor}
      fontSize={size}
      fontWeight={weight}
      {...(halo ? rim : {})}
    >
      {children}
    </text>
  )
}

/** The mark of drift. */
export function Diamond({ x, y, fill, size = 5 }: { x: number; y: number; fill: string; size?: number }) {
  return <path d={`M${x - size},${y}L${x},${y - size}L${x + size},${y}L${x},${y + size}Z`} fill={fill} />
}

/** What looks like an alarm and is told apart from one: before the known change, or not confirmed. */
export function HollowDiamond({ x, y }: { x: number; y: number }) {
  return (
    <path
      d={`M${x - 4.5},${y}L${x},${y - 4.5}L${x + 4.5},${y}L${x},${y + 4.5}Z`}
      fill={ink.surface}
      stroke={ink.drift}
      strokeWidth={1.5}
    />
  )
}
