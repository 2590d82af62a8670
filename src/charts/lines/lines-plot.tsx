import { memo, type PointerEvent, useCallback, useMemo } from 'react'
import { CanvasImage, type CanvasTools } from '../frame/canvas-image'
import { Label } from '../frame/symbols'
import { textWidth } from '../plane/placement'
import { rgbOf } from '../plane/raster'
import charts from '../frame/charts.module.css'
import { ink } from '../frame/theme'
import { denseLines } from './dense-lines'
import { bandPath, lonePoints, seriesPath, traceSeries } from './line-paths'
import { dashOf, type LineSeries } from './line-series'
import type { LinesScene } from './lines-scene'

export interface LinesPlotProps {
  series: readonly LineSeries[]
  scene: LinesScene
  /** Unique on the page. */
  id: string
  xLabel: string
  yLabel: string
  /** The picture in words. */
  name: string
  /** A press on a name at the end of its line; for the keyboard the same stands elsewhere on the page. */
  onToggle?: ((name: string) => void) | undefined
}

export const colourOf = (series: Pick<LineSeries, 'colour'>): string =>
  `var(--series-${(series.colour % 8) + 1})`

/** Axes, and lines as paths; many of them as one image under the same axes, so that exports hold them. */
export const LinesPlot = memo(function LinesPlot({
  series,
  scene,
  id,
  xLabel,
  yLabel,
  name,
  onToggle,
}: LinesPlotProps) {
  const { width, height, left, right, top, bottom, axis } = scene
  return (
    <svg width={width} height={height} role="img" aria-label={name}>
      <defs>
        <clipPath id={`${id}-plot`}>
          <rect x={left} y={top - 2} width={Math.max(0, right - left)} height={bottom - top + 4} />
        </clipPath>
      </defs>
      <Axes scene={scene} xLabel={xLabel} yLabel={yLabel} />
      <g clipPath={`url(#${id}-plot)`}>
        {scene.isCanvas ? (
          <LinesImage series={series} scene={scene} />
        ) : (
          series.map((one) => <Line key={one.name} series={one} scene={scene} />)
        )}
      </g>
      {/* Whole also at the edges of the plot. */}
      {scene.infinities.map(({ series: k, x, isUp }) => {
        const y = isUp ? top + 1 : bottom - 1
        const way = isUp ? 7 : -7
        return (
          <path
            key={`${k}-${x}-${isUp}`}
            data-part="infinity"
            d={`M${x},${y}l4,${way}h-8Z`}
            fill={colourOf(series[k]!)}
          />
        )
      })}
      {series.map((one) =>
        // An image of many lines has no place for what is none.
        scene.isCanvas && one.x.length > 1 ? null : <LonePoints key={one.name} series={one} scene={scene} />,
      )}
      {scene.endLabels.map(({ series: k, value, name: label, lineY, y }) => (
        <g
          key={label}
          {...(onToggle
            ? {
                className: charts['pressable'],
                // The plot would begin to zoom.
                onPointerDown: (event: PointerEvent) => event.stopPropagation(),
                onClick: () => onToggle(label),
              }
            : {})}
        >
          <path
            d={`M${right + 1},${lineY}L${right + 10},${y}`}
            fill="none"
            stroke={colourOf(series[k]!)}
            strokeOpacity={0.7}
          />
          <Label x={right + 14} y={y + 4} fill={ink.text2}>
            <tspan fill={ink.text1} fontWeight={550}>
              {value}
            </tspan>{' '}
            {label}
          </Label>
        </g>
      ))}
      {axis.domain[0] < 0 && axis.domain[1] > 0 && (
        <line x1={left} x2={right} y1={axis.toY(0)} y2={axis.toY(0)} stroke={ink.axis} />
      )}
    </svg>
  )
})

