import { memo } from 'react'
import { scale } from '../plane/scale'
import { type HistoryScene, LANE_DROP, type LaneMark } from './history-scene'
import { Label } from '../frame/symbols'
import { Axes, BandLabels, Grid, MarkerLines, Rails, Regions } from '../frame/plot-layers'
import { ink } from '../frame/theme'

export interface HistoryPlotProps {
  scene: HistoryScene
  /** Unique in the document: names the clip paths. */
  id: string
  xLabel: string
  yLabel: string
  yNote: string | undefined
  /** The record that is open elsewhere: its axis value, and whether its metric lies beyond its threshold. */
  selected: SelectedRecord | null
}

interface SelectedRecord {
  index: number
  at: number
  far: boolean
}

const LABEL_INK = {
  last: ink.text1,
  drift: ink.driftText,
  warn: ink.warnText,
  centre: ink.text2,
  try: ink.text2,
} as const

/**
 * The drawing itself. The line is drawn once per colour and clipped by the region beyond the
 * threshold, which parts it exactly where it crosses, whatever steps the threshold makes.
 */
export const HistoryPlot = memo(function HistoryPlot({
  scene,
  id,
  xLabel,
  yLabel,
  yNote,
  selected,
}: HistoryPlotProps) {
  const { left, right, top, bottom, width, height } = scene
  const clip = (part: string) => `url(#${id}-${part})`
  const line = {
    d: scene.line,
    fill: 'none',
    strokeWidth: 1.5,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const
  const frame = `M${left - 2},${top - 2}H${right + 2}V${bottom + 2}H${left - 2}Z`
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <defs>
        <clipPath id={`${id}-plot`}>
          <path d={frame} />
        </clipPath>
        <clipPath id={`${id}-far`}>
          <path d={scene.far} />
        </clipPath>
        <clipPath id={`${id}-near`}>
          <path d={frame + scene.far} clipRule="evenodd" />
        </clipPath>
      </defs>
      <Regions scene={scene} shaded={scene.shaded} />
      {scene.ownScales.length === 0 ? <Grid scene={scene} /> : <OwnGrids scene={scene} />}
      <MarkerLines scene={scene} markers={scene.marked} />
      <g clipPath={clip('plot')}>
        <g clipPath={clip('far')}>
          <path d={scene.area} fill={ink.drift} fillOpacity={0.16} />
        </g>
        <path
          d={scene.warning}
          fill="none"
          stroke={ink.warn}
          strokeWidth={1.5}
          strokeDasharray="5 3"
          data-part="warning"
        />
        <path d={scene.threshold} fill="none" stroke={ink.drift} strokeWidth={1.5} data-part="threshold" />
        <g clipPath={clip('near')}>
          <path {...line} stroke={ink.line} data-part="line" />
        </g>
        <g clipPath={clip('far')}>
          <path {...line} stroke={ink.drift} data-part="drift" />
        </g>
      </g>
      {scene.whatIf !== null && (
        <line
          x1={scene.whatIf.left}
          x2={right}
          y1={scene.whatIf.y}
          y2={scene.whatIf.y}
          stroke={ink.text1}
          strokeWidth={1.25}
          strokeDasharray="8 3 2 3"
          data-part="what-if"
        />
      )}
      {scene.dots.map((d, k) => (
        <circle key={k} cx={d.x} cy={d.y} r={2.25} fill={d.far ? ink.drift : ink.line} />
      ))}
      <Gaps scene={scene} />
      <Verdicts scene={scene} />
      <Axes scene={scene} xLabel={xLabel} yLabel={yLabel} yNote={yNote} drop={LANE_DROP} />
      <Rails scene={scene} />
      <BandLabels scene={scene} shaded={[...scene.shaded, ...scene.missing]} markers={scene.marked} />
      <g data-part="lane">
        {scene.lane.map((m) => (
          <LaneShape key={`${m.state}-${m.x}`} mark={m} y={bottom + 11} />
        ))}
      </g>
      {selected && <Selected scene={scene} selected={selected} />}
      <OwnTicks scene={scene} />
      <Labels scene={scene} />
    </svg>
  )
})

