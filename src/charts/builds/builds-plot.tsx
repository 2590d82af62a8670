import { memo } from 'react'
import { Diamond, Label } from '../frame/symbols'
import { ink, seriesStyle } from '../frame/theme'
import { textWidth } from '../plane/placement'
import { px } from '../plane/px'
import { type BuildMarkKind, type BuildsView, fillOf, opacityOf, type StageSeries } from './build-columns'
import type { Bar, BuildsScene } from './builds-scene'

interface BuildsPlotProps {
  scene: BuildsScene
  series: readonly StageSeries[]
  form: BuildsView
  xLabel: string
  /** Unique in the page. */
  id: string
  name: string
}

/** Columns or lines of builds, with their limits, and a lane of marks above for those that did not succeed. */
export const BuildsPlot = memo(function BuildsPlot(props: BuildsPlotProps) {
  const { scene, series, form, id, name } = props
  const { left, right, top, bottom, width, height } = scene
  return (
    <svg width={width} height={height} role="img" aria-label={name}>
      <defs>
        <clipPath id={`${id}-plot`}>
          <rect x={left} y={top - 24} width={Math.max(0, right - left)} height={bottom - top + 24} />
        </clipPath>
      </defs>
      <Axes scene={scene} xLabel={props.xLabel} form={form} />
      <g clipPath={`url(#${id}-plot)`}>
        <Bars scene={scene} series={series} />
        {scene.lines.map(({ series: k, path }) => (
          <path
            key={k}
            d={path}
            fill="none"
            stroke={colourOf(series[k])}
            strokeWidth={k < 0 ? 2 : 1.5}
            strokeDasharray={k < 0 ? undefined : seriesStyle(series[k]!.colour).dash}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        ))}
        {scene.dots.map(({ x, y, series: k, kind }) =>
          kind === 'over' ? (
            <Diamond key={`${k} ${x}`} x={x} y={y} fill={ink.drift} size={4} />
          ) : (
            <circle
              key={`${k} ${x}`}
              cx={x}
              cy={y}
              r={2.5}
              fill={ink.surface}
              stroke={colourOf(series[k])}
              strokeWidth={1.25}
            />
          ),
        )}
        {scene.marks.map(({ x, kind }) => (
          <BuildMarkShape key={x} x={x} y={scene.laneY} kind={kind} />
        ))}
      </g>
      {scene.limits.map(({ series: k, y, label }) => (
        <g key={k}>
          <line
            x1={left}
            x2={right}
            y1={y}
            y2={y}
            stroke={k < 0 ? ink.text1 : colourOf(series[k])}
            strokeWidth={1.25}
            strokeDasharray="4 3"
          />
          <Label x={right - 4} y={y - 4} fill={ink.text1} anchor="end" halo>
            {label}
          </Label>
        </g>
      ))}
    </svg>
  )
})

/** Of a stage; of the whole build where there is none. */
const colourOf = (series: StageSeries | undefined): string => (series ? fillOf(series.colour) : ink.text1)

/** A path a stage, not a rectangle a stage and build: there may be thirty thousand of these. */
function Bars({ scene: { bars }, series }: Pick<BuildsPlotProps, 'scene' | 'series'>) {
  const isFaded = ({ kind }: Bar) => kind !== 'ok' && kind !== 'running'
  return [bars.filter((bar) => !isFaded(bar)), bars.filter(isFaded)].map((some, k) => (
    <g key={k === 0 ? 'good' : 'faded'} opacity={k === 0 ? 1 : 0.55}>
      {series.map(({ name, colour }, at) => (
        <path
          key={name}
          d={boxesOf(some, (part) => part.series === at)}
          fill={fillOf(colour)}
          fillOpacity={opacityOf(colour)}
        />
      ))}
      <path d={boxesOf(some, ({ isOver }) => isOver)} fill="none" stroke={ink.drift} strokeWidth={1.5} />
      <path d={totalsOf(some, false)} stroke={ink.text1} strokeWidth={1.5} />
      <path d={totalsOf(some, true)} stroke={ink.drift} strokeWidth={3} />
    </g>
  ))
}

/** Lower than this nothing is seen, in px. */
const LEAST_HEIGHT = 0.05

function boxesOf(bars: readonly Bar[], isWanted: (part: Bar['parts'][number]) => boolean): string {
  let path = ''
  for (const { x0, x1, parts } of bars)
    for (const part of parts)
      if (isWanted(part) && part.y0 - part.y1 >= LEAST_HEIGHT)
        path += `M${px(x0)},${px(part.y0)}H${px(x1)}V${px(part.y1)}H${px(x0)}Z`
  return path
}

const totalsOf = (bars: readonly Bar[], isOver: boolean): string =>
  bars
    .filter((bar) => bar.totalY !== null && bar.isOver === isOver)
    .map(({ x0, x1, totalY }) => `M${px(x0)},${px(totalY!)}H${px(x1)}`)
    .join('')

/** A hundredth of a pixel is more than a screen shows. */

function Axes({ scene, xLabel, form }: Pick<BuildsPlotProps, 'scene' | 'xLabel' | 'form'>) {
  const { left, right, bottom, width, toX, xTicks, yTicks } = scene
  const room = width - textWidth(xLabel) - 12
  return (
    <g>
      <Label x={0} y={10} fill={ink.text1}>
        {form.unit === 'share' ? 'share of all stage time' : 'duration'}
      </Label>
      {yTicks.map(({ y, label }) => (
        <g key={label}>
          <line x1={left} x2={right} y1={y} y2={y} stroke={y === bottom ? ink.axis : ink.grid} />
          <Label x={left - 8} y={y + 4} fill={ink.text2} anchor="end">
            {label}
          </Label>
        </g>
      ))}
      {xTicks.map(({ at, label }) => {
        const half = textWidth(label) / 2
        return (
          <g key={at}>
            <line x1={toX(at)} x2={toX(at)} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
            {toX(at) - half >= 0 && toX(at) + half <= room ? (
              <Label x={toX(at)} y={bottom + 17} fill={ink.text2} anchor="middle">
                {label}
              </Label>
            ) : null}
          </g>
        )
      })}
      <Label x={width} y={bottom + 17} fill={ink.text1} anchor="end">
        {xLabel}
      </Label>
    </g>
  )
}

/** A build that did not succeed, by shape and colour. */
export function BuildMarkShape({ x, y, kind }: { x: number; y: number; kind: BuildMarkKind }) {
  switch (kind) {
    case 'failed':
      return (
        <path
          d={`M${x - 3},${y - 3}L${x + 3},${y + 3}M${x + 3},${y - 3}L${x - 3},${y + 3}`}
          stroke={ink.fail}
          strokeWidth={1.5}
        />
      )
    case 'aborted':
      return <line x1={x - 4} x2={x + 4} y1={y} y2={y} stroke={ink.text2} strokeWidth={2.5} />
    case 'unstable':
      return <path d={`M${x - 4},${y + 3}L${x},${y - 4}L${x + 4},${y + 3}Z`} fill={ink.warn} />
    case 'running':
      return <circle cx={x} cy={y} r={3} fill="none" stroke={ink.running} strokeWidth={1.5} />
    case 'ok':
    case 'other':
      return null
  }
}
