import { memo } from 'react'
import type { DrawnSeries, EvolutionChartProps } from './evolution-data'
import type { Scene } from './evolution-scene'
import { scale, valueScale } from '../plane/scale'
import { areaPath, linePath, rowPieces } from './limit-lines'
import { Label } from '../frame/symbols'
import { Axes, BandLabels, Grid, MarkerLines, Rails, Regions, WarningRails } from '../frame/plot-layers'
import { ink } from '../frame/theme'

export interface EvolutionPlotProps extends Pick<EvolutionChartProps, 'threshold' | 'xLabel' | 'yLabel'> {
  yNote: string | undefined
  side: EvolutionChartProps['side'] | undefined
  shaded: EvolutionChartProps['shaded'] | undefined
  markers: EvolutionChartProps['markers'] | undefined
  nullBand: EvolutionChartProps['nullBand'] | undefined
  scene: Scene
  series: readonly DrawnSeries[]
  /** Unique in the document: names the clip paths. */
  id: string
}

/**
 * The drawing itself, a chunk of its own: the frame, its words and the tables do not wait for it.
 *
 * The line is drawn once per colour and clipped at the threshold, which splits it exactly where it
 * crosses, at every zoom, without points of its own. Limits that move clip it by their own outline.
 */
export const EvolutionPlot = memo(function EvolutionPlot(props: EvolutionPlotProps) {
  const { scene, series, id } = props
  const { left, right, top, bottom, width, height, domainX, domainY } = scene
  const { beyond } = scene
  const whole = `M${left - 2},${top - 2}H${right + 2}V${bottom + 2}H${left - 2}Z`
  const clip = (part: string) => `url(#${id}-${part})`
  const filled = fillBase(props)
  const toX = scale(domainX, [left, right])
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
  const pieces = series.map((_, k) => rowPieces(scene.rows, `v${k}`, toX, toY))

  return (
    <svg width={width} height={height}>
      <defs>
        <clipPath id={`${id}-plot`}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
        {beyond !== null && (
          <>
            <clipPath id={`${id}-beyond`}>
              <path d={beyond} />
            </clipPath>
            <clipPath id={`${id}-within`}>
              <path d={whole + beyond} clipRule="evenodd" />
            </clipPath>
          </>
        )}
      </defs>
      <Bands {...props} />
      <g clipPath={clip('plot')}>
        {filled !== null && (
          <path
            d={areaPath(pieces[0]!, toY(filled))}
            clipPath={clip('beyond')}
            fill={ink.drift}
            fillOpacity={0.16}
          />
        )}
        {series.map(({ name, style }, k) => {
          const path = linePath(pieces[k]!)
          const line = { ...LINE, ...(style.dash === undefined ? {} : { strokeDasharray: style.dash }) }
          return beyond === null || series.length > 1 ? (
            <path key={name} data-line="" d={path} {...line} stroke={style.stroke} />
          ) : (
            // In its own colour up to the limit, in that of drift beyond it. Of several, each must be told from the others.
            <g key={name}>
              <path data-line="" d={path} {...line} stroke={style.stroke} clipPath={clip('within')} />
              <path data-line="" d={path} {...line} stroke={ink.drift} clipPath={clip('beyond')} />
            </g>
          )
        })}
      </g>
      <Thresholds {...props} />
      <Axes scene={scene} xLabel={props.xLabel} yLabel={props.yLabel} yNote={props.yNote} />
      <Rails scene={scene} />
      <WarningRails scene={scene} />
      <BandLabels scene={scene} shaded={props.shaded} markers={props.markers} />
      <EdgeLabels scene={scene} />
    </svg>
  )
})

const LINE = { fill: 'none', strokeWidth: 1.5, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/**
 * Where the tint between line and limit starts: at a fixed threshold; under or over a limit that moves, whose outline
 * cuts it. Null for several series, and for a band of two limits.
 */
function fillBase({ scene, series, threshold, side = 'above' }: EvolutionPlotProps): number | null {
  if (scene.beyond === null || series.length !== 1) return null
  if (threshold) return threshold.value
  const limits = scene.limitLines.filter(({ level }) => level === 'drift')
  return limits.length === 1 ? scene.domainY[side === 'above' ? 0 : 1] : null
}

/** Grid, shaded regions, null band, zero line, markers: what lies behind the lines. */
function Bands({ scene, shaded = [], markers = [], nullBand, id }: EvolutionPlotProps) {
  const { left, right, bottom, top, domainY } = scene
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
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

const LEVELS = {
  drift: { stroke: ink.drift, dash: undefined },
  warning: { stroke: ink.warn, dash: '5 3' },
  centre: { stroke: ink.bars, dash: '1 3' },
} as const

function Thresholds({ scene, threshold, id }: EvolutionPlotProps) {
  const { left, right, top, bottom, domainY } = scene
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
  return (
    <g>
      {scene.limitLines.map(({ name, level, path }) => (
        <path
          key={name}
          d={path}
          fill="none"
          clipPath={`url(#${id}-plot)`}
          stroke={LEVELS[level].stroke}
          strokeWidth={1.5}
          {...(LEVELS[level].dash === undefined ? {} : { strokeDasharray: LEVELS[level].dash })}
        />
      ))}
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

function EdgeLabels({ scene }: { scene: Scene }) {
  if (scene.compact) {
    const { insideLabel } = scene
    return insideLabel ? (
      <Label {...insideLabel} fill={ink.driftText} weight={600} halo>
        {insideLabel.text}
      </Label>
    ) : null
  }
  const colours = { last: ink.text1, drift: ink.driftText, warn: ink.warnText, centre: ink.text2 }
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
