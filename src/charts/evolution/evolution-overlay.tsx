import type { ReactNode } from 'react'
import { isBeyond } from '~/lib/bounds'
import styles from '../frame/charts.module.css'
import { DragMark } from '../frame/drag-mark'
import { Label } from '../frame/symbols'
import { laneLabels } from '../frame/plot-layers'
import { LANE, laneSpan } from '../plane/lane'
import type { DrawnSeries, EvolutionChartProps } from './evolution-data'
import type { View } from '../plane/zoom'
import { fullDomain, type Scene } from './evolution-scene'
import { scale, valueScale } from '../plane/scale'
import { boundsOf, reading } from './evolution-words'
import { usePlotWalk } from '../frame/plot-walk'
import { ink } from '../frame/theme'

export interface EvolutionOverlayProps {
  data: Omit<EvolutionChartProps, 'series'> & { series: readonly DrawnSeries[] }
  scene: Scene
  view: View
  onView: (view: View) => void
  /** The last point that is shown; what comes after it is covered. Null: all is shown. */
  until?: number | null
  children: ReactNode
}

/**
 * The part that moves: crosshair, readout and brush, over a drawing that stays still. It is a slider
 * over the points, so that arrow keys walk them and a screen reader says each.
 */
export function EvolutionOverlay({
  data,
  scene,
  view,
  onView,
  until = null,
  children,
}: EvolutionOverlayProps) {
  const { left, right, top, bottom, width, height, domainX, domainY } = scene
  const toX = scale(domainX, [left, right])
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
  const {
    shown: walked,
    drag,
    props,
  } = usePlotWalk({ x: data.x, scene, view, full: fullDomain(data), onView })

  const shown = walked !== null && until !== null && walked > until ? null : walked
  const cover = until === null ? null : Math.max(left, Math.min(right, toX(data.x[until]!)))

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
      {...props}
      className={styles['plot']}
      aria-label={`${data.title}: points`}
      aria-description="Arrow keys walk the points, plus and minus zoom, shift and arrows pan, zero shows everything."
      aria-valuetext={words}
    >
      {children}
      <svg className={styles['overlay']} width={width} height={height} aria-hidden="true">
        {cover !== null && (
          <>
            {/* Also over alarms and the values at the right edge: they are not known yet. */}
            <path data-cover="" d={coverPath(data, scene, cover + 1)} fill={ink.surface} />
            <line x1={cover} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
            <line x1={cover} x2={cover} y1={top} y2={bottom} stroke={ink.accent} strokeWidth={1.5} />
            {/* A limit is known from the start: its name is not cut in two. */}
            {scene.insideLabel && (
              <Label {...scene.insideLabel} fill={ink.driftText} weight={600} halo>
                {scene.insideLabel.text}
              </Label>
            )}
          </>
        )}
        <DragMark drag={drag} scene={scene} />
        {visible && shown !== null && (
          <>
            <line x1={px} x2={px} y1={top} y2={bottom} stroke={ink.text1} />
            {data.series.map((s) => {
              const value = s.values[shown]!
              if (!Number.isFinite(value)) return null
              const above = isBeyond(value, boundsOf(data, shown))
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

/** Top of what is covered, in px: above it stands the name of the axis alone. */
const COVER_TOP = 14

/** What lies right of `from`, in px, but for the rest of a name in the lane that began before: none is cut in two. */
function coverPath({ shaded, markers }: EvolutionOverlayProps['data'], scene: Scene, from: number): string {
  const { width, right, bottom, laneTop } = scene
  const begun = laneLabels({ scene, shaded, markers })
    .map((label) => ({ ...laneSpan(label), anchor: label.anchor }))
    .find((label) => label.from < from && label.to > from)
  // One that ends at its marker is of what is to come.
  const laneFrom = !begun ? from : begun.anchor === 'start' ? begun.to + 2 : begun.from - 2
  const [low, high] = [laneTop, laneTop + LANE.height]
  // A value at the right edge may stand as low as the axis; the names of the axis are lower.
  return `M${from} ${COVER_TOP}H${width + 1}V${bottom + 5}H${Math.max(from, right + 2)}V${bottom}H${from}V${high}H${laneFrom}V${low}H${from}Z`
}
