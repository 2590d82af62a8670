import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import styles from '../frame/charts.module.css'
import { extent, rangeInView, sampleRange } from '~/lib/downsample'
import { leftWithin } from '../frame/use-size'
import { scale } from '../plane/scale'
import { linePath } from './history-paths'
import { evenedParts, type UnitStep } from './history-scales'
import { ink } from '../frame/theme'
import { panned, type View } from '../plane/zoom'

export interface HistoryBrushProps {
  /** Axis value of each record, and the metric. */
  x: Float64Array
  values: Float64Array
  /** Indices before which records could not be read, ascending: the line is parted. */
  parted: readonly number[]
  /** Where the metric changes its unit: what lies before is drawn on a scale of its own. */
  steps: readonly UnitStep[]
  /** Ends of the plot above, in px: the same axis. */
  left: number
  right: number
  full: readonly [number, number]
  view: View
  onView: (view: View) => void
  /** An axis value in words: "26 Sep 2024". */
  say: (at: number) => string
}

const HEIGHT = 30
/** A click is not a stretch. */
const LEAST_DRAG = 6

type Grip = 'from' | 'to' | 'window' | 'new'

/** The whole history in small, with a window over what is shown: its ends and it can be moved. */
export function HistoryBrush({
  x,
  values,
  parted,
  steps,
  left,
  right,
  full,
  view,
  onView,
  say,
}: HistoryBrushProps) {
  const element = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<{ grip: Grip; start: number; view: readonly [number, number] } | null>(
    null,
  )
  const width = right - left
  const line = useMemo(() => {
    const drawn = evenedParts(values, steps)
    const range = extent(drawn, 0, drawn.length)
    if (!range || width <= 0) return ''
    const [low, high] = range[0] < range[1] ? range : [range[0] - 1, range[1] + 1]
    const kept = [...sampleRange(x, drawn, 0, x.length, Math.max(200, 2 * Math.round(width)))]
    return linePath({
      x,
      values: drawn,
      kept,
      parted,
      toX: scale(full, [0, width]),
      toY: scale([low, high], [HEIGHT - 5, 5]),
    })
  }, [x, values, parted, steps, width, full])

  const [low, high] = view ?? full
  const toX = scale(full, [0, width])
  const clamp = (at: number) => Math.max(full[0], Math.min(full[1], at))
  const from = toX(clamp(low))
  const to = toX(clamp(high))
  const valueAt = (e: PointerEvent) => {
    const px = leftWithin(element.current, e.clientX)
    return clamp(full[0] + (px / width) * (full[1] - full[0]))
  }
  /** Never so narrow that no record is left in it; everything is no view at all. */
  const show = (a: number, b: number) => {
    const [first, last] = a <= b ? [a, b] : [b, a]
    if (first <= full[0] && last >= full[1]) return onView(null)
    const [i, j] = rangeInView(x, [first, last])
    if (j > i && last > first) onView([first, last])
  }

  const take = (grip: Grip) => (e: PointerEvent<HTMLElement>) => {
    if (e.button !== 0) return
    e.stopPropagation()
    e.currentTarget.setPointerCapture(e.pointerId)
    setHeld({ grip, start: valueAt(e), view: [low, high] })
  }
  const move = (e: PointerEvent) => {
    if (!held) return
    e.stopPropagation()
    const at = valueAt(e)
    const [a, b] = held.view
    if (held.grip === 'from') show(Math.min(at, b), b)
    else if (held.grip === 'to') show(a, Math.max(at, a))
    else if (held.grip === 'window') {
      const next = panned(held.view, full, at - held.start)
      show(next[0], next[1])
    } else if (Math.abs(toX(at) - toX(held.start)) >= LEAST_DRAG) show(held.start, at)
  }
  const release = (e: PointerEvent) => {
    e.stopPropagation()
    setHeld(null)
  }
  const holding = { onPointerMove: move, onPointerUp: release, onPointerCancel: release }

  const onKey = (grip: 'from' | 'to') => (e: KeyboardEvent) => {
    const step = (full[1] - full[0]) / (e.shiftKey ? 10 : 100)
    const at = grip === 'from' ? low : high
    const next: Record<string, number> = {
      ArrowLeft: at - step,
      ArrowDown: at - step,
      ArrowRight: at + step,
      ArrowUp: at + step,
      Home: grip === 'from' ? full[0] : low,
      End: grip === 'from' ? high : full[1],
    }
    if (e.key === 'Escape' && view !== null) onView(null)
    else if (next[e.key] === undefined) return
    else if (grip === 'from') show(clamp(Math.min(next[e.key]!, high)), high)
    else show(low, clamp(Math.max(next[e.key]!, low)))
    e.preventDefault()
  }
  const handle = (grip: 'from' | 'to', at: number, px: number) => (
    <div
      role="slider"
      tabIndex={0}
      className={styles['handle']}
      style={{ left: px - 12 }}
      aria-label={grip === 'from' ? 'Start of what is shown' : 'End of what is shown'}
      aria-valuemin={full[0]}
      aria-valuemax={full[1]}
      aria-valuenow={clamp(at)}
      aria-valuetext={say(clamp(at))}
      onPointerDown={take(grip)}
      onKeyDown={onKey(grip)}
      {...holding}
    />
  )

  return (
    <div
      ref={element}
      className={styles['brush']}
      style={{ marginLeft: left, width, height: HEIGHT }}
      role="group"
      aria-label="Overview"
      onPointerDown={take('new')}
      onDoubleClick={() => onView(null)}
      {...holding}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <rect
          x={0.5}
          y={0.5}
          width={width - 1}
          height={HEIGHT - 1}
          rx={2}
          fill={ink.sunken}
          stroke="var(--line-2)"
        />
        <path d={line} fill="none" stroke={ink.text3} strokeLinejoin="round" strokeLinecap="round" />
        {view !== null && (
          <g fill={ink.surface} fillOpacity={0.7}>
            <rect x={1} y={1} width={Math.max(0, from - 1)} height={HEIGHT - 2} />
            <rect x={to} y={1} width={Math.max(0, width - to - 1)} height={HEIGHT - 2} />
          </g>
        )}
        <rect
          x={from + 0.5}
          y={0.5}
          width={Math.max(1, to - from - 1)}
          height={HEIGHT - 1}
          rx={2}
          fill="none"
          stroke={ink.accent}
        />
      </svg>
      {view !== null && (
        <div
          className={styles['window']}
          style={{ left: from, width: Math.max(0, to - from) }}
          onPointerDown={take('window')}
          {...holding}
        />
      )}
      {handle('from', low, from)}
      {handle('to', high, to)}
    </div>
  )
}
