import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { nearestIndex, rangeInView } from '~/lib/downsample'
import { leftWithin } from './use-size'
import { panned, zoomed, type View } from '../plane/zoom'

/** A drag shorter than this is a click. */
const LEAST_DRAG = 6
/** How far beside the plot a pointer still reads its edge, in px: what stands further out, such as names, is no place on the axis. */
const BESIDE = 12
/** A click that a second one follows within this time, in ms, is half of a double click. */
const DOUBLE_CLICK_MS = 300

export interface PlotWalk {
  /** Axis value of each point, ascending. */
  x: Float64Array
  /** The plot's box, in px, and what it shows. */
  scene: { left: number; right: number; domainX: readonly [number, number] }
  view: View
  /** The whole axis. */
  full: readonly [number, number]
  onView: (view: View) => void
  /** A click, or Enter, on a point. */
  onChoose?: ((index: number) => void) | undefined
}

/**
 * How a plot is read: a pointer or arrow keys walk its points, a drag, plus and minus zoom, shift and
 * arrows pan, a double click or zero shows everything, and chooses nothing. The element is a slider over the points.
 */
export function usePlotWalk({ x, scene, view, full, onView, onChoose }: PlotWalk) {
  const { left, right, domainX } = scene
  const [point, setRead] = useState<{ index: number; at: number } | null>(null)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const element = useRef<HTMLDivElement>(null)
  const choosing = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(choosing.current), [])
  const n = x.length
  // Points that are made anew for another view have other indices: what is read is a place on the axis.
  const shown =
    point === null || n === 0 ? null : x[point.index] === point.at ? point.index : nearestIndex(x, point.at)
  const setPoint = (index: number | null) => setRead(index === null ? null : { index, at: x[index]! })

  const local = (e: PointerEvent) => {
    const x = leftWithin(element.current, e.clientX)
    return Math.max(left, Math.min(right, x))
  }
  const valueAt = (px: number) => domainX[0] + ((px - left) / (right - left)) * (domainX[1] - domainX[0])
  /** The raw point nearest to a pixel, among those in view where there are any. */
  const pick = (px: number) => {
    const [from, to] = rangeInView(x, view)
    const nearest = nearestIndex(x, valueAt(px))
    return from < to ? Math.max(from, Math.min(to - 1, nearest)) : null
  }

  const isBeside = (e: PointerEvent) => {
    const x = leftWithin(element.current, e.clientX)
    return x < left - BESIDE || x > right + BESIDE
  }

  const onPointerMove = (e: PointerEvent) => {
    const px = local(e)
    if (drag) setDrag({ ...drag, to: px })
    setPoint(drag === null && isBeside(e) ? null : pick(px))
  }
  const onPointerDown = (e: PointerEvent<HTMLDivElement>) => {
    setPoint(isBeside(e) ? null : pick(local(e)))
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
      const [from, to] = rangeInView(x, ends)
      if (to > from) onView(ends)
    } else if ((drag || e.pointerType === 'touch') && !isBeside(e)) {
      const chosen = pick(end)
      clearTimeout(choosing.current)
      // Zoomed in, it waits whether it is a double click. A finger zooms with the buttons.
      if (chosen !== null && view !== null && e.pointerType !== 'touch')
        choosing.current = setTimeout(() => onChoose?.(chosen), DOUBLE_CLICK_MS)
      else if (chosen !== null) onChoose?.(chosen)
    }
    setDrag(null)
  }

  const go = (index: number) => {
    const next = Math.max(0, Math.min(n - 1, index))
    setPoint(next)
    const at = x[next]!
    if (view !== null && (at < view[0] || at > view[1])) {
      onView(panned(view, full, at < view[0] ? at - view[0] : at - view[1]))
    }
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (n === 0 || e.ctrlKey || e.metaKey || e.altKey) return
    // With nothing of its own to take back, Escape is for what is open beside the chart.
    if (e.key === 'Escape' && shown === null && view === null) return
    const [from, to] = rangeInView(x, view)
    const here = shown ?? (e.key === 'ArrowLeft' ? to : from - 1)
    const centre = shown === null ? (domainX[0] + domainX[1]) / 2 : x[shown]!
    const page = Math.max(1, Math.round((to - from) / 10))
    const step = (domainX[1] - domainX[0]) / 4
    const actions: Record<string, () => void> = {
      ArrowLeft: () => (e.shiftKey && view ? onView(panned(view, full, -step)) : go(here - 1)),
      ArrowRight: () => (e.shiftKey && view ? onView(panned(view, full, step)) : go(here + 1)),
      PageDown: () => go(here - page),
      PageUp: () => go(here + page),
      Home: () => go(from),
      End: () => go(to - 1),
      '+': () => onView(zoomed(x, view, full, 0.5, centre)),
      '=': () => onView(zoomed(x, view, full, 0.5, centre)),
      '-': () => onView(zoomed(x, view, full, 2, centre)),
      '0': () => onView(null),
      Enter: () => shown !== null && onChoose?.(shown),
      Escape: () => (shown === null ? onView(null) : setPoint(null)),
    }
    const action = actions[e.key]
    if (!action) return
    e.preventDefault()
    action()
  }

  return {
    /** Index of the point that is read; null: none. */
    shown,
    /** The stretch that is being marked, in px. */
    drag,
    props: {
      ref: element,
      role: 'slider',
      tabIndex: 0,
      'aria-valuemin': n === 0 ? 0 : 1,
      'aria-valuemax': n,
      'aria-valuenow': shown === null ? (n === 0 ? 0 : 1) : shown + 1,
      onPointerMove,
      onPointerDown,
      onPointerUp,
      onPointerCancel: () => setDrag(null),
      onPointerLeave: (e: PointerEvent) => e.pointerType !== 'touch' && setPoint(null),
      onDoubleClick: () => {
        clearTimeout(choosing.current)
        onView(null)
      },
      onKeyDown,
      onBlur: () => setPoint(null),
    },
  }
}
