import { type ReactNode, useEffect, useRef } from 'react'
import { instantText, type Zone } from '~/lib/dates'
import { formatNumber } from '~/lib/format'
import charts from '../frame/charts.module.css'
import { DragMark } from '../frame/drag-mark'
import { usePlotWalk } from '../frame/plot-walk'
import { leftWithin } from '../frame/use-size'
import { ink } from '../frame/theme'
import { type View, zoomed } from '../plane/zoom'
import { dashOf, type LineLook, type LineSeries, loggedX, type XKind } from './line-series'
import { colourOf } from './lines-plot'
import { type LinesScene, type Reading, readingsAt } from './lines-scene'

export interface LinesOverlayProps {
  title: string
  series: readonly LineSeries[]
  /** Every x that a line has, ascending: what the keyboard walks. */
  steps: Float64Array
  scene: LinesScene
  view: View
  full: readonly [number, number]
  xKind: XKind
  xLabel: string
  zone: Zone
  onView: (view: View) => void
  /** The x that is read on this or another chart of the page; null: none. */
  crosshair: number | null
  onCrosshair: (at: number | null) => void
  children: ReactNode
}

/** Lines of a readout that are shown; the table has all. */
const MOST_READ = 12

/** Reads the chart: pointer and keyboard, zoom by drag, wheel and keys, one crosshair for all charts of a page. */
export function LinesOverlay(props: LinesOverlayProps) {
  const { series, steps, scene, view, full, onView, crosshair, onCrosshair } = props
  const box = useRef<HTMLDivElement>(null)
  const { shown, drag, props: walk } = usePlotWalk({ x: steps, scene, view, full, onView })
  const own = shown === null ? null : steps[shown]!
  const told = useRef<number | null>(null)
  useEffect(() => {
    if (told.current === own) return
    told.current = own
    onCrosshair(own)
  }, [own, onCrosshair])

  // React listens to the wheel passively, and the page would scroll with the zoom.
  const latest = useRef<(event: WheelEvent) => void>(() => undefined)
  useEffect(() => {
    latest.current = (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const px = leftWithin(box.current, event.clientX)
      const share = (px - scene.left) / (scene.right - scene.left)
      const centre = scene.domainX[0] + share * (scene.domainX[1] - scene.domainX[0])
      onView(zoomed(steps, view, full, event.deltaY > 0 ? 1.25 : 0.8, centre))
    }
  })
  useEffect(() => {
    const element = box.current
    const listen = (event: WheelEvent) => latest.current(event)
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [])

  const at = own ?? crosshair
  const isInView = at !== null && at >= scene.domainX[0] && at <= scene.domainX[1]
  const readings = isInView ? readingsAt(series, at) : []
  const say = (x: number) =>
    props.xKind === 'time'
      ? instantText(x, props.zone)
      : `${props.xLabel} ${formatNumber(loggedX(props.xKind, x))}`
  const words = (some: readonly Reading[]) =>
    some.map(({ series: k, value }) => `${series[k]!.name} ${formatNumber(value)}`).join(', ')
  return (
    <div ref={box}>
      <div
        {...walk}
        className={charts['plot']}
        aria-label={`Lines of ${props.title}; arrow keys walk, plus and minus zoom`}
        aria-valuetext={
          isInView ? `${say(at)}: ${words(readings.slice(0, MOST_READ)) || 'no value'}` : 'no step chosen'
        }
      >
        {props.children}
        <svg className={charts['overlay']} width={scene.width} height={scene.height} aria-hidden="true">
          {isInView && (
            <g data-part="crosshair">
              <line
                x1={scene.toX(at)}
                x2={scene.toX(at)}
                y1={scene.top}
                y2={scene.bottom}
                stroke={ink.text2}
              />
              {readings.map(({ series: k, x, value }) => {
                const y = scene.axis.toY(value)
                return Number.isFinite(y) ? (
                  <circle
                    key={series[k]!.name}
                    cx={scene.toX(x)}
                    cy={y}
                    r={3}
                    fill={colourOf(series[k]!)}
                    stroke={ink.surface}
                  />
                ) : null
              })}
            </g>
          )}
          <DragMark drag={drag} scene={scene} />
        </svg>
        {isInView && (
          <div
            className={charts['readout']}
            data-part="readout"
            style={
              scene.toX(at) > scene.width / 2
                ? { right: scene.width - scene.toX(at) + 10, top: scene.top }
                : { left: scene.toX(at) + 10, top: scene.top }
            }
          >
            <div>
              <strong>{say(at)}</strong>
            </div>
            {own !== null &&
              readings.slice(0, MOST_READ).map(({ series: k, value }) => (
                <div key={series[k]!.name}>
                  <Dash series={series[k]!} /> {formatNumber(value)} {series[k]!.name}
                </div>
              ))}
            {own !== null && readings.length > MOST_READ && (
              <div>and {readings.length - MOST_READ} below</div>
            )}
          </div>
        )}
      </div>
    </div>
  )
}

/** A line in small: its colour and style. */
export function Dash({ series }: { series: Pick<LineLook, 'colour' | 'style'> }) {
  return (
    <svg
      width={16}
      height={6}
      style={{ display: 'inline-block', verticalAlign: 'middle' }}
      aria-hidden="true"
    >
      <line
        x1={0}
        x2={16}
        y1={3}
        y2={3}
        stroke={colourOf(series)}
        strokeWidth={2}
        strokeDasharray={dashOf(series.style).join(' ')}
      />
    </svg>
  )
}
