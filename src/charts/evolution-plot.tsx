import { type ComponentProps, memo } from 'react'
import { Area, ComposedChart, Curve, Line, XAxis, YAxis, ZIndexLayer } from 'recharts'
import type { DrawnSeries, EvolutionChartProps } from './evolution-chart'
import type { Scene } from './evolution-scene'
import { scale } from './evolution-scene'
import { Label } from './marks'
import { Axes, BandLabels, Grid, MarkerLines, Rails, Regions } from './plot-parts'
import { ink } from './theme'

export interface EvolutionPlotProps extends Pick<EvolutionChartProps, 'threshold' | 'xLabel' | 'yLabel'> {
  yNote: string | undefined
  warning: EvolutionChartProps['warning'] | undefined
  shaded: EvolutionChartProps['shaded'] | undefined
  markers: EvolutionChartProps['markers'] | undefined
  nullBand: EvolutionChartProps['nullBand'] | undefined
  scene: Scene
  series: readonly DrawnSeries[]
  /** Unique in the document: names the clip paths. */
  id: string
}

/** Recharts' layers: bands stand above the grid and below the lines, labels above all. */
const BANDS = -50
const LINES = 450
const LABELS = 700

/**
 * The drawing itself, the only one that loads recharts: import it lazily.
 *
 * The line is drawn once per colour and clipped at the threshold, which splits it exactly where it
 * crosses, at every zoom, without points of its own.
 */
export const EvolutionPlot = memo(function EvolutionPlot(props: EvolutionPlotProps) {
  const { scene, series, threshold, id } = props
  const { left, right, top, bottom, width, height, domainX, domainY } = scene
  const toY = scale(domainY, [bottom, top])
  const split = threshold && Number.isFinite(threshold.value) ? toY(threshold.value) : null
  const clip = (part: string) => `url(#${id}-${part})`

  return (
    <ComposedChart
      width={width}
      height={height}
      data={scene.rows}
      margin={{ top, right: width - right, bottom: height - bottom, left }}
      accessibilityLayer={false}
      tabIndex={-1}
    >
      <defs>
        <clipPath id={`${id}-plot`}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
        {split !== null && (
          <>
            <clipPath id={`${id}-above`}>
              <rect
                x={left - 2}
                y={top - 2}
                width={right - left + 4}
                height={Math.max(0, Math.min(bottom, split) - top + 2)}
              />
            </clipPath>
            <clipPath id={`${id}-below`}>
              <rect
                x={left - 2}
                y={Math.max(top, split)}
                width={right - left + 4}
                height={Math.max(0, bottom - Math.max(top, split) + 2)}
              />
            </clipPath>
          </>
        )}
      </defs>
      <XAxis dataKey="x" type="number" domain={domainX} allowDataOverflow hide />
      <YAxis type="number" domain={domainY} allowDataOverflow hide />

      <ZIndexLayer zIndex={BANDS}>
        <Bands {...props} />
      </ZIndexLayer>

      {split !== null && series.length === 1 && (
        <Area
          dataKey="v0"
          type="linear"
          baseValue={threshold!.value}
          stroke="none"
          fill={ink.drift}
          fillOpacity={0.16}
          isAnimationActive={false}
          activeDot={false}
          dot={false}
          shape={clippedArea(clip('above'))}
        />
      )}
      {series.map((s, k) => {
        const { style } = s
        return (
          <Line
            key={s.name}
            dataKey={`v${k}`}
            type="linear"
            stroke={style.stroke}
            strokeWidth={1.5}
            {...(style.dash === undefined ? {} : { strokeDasharray: style.dash })}
            strokeLinecap="round"
            strokeLinejoin="round"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            shape={split === null ? plainLine : splitLine(clip('below'), clip('above'))}
          />
        )
      })}
      <ZIndexLayer zIndex={LINES}>
        <Thresholds {...props} />
      </ZIndexLayer>
      <ZIndexLayer zIndex={LABELS}>
        <Axes scene={scene} xLabel={props.xLabel} yLabel={props.yLabel} yNote={props.yNote} />
        <Rails scene={scene} />
        <BandLabels scene={scene} shaded={props.shaded} markers={props.markers} />
        <EdgeLabels scene={scene} threshold={threshold} />
      </ZIndexLayer>
    </ComposedChart>
  )
})

type Shape = ComponentProps<typeof Curve>

const clippedArea = (above: string) => (area: Shape) => (
  <g clipPath={above}>
    <Curve {...area} />
  </g>
)

const plainLine = (line: Shape) => <Curve {...line} />

/** In its own colour up to the threshold, in that of drift above it. */
const splitLine = (below: string, above: string) => (line: Shape) => (
  <>
    <g clipPath={below}>
      <Curve {...line} />
    </g>
    <g clipPath={above}>
      <Curve {...line} stroke={ink.drift} />
    </g>
  </>
)

/** Grid, shaded regions, null band, zero line, markers: what lies behind the lines. */
function Bands({ scene, shaded = [], markers = [], nullBand, id }: EvolutionPlotProps) {
  const { left, right, bottom, top, domainY } = scene
  const toY = scale(domainY, [bottom, top])
  return (
    <g>
      <Regions scene={scene} shaded={shaded} />
      {nullBand && (
        <g clipPath={`url(#${id}-plot)`}>
          <rect
            x={left}
            y={toY(nullBand.high)}
            width={right - left}
            height={Math.max(1, toY(nullBand.low) - toY(nullBand.high))}
            fill={ink.bars}
            fillOpacity={0.16}
          />
        </g>
      )}
      <Grid scene={scene} />
      <MarkerLines scene={scene} markers={markers} />
    </g>
  )
}

function Thresholds({ scene, threshold, warning }: EvolutionPlotProps) {
  const { left, right, top, bottom, domainY } = scene
  const toY = scale(domainY, [bottom, top])
  return (
    <g>
      {warning && (
        <line
          x1={left}
          x2={right}
          y1={toY(warning.value)}
          y2={toY(warning.value)}
          stroke={ink.warn}
          strokeWidth={1.5}
          strokeDasharray="5 3"
        />
      )}
      {threshold && Number.isFinite(threshold.value) && (
        <line
          x1={left}
          x2={right}
          y1={toY(threshold.value)}
          y2={toY(threshold.value)}
          stroke={ink.drift}
          strokeWidth={1.5}
        />
      )}
    </g>
  )
}

function EdgeLabels({ scene, threshold }: { scene: Scene; threshold: EvolutionPlotProps['threshold'] }) {
  if (scene.compact) {
    const text = scene.edgeLabels.find((l) => l.kind === 'drift')
    if (!text || !threshold) return null
    const y = scale(scene.domainY, [scene.bottom, scene.top])(threshold.value)
    return (
      <Label x={scene.left + 5} y={y - 5} fill={ink.driftText} weight={600} halo>
        {text.text}
      </Label>
    )
  }
  const colours = { last: ink.text1, drift: ink.driftText, warn: ink.warnText }
  return (
    <g>
      {scene.edgeLabels.map((l) => (
        <Label
          key={`${l.kind}-${l.text}`}
          x={scene.right + 10}
          y={l.y + 4}
          fill={colours[l.kind]}
          weight={600}
        >
          {l.text}
        </Label>
      ))}
    </g>
  )
}
