import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import styles from './charts.module.css'
import { nearestIndex, rangeInView } from './downsample'
import type { DrawnSeries, EvolutionChartProps, View } from './evolution-chart'
import { fullDomain, scale, type Scene } from './evolution-scene'
import { reading } from './evolution-words'
import { ink } from './theme'
import { panned, zoomed } from './zoom'

export interface EvolutionOverlayProps {
  data: Omit<EvolutionChartProps, 'series'> & { series: readonly DrawnSeries[] }
  scene: Scene
  view: View
  onView: (view: View) => void
  children: ReactNode
}

/** A drag shorter than this is a click. */
const LEAST_DRAG = 6

/**
 * The part that moves: crosshair, readout and brush, over a drawing that stays still. It is a slider
 * over the points, so that arrow keys walk them and a screen reader says each.
 */
export function EvolutionOverlay({ data, scene, view, onView, children }: EvolutionOverlayProps) {
  const { left, right, top, bottom, width, height, domainX, domainY } = scene
  const [point, setPoint] = useState<number | null>(null)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const element = useRef<HTMLDivElement>(null)
  const n = data.x.length
  const shown = point !== null && point < n ? point : null
  const toX = scale(domainX, [left, right])
  const toY = scale(domainY, [bottom, top])
  const full = fullDomain(data)

  const local = (e: PointerEvent) => {
    const x = e.clientX - (element.current?.getBoundingClientRect().left ?? 0)
    return Math.max(left, Math.min(right, x))
  }
  const valueAt = (px: number) => domainX[0] + ((px - left) / (right - left)) * (domainX[1] - domainX[0])
  /** The raw point nearest to a pixel, among those in view where there are any. */
  const pick = (px: number) => {
    const [from, to] = rangeInView(data.x, view)
    const nearest = nearestIndex(data.x, valueAt(px))
    return from < to ? Math.max(from, Math.min(to - 1, nearest)) : null
  }

  const onPointerMove = (e: PointerEvent) => {
    const px = local(e)
    if (drag) setDrag({ ...drag, to: px })
    setPoint(pick(px))
  }
  const onPointerDown = (e: PointerEvent<HTMLDivElement>) => {
    setPoint(pick(local(e)))
    // A finger reads and scrolls; it zooms with the buttons below.
    if (e.pointerType === 'touch' || e.button !== 0) return
    e.currentTarget.setPointerCapture(e.pointerId)
    setDrag({ from: local(e), to: local(e) })
  }
  const onPointerUp = (e: PointerEvent) => {
    // The event knows where it ended; the last move may not be rendered yet.
    const end = local(e)
    if (drag && Math.abs(end - drag.from) >= LEAST_DRAG) {
      const ends = [valueAt(drag.from), valueAt(end)].sort((a, b) => a - b) as [number, number]
      // A drag that encloses nothing would leave an empty plot.
      const [from, to] = rangeInView(data.x, ends)
      if (to > from) onView(ends)
    }
    setDrag(null)
  }

  const go = (index: number) => {
    const next = Math.max(0, Math.min(n - 1, index))
    setPoint(next)
    const at = data.x[next]!
    if (view !== null && (at < view[0] || at > view[1])) {
      onView(panned(view, full, at < view[0] ? at - view[0] : at - view[1]))
    }
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (n === 0 || e.ctrlKey || e.metaKey || e.altKey) return
    const [from, to] = rangeInView(data.x, view)
    const here = shown ?? (e.key === 'ArrowLeft' ? to : from - 1)
    const centre = shown === null ? (domainX[0] + domainX[1]) / 2 : data.x[shown]!
    const page = Math.max(1, Math.round((to - from) / 10))
    const step = (domainX[1] - domainX[0]) / 4
    const actions: Record<string, () => void> = {
      ArrowLeft: () => (e.shiftKey && view ? onView(panned(view, full, -step)) : go(here - 1)),
      ArrowRight: () => (e.shiftKey && view ? onView(panned(view, full, step)) : go(here + 1)),
      PageDown: () => go(here - page),
      PageUp: () => go(here + page),
      Home: () => go(from),
      End: () => go(to - 1),
      '+': () => onView(zoomed(data.x, view, full, 0.5, centre)),
      '=': () => onView(zoomed(data.x, view, full, 0.5, centre)),
      '-': () => onView(zoomed(data.x, view, full, 2, centre)),
      '0': () => onView(null),
      Escape: () => (shown === null ? onView(null) : setPoint(null)),
    }
    const action = actions[e.key]
    if (!action) return
    e.preventDefault()
    action()
  }

  const said = shown === null ? null : reading(data, shown)
  const words = said
    ? [said.place, ...said.values.map((v) => `${v.name} ${v.value}`), said.verdict].filter(Boolean).join('; ')
    : 'no point chosen'
  const px = shown === null ? null : toX(data.x[shown]!)
  const first = shown === null ? NaN : (data.series[0]?.values[shown] ?? NaN)
  const low = toY(first) > (top + bottom) / 2
  const visible = px !== null && px >= left - 0.5 && px <= right + 0.5

  return (
    <div
      ref={element}
      className={styles['plot']}
      role="slider"
      tabIndex={0}
      aria-label={`${data.title}: points`}
      aria-description="Arrow keys walk the points, plus and minus zoom, shift and arrows pan, zero shows everything."
      aria-valuemin={n === 0 ? 0 : 1}
      aria-valuemax={n}
      aria-valuenow={shown === null ? (n === 0 ? 0 : 1) : shown + 1}
      aria-valuetext={words}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={(e) => e.pointerType !== 'touch' && setPoint(null)}
      onDoubleClick={() => onView(null)}
      onKeyDown={onKeyDown}
      onBlur={() => setPoint(null)}
    >
      {children}
      <svg className={styles['overlay']} width={width} height={height} aria-hidden="true">
        {drag && (
          <rect
            x={Math.min(drag.from, drag.to)}
            y={top}
            width={Math.abs(drag.to - drag.from)}
            height={bottom - top}
            fill="var(--accent)"
            fillOpacity={0.12}
            stroke="var(--accent)"
          />
        )}
        {visible && shown !== null && (
          <>
            <line x1={px} x2={px} y1={top} y2={bottom} stroke={ink.text1} />
            {data.series.map((s) => {
              const value = s.values[shown]!
              if (!Number.isFinite(value)) return null
              const above = data.threshold !== null && value > data.threshold.value
              return (
                <circle
                  key={s.name}
                  cx={px}
                  cy={toY(value)}
                  r={4.5}
                  fill={ink.surface}
                  stroke={above ? ink.drift : s.style.stroke}
                  strokeWidth={2}
                />
              )
            })}
          </>
        )}
      </svg>
      {visible && said && (
        <div
          className={styles['readout']}
          style={{
            // On the side with more room, and away from the point's height: it never covers what it reads.
            left: px > (left + right) / 2 ? undefined : px + 10,
            right: px > (left + right) / 2 ? width - px + 10 : undefined,
            top: low ? top + 8 : undefined,
            bottom: low ? undefined : height - bottom + 8,
          }}
        >
          <div>{said.place}</div>
          {said.values.map((v) => (
            <div key={v.name}>
              {v.name} <strong>{v.value}</strong>
            </div>
          ))}
          {said.verdict && <div>{said.verdict}</div>}
        </div>
      )}
    </div>
  )
}
