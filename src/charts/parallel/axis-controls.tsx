import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { formatNumber } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import styles from './parallel-chart.module.css'
import {
  type AxisBrush,
  type AxisScene,
  type Brushes,
  movedEnd,
  type ParallelScene,
  shortValueAt,
} from './parallel-scene'

export interface AxisControlsProps {
  scene: ParallelScene
  brushes: Brushes
  onBrushes: (brushes: Brushes) => void
}

/** A drag shorter than this is a press, in px. */
const LEAST_DRAG = 5

/** Brushes over the axes: a drag or two sliders on a numeric one, a button for each category. */
export function AxisControls({ scene, brushes, onBrushes }: AxisControlsProps) {
  const change = (key: string, brush: AxisBrush | null) => {
    const others = Object.fromEntries(Object.entries(brushes).filter(([one]) => one !== key))
    onBrushes(brush === null ? others : { ...others, [key]: brush })
  }
  return scene.axes.map((one) => {
    const brush = Object.hasOwn(brushes, one.axis.key) ? (brushes[one.axis.key] ?? null) : null
    const onBrush = (next: AxisBrush | null) => change(one.axis.key, next)
    return one.axis.kind === 'number' ? (
      <NumberControl
        key={one.axis.key}
        scene={scene}
        axis={one}
        brush={brush?.kind === 'number' ? brush : null}
        onBrush={onBrush}
      />
    ) : (
      <CategoryControl
        key={one.axis.key}
        axis={one}
        brush={brush?.kind === 'category' ? brush : null}
        onBrush={onBrush}
      />
    )
  })
}

interface NumberControlProps {
  scene: ParallelScene
  axis: AxisScene
  brush: Extract<AxisBrush, { kind: 'number' }> | null
  onBrush: (brush: AxisBrush | null) => void
}

function NumberControl({ scene, axis, brush, onBrush }: NumberControlProps) {
  const { top, bottom } = scene
  const { range, toY, x } = axis
  const valueAt = (y: number) => shortValueAt(axis, y)
  const element = useRef<HTMLDivElement>(null)
  const [pressedAt, setPressedAt] = useState<number | null>(null)
  if (range === null) return null
  const [low, high] = range
  const from = brush?.from ?? low
  const to = brush?.to ?? high
  // A brush of a link may reach beyond what these items have, and a logarithmic axis has no place for 0.
  const placeOf = (value: number) =>
    Math.max(top, Math.min(bottom, Number.isNaN(toY(value)) ? bottom : toY(value)))
  const yOf = (e: PointerEvent) => {
    const box = element.current?.getBoundingClientRect()
    return Math.max(top, Math.min(bottom, e.clientY - (box?.top ?? 0) + top))
  }
  const brushed = (y0: number, y1: number) => {
    const ends = [valueAt(y0), valueAt(y1)].sort((a, b) => a - b)
    onBrush({ kind: 'number', from: Math.max(low, ends[0]!), to: Math.min(high, ends[1]!) })
  }
  const end = (which: 'from' | 'to') => {
    const value = which === 'from' ? from : to
    const y = placeOf(value)
    const onKeyDown = (e: KeyboardEvent) => {
      const step = (e.shiftKey ? 0.1 : 0.01) * (bottom - top)
      const next: Record<string, number> = {
        ArrowUp: valueAt(y - step),
        ArrowRight: valueAt(y - step),
        ArrowDown: valueAt(y + step),
        ArrowLeft: valueAt(y + step),
        Home: low,
        End: high,
      }
      if (e.key === 'Escape') onBrush(null)
      else if (next[e.key] === undefined) return
      else onBrush(movedEnd(range, brush, which, next[e.key]!))
      e.preventDefault()
    }
    return (
      <div
        role="slider"
        tabIndex={0}
        className={classNames(styles['end'], brush !== null && styles['brushed'])}
        style={{ top: y - top - 12 }}
        aria-orientation="vertical"
        aria-label={`${axis.axis.title}: ${which === 'from' ? 'least' : 'most'}`}
        aria-valuemin={low}
        aria-valuemax={high}
        aria-valuenow={Math.max(low, Math.min(high, value))}
        aria-valuetext={formatNumber(value)}
        onKeyDown={onKeyDown}
      />
    )
  }
  return (
    <div
      ref={element}
      role="group"
      aria-label={`Brush on ${axis.axis.title}`}
      className={styles['axis']}
      style={{ left: x - 12, top, height: bottom - top }}
      onPointerDown={(e) => {
        if (e.button !== 0) return
        e.currentTarget.setPointerCapture(e.pointerId)
        setPressedAt(yOf(e))
      }}
      onPointerMove={(e) => {
        if (pressedAt !== null && Math.abs(yOf(e) - pressedAt) >= LEAST_DRAG) brushed(pressedAt, yOf(e))
      }}
      onPointerUp={() => setPressedAt(null)}
      onPointerCancel={() => setPressedAt(null)}
      onDoubleClick={() => onBrush(null)}
    >
      {brush && (
        <div
          className={styles['window']}
          data-part="brush"
          style={{ top: placeOf(to) - top, height: Math.max(2, placeOf(from) - placeOf(to)) }}
        />
      )}
      {end('to')}
      {end('from')}
    </div>
  )
}

interface CategoryControlProps {
  axis: AxisScene
  brush: Extract<AxisBrush, { kind: 'category' }> | null
  onBrush: (brush: AxisBrush | null) => void
}

/** A press lets one category through alone; further ones are added; the last one taken away lets all through. */
function CategoryControl({ axis, brush, onBrush }: CategoryControlProps) {
  const names = brush?.names ?? []
  return (
    <div role="group" aria-label={`Brush on ${axis.axis.title}`}>
      {axis.ticks.map(({ label, y, name }) => {
        if (name === null) return null
        const isChosen = names.includes(name)
        return (
          <button
            key={name}
            type="button"
            className={styles['name']}
            style={{ left: axis.x + 4, top: y - 12 }}
            aria-pressed={isChosen}
            title={name}
            onClick={() => {
              const next = isChosen ? names.filter((one) => one !== name) : [...names, name]
              onBrush(next.length === 0 ? null : { kind: 'category', names: next })
            }}
          >
            {label}
          </button>
        )
      })}
    </div>
  )
}