function Line({ series, scene }: { series: LineSeries; scene: LinesScene }) {
  const stroke = colourOf(series)
  const band = useMemo(() => bandPath(series, scene), [series, scene])
  const raw = useMemo(() => (series.raw ? seriesPath(series.x, series.raw, scene) : ''), [series, scene])
  const line = useMemo(() => seriesPath(series.x, series.y, scene), [series, scene])
  return (
    <g fill="none" stroke={stroke} strokeLinejoin="round" strokeLinecap="round">
      {band !== '' && <path data-part="band" d={band} fill={stroke} fillOpacity={0.14} stroke="none" />}
      {raw !== '' && <path data-part="raw" d={raw} strokeOpacity={0.3} />}
      <path data-part="line" d={line} strokeWidth={1.75} strokeDasharray={dashOf(series.style).join(' ')} />
    </g>
  )
}

/** What stands alone, as a metric that was logged once. Whole also at the edges of the plot. */
function LonePoints({ series, scene }: { series: LineSeries; scene: LinesScene }) {
  const points = useMemo(() => lonePoints(series, scene), [series, scene])
  return points.map(({ x, y }) => (
    <circle
      key={`${x},${y}`}
      data-part="point"
      cx={x}
      cy={y}
      r={series.x.length === 1 ? 4 : 2.5}
      fill={colourOf(series)}
    />
  ))
}

function Axes({ scene, xLabel, yLabel }: Pick<LinesPlotProps, 'scene' | 'xLabel' | 'yLabel'>) {
  const { left, right, bottom, axis, toX } = scene
  const last = scene.xTicks.at(-1)
  const titleX = Math.max(right + 8, last ? toX(last.at) + last.label.length * 4 + 8 : 0)
  // Where the ends carry names the title has room at the right; else it takes the end of the row of tick labels.
  const isBeside = scene.endLabels.length > 0
  const room = isBeside ? Infinity : right - textWidth(xLabel) - 8
  return (
    <g>
      {yLabel === '' ? null : (
        <Label x={0} y={10} fill={ink.text1}>
          {yLabel}
        </Label>
      )}
      {axis.ticks.map(({ at, label }) => (
        <g key={at}>
          {at !== 0 && <line x1={left} x2={right} y1={axis.toY(at)} y2={axis.toY(at)} stroke={ink.grid} />}
          <Label x={left - 8} y={axis.toY(at) + 4} fill={ink.text2} anchor="end">
            {label}
          </Label>
        </g>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
      {scene.xTicks.map(({ at, label }) => (
        <g key={at}>
          <line x1={toX(at)} x2={toX(at)} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
          {toX(at) + textWidth(label) / 2 <= room && (
            <Label x={toX(at)} y={bottom + 17} fill={ink.text2} anchor="middle">
              {label}
            </Label>
          )}
        </g>
      ))}
      <Label
        x={isBeside ? titleX : right}
        y={bottom + 17}
        fill={ink.text2}
        anchor={isBeside ? 'start' : 'end'}
      >
        {xLabel}
      </Label>
    </g>
  )
}

/** More lines than this are drawn pixel by pixel, without line styles: among so many no eye tells them apart. */
const MOST_STROKES = 60
/** Of one of many lines. */
const OPACITY = 0.75

function LinesImage({ series, scene }: { series: readonly LineSeries[]; scene: LinesScene }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, { series: colours, density }: CanvasTools) => {
      const colourAt = (place: number) => colours[place % 8] ?? 'currentColor'
      if (series.length > MOST_STROKES) {
        const lines = series.map(({ x, y, colour }) => ({ x, y, colour: rgbOf(colourAt(colour)) }))
        const { width, height, left, right, top, bottom, domainX, toX } = scene
        const place = { width, height, density, domainX, toX, toY: scene.axis.toY, opacity: OPACITY }
        const box = { left, right, top: top - 2, bottom: bottom + 2 }
        const picture = denseLines(lines, { ...place, box })
        context.putImageData(new ImageData(picture.pixels, picture.width, picture.height), 0, 0)
        return
      }
      // Noise has a corner at every point: a stroke wider than one pixel, with round corners, took thirty times as long.
      context.lineJoin = 'bevel'
      context.globalAlpha = OPACITY
      context.lineWidth = 1 / density
      for (const one of series) {
        context.strokeStyle = colourAt(one.colour)
        context.setLineDash([...dashOf(one.style)])
        context.beginPath()
        traceSeries(context, one, scene)
        context.stroke()
      }
    },
    [series, scene],
  )
  return <CanvasImage width={scene.width} height={scene.height} draw={draw} />
}
