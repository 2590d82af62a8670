import { type ComponentProps, memo } from 'react'
import { Area, ComposedChart, Curve, Line, XAxis, YAxis, ZIndexLayer } from 'recharts'
import type { DrawnSeries, EvolutionChartProps } from './evolution-chart'
import type { Scene } from './evolution-scene'
import { scale } from './evolution-scene'
import { textWidth } from './placement'
import { Diamond, Label } from './marks'
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
        <Axes {...props} />
        <Rails scene={scene} />
        <BandLabels {...props} />
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
  const { left, right, top, bottom, domainX, domainY } = scene
  const toX = scale(domainX, [left, right])
  const toY = scale(domainY, [bottom, top])
  return (
    <g>
      {regionsIn(scene, shaded).map((s) => (
        <rect
          key={`${s.from}-${s.to}`}
          x={s.x0}
          y={top}
          width={s.x1 - s.x0}
          height={bottom - top}
          fill={ink.bars}
          fillOpacity={0.14}
        />
      ))}
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
      {scene.yTicks
        .filter((t) => t.at !== 0)
        .map((t) => (
          <line key={t.at} x1={left} x2={right} y1={toY(t.at)} y2={toY(t.at)} stroke={ink.grid} />
        ))}
      {domainY[0] < 0 && domainY[1] >= 0 && (
        <line x1={left} x2={right} y1={toY(0)} y2={toY(0)} stroke={ink.axis} />
      )}
      {marksIn(scene, markers).map((m) => (
        <line
          key={`${m.at}-${m.label}`}
          x1={toX(m.at)}
          x2={toX(m.at)}
          y1={top}
          y2={bottom}
          stroke={ink.text3}
          strokeDasharray="1 3"
          strokeLinecap="round"
        />
      ))}
    </g>
  )
}

/** Names of shaded regions and markers, over the lines that may pass through them. */
function BandLabels({ scene, shaded = [], markers = [] }: EvolutionPlotProps) {
  const { left, right, top, domainX } = scene
  const toX = scale(domainX, [left, right])
  return (
    <g>
      {regionsIn(scene, shaded).map((s) => {
        const text = [s.label, s.shortLabel].find((l) => l !== undefined && textWidth(l) + 8 <= s.x1 - s.x0)
        return text === undefined ? null : (
          <Label key={`${s.from}-${s.to}`} x={s.x0 + 6} y={top + 15} fill={ink.text3}>
            {text}
          </Label>
        )
      })}
      {marksIn(scene, markers).map((m) => {
        const x = toX(m.at)
        const width = textWidth(m.label) + 8
        const atLeft = x + width > right && x - width > left
        return (
          <Label
            key={`${m.at}-${m.label}`}
            x={atLeft ? x - 6 : x + 6}
            y={top + 15}
            fill={ink.text2}
            anchor={atLeft ? 'end' : 'start'}
            halo
          >
            {m.label}
          </Label>
        )
      })}
    </g>
  )
}

/** Shaded regions as far as they are in view, in px. */
function regionsIn(
  { left, right, domainX }: EvolutionPlotProps['scene'],
  shaded: NonNullable<EvolutionPlotProps['shaded']>,
) {
  const toX = scale(domainX, [left, right])
  const clamp = (px: number) => Math.max(left, Math.min(right, px))
  return shaded
    .map((s) => ({ ...s, x0: clamp(toX(s.from)), x1: clamp(toX(s.to)) }))
    .filter((s) => s.x1 - s.x0 >= 1)
}

function marksIn(
  { domainX }: EvolutionPlotProps['scene'],
  markers: NonNullable<EvolutionPlotProps['markers']>,
) {
  return markers.filter((m) => m.at >= domainX[0] && m.at <= domainX[1])
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

function Axes({ scene, xLabel, yLabel, yNote }: EvolutionPlotProps) {
  const { left, right, bottom, width, domainX, domainY, top } = scene
  const toX = scale(domainX, [left, right])
  const toY = scale(domainY, [bottom, top])
  const titleWidth = textWidth(xLabel)
  const ticks = scene.xTicks.map((t) => ({ ...t, x: toX(t.at), half: textWidth(t.label) / 2 }))
  // The axis title stands after the last label, or the label goes where there is no room for both.
  const room = scene.compact ? width : width - titleWidth - 8
  const labelled = ticks.filter((t) => t.x + t.half <= room && t.x - t.half >= 0)
  const last = labelled[labelled.length - 1]
  const titleX = last ? Math.max(right + 10, last.x + last.half + 8) : right + 10
  return (
    <g>
      <Label x={0} y={10} fill={ink.text2}>
        <tspan fill={ink.text1}>{yLabel}</tspan> {yNote}
      </Label>
      {scene.yTicks.map((t) => (
        <Label key={t.at} x={left - 8} y={toY(t.at) + 4} fill={ink.text2} anchor="end">
          {t.label}
        </Label>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
      {ticks.map((t) => (
        <line key={t.at} x1={t.x} x2={t.x} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
      ))}
      {labelled.map((t) => (
        <Label key={t.at} x={t.x} y={bottom + 18} fill={ink.text2} anchor="middle">
          {t.label}
        </Label>
      ))}
      {scene.compact ? (
        <Label x={right} y={bottom + 34} fill={ink.text2} anchor="end">
          {xLabel}
        </Label>
      ) : (
        <Label x={titleX} y={bottom + 18} fill={ink.text1}>
          {xLabel}
        </Label>
      )}
    </g>
  )
}

function Rails({ scene }: { scene: Scene }) {
  const y = scene.railY
  return (
    <g>
      {scene.rails.map((rail, k) => (
        <g key={k}>
          {rail.lines.map((l) => (
            <line key={l.from} x1={l.from} x2={l.to} y1={y} y2={y} stroke={ink.drift} strokeWidth={2} />
          ))}
          <Diamond x={rail.from} y={y} fill={ink.drift} />
          {rail.label && (
            <Label x={rail.label.x} y={y + 4} fill={ink.driftText} anchor={rail.label.anchor} weight={600}>
              {rail.label.text}
            </Label>
          )}
        </g>
      ))}
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