/** × failed, ring running, dotted ring without the metric. */
function LaneShape({ mark: { x, state }, y }: { mark: LaneMark; y: number }) {
  if (state === 'failed') {
    const r = 3
    return (
      <path
        d={`M${x - r},${y - r}L${x + r},${y + r}M${x + r},${y - r}L${x - r},${y + r}`}
        stroke={ink.fail}
        strokeWidth={1.5}
      />
    )
  }
  return (
    <circle
      cx={x}
      cy={y}
      r={3.25}
      fill={ink.surface}
      stroke={state === 'running' ? ink.running : ink.bars}
      strokeWidth={1.5}
      {...(state === 'unplotted' || state === 'undecided' ? { strokeDasharray: '1.7 1.7' } : {})}
    />
  )
}

/** Over line and limits, which say nothing of what was not read: an empty band between two dashed edges. */
function Gaps({ scene }: { scene: HistoryScene }) {
  const { left, right, top, bottom, domainX } = scene
  const toX = scale(domainX, [left, right])
  return scene.missing
    .filter(({ from, to }) => to >= domainX[0] && from <= domainX[1])
    .map(({ from, to }) => {
      const x0 = Math.max(left, toX(from))
      const x1 = Math.max(x0 + 2, Math.min(right, toX(to)))
      return (
        <g key={from} data-part="gap">
          <rect x={x0} y={top} width={x1 - x0} height={bottom - top} fill={ink.surface} />
          {[x0, x1].map((x) => (
            <line key={x} x1={x} x2={x} y1={top} y2={bottom} stroke={ink.text3} strokeDasharray="2 4" />
          ))}
        </g>
      )
    })
}

/** Verdicts that the line does not show by itself. */
function Verdicts({ scene }: { scene: HistoryScene }) {
  return scene.verdicts.map(({ x, y, state }) =>
    state === 'drift' ? (
      <path
        key={`drift-${x}`}
        d={`M${x - 4.5},${y}L${x},${y - 4.5}L${x + 4.5},${y}L${x},${y + 4.5}Z`}
        fill={ink.drift}
        stroke={ink.surface}
      />
    ) : (
      <path
        key={`warning-${x}`}
        d={`M${x},${y - 4.5}L${x + 4.5},${y + 3.5}L${x - 4.5},${y + 3.5}Z`}
        fill={ink.warn}
        stroke={ink.surface}
      />
    ),
  )
}

/** A line at each tick of a part's own scale, as far as the part goes. */
function OwnGrids({ scene }: { scene: HistoryScene }) {
  return scene.ownScales.flatMap(({ left, right, ticks }) =>
    ticks.map(({ y }) => (
      <line key={`${left} ${y}`} x1={left} x2={right} y1={y} y2={y} stroke={ink.grid} data-part="own-grid" />
    )),
  )
}

/** The values of a scale that is not the one at the axis: where its part begins, over the lines that limits may cover. */
function OwnTicks({ scene }: { scene: HistoryScene }) {
  return (
    <g data-part="own-ticks">
      {scene.ownScales
        .filter(({ isNamed }) => isNamed)
        .flatMap(({ left, ticks }) =>
          ticks.map(({ y, label }) => (
            <Label key={`${left} ${y}`} x={left + 6} y={y - 4} fill={ink.text2} halo>
              {label}
            </Label>
          )),
        )}
    </g>
  )
}

function Selected({ scene, selected }: Pick<HistoryPlotProps, 'scene'> & { selected: SelectedRecord }) {
  const { left, right, top, bottom, domainX } = scene
  if (selected.at < domainX[0] || selected.at > domainX[1]) return null
  const x = scale(domainX, [left, right])(selected.at)
  const height = scene.heightOf(selected.index)
  const known = !Number.isNaN(height)
  const y = known ? height : bottom + 11
  return (
    <g data-part="selected">
      <line x1={x} x2={x} y1={top} y2={bottom} stroke={ink.text2} strokeWidth={1.25} />
      <circle
        cx={x}
        cy={y}
        r={known ? 5 : 6.5}
        fill={known ? ink.surface : 'none'}
        stroke={!known ? ink.text1 : selected.far ? ink.drift : ink.line}
        strokeWidth={known ? 2.25 : 1.5}
      />
    </g>
  )
}

function Labels({ scene }: { scene: HistoryScene }) {
  if (scene.compact)
    return scene.insideLabels.map(({ kind, text, ...place }) => (
      <Label key={kind} {...place} fill={LABEL_INK[kind]} weight={600} halo>
        {text}
      </Label>
    ))
  return scene.edgeLabels.map((l) => (
    <Label key={l.kind} x={scene.right + 8} y={l.y + 4} fill={LABEL_INK[l.kind]} weight={600}>
      {l.text}
    </Label>
  ))
}
