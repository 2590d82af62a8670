import type { Scene } from '../evolution/evolution-scene'
import { scale, valueScale } from '../plane/scale'
import { Diamond, HollowDiamond, Label } from './symbols'
import { LANE, type LaneLabel, layoutLane, type PlacedLabel } from '../plane/lane'
import { textWidth } from '../plane/placement'
import { ink } from './theme'

/** What the evolution and the history chart draw alike. */

/** A scene without what each chart draws in its own way. */
export type Frame = Omit<
  Scene,
  'rows' | 'edgeLabels' | 'warningRails' | 'warningY' | 'limitLines' | 'beyond' | 'margins' | 'insideLabel'
>

/** In axis units; `shortLabel` is used where `label` does not fit. */
export interface Region {
  from: number
  to: number
  label: string
  shortLabel?: string
}

export interface Marker {
  at: number
  label: string
  shortLabel?: string
}

/** Grey bands over a part of the x axis. */
export function Regions({ scene, shaded }: { scene: Frame; shaded: readonly Region[] }) {
  return regionsIn(scene, shaded).map((s) => (
    <rect
      key={`${s.from}-${s.to}`}
      x={s.x0}
      y={scene.laneTop}
      width={s.x1 - s.x0}
      height={scene.bottom - scene.laneTop}
      fill={ink.bars}
      fillOpacity={0.14}
    />
  ))
}

/** A line at each y tick, a stronger one at zero. */
export function Grid({ scene }: { scene: Frame }) {
  const { left, right, top, bottom, domainY } = scene
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
  return (
    <>
      {scene.yTicks
        .filter((t) => t.at !== 0)
        .map((t) => (
          <line key={t.at} x1={left} x2={right} y1={toY(t.at)} y2={toY(t.at)} stroke={ink.grid} />
        ))}
      {domainY[0] < 0 && domainY[1] >= 0 && (
        <line x1={left} x2={right} y1={toY(0)} y2={toY(0)} stroke={ink.axis} />
      )}
    </>
  )
}

/** Dotted vertical lines. */
export function MarkerLines({ scene, markers }: { scene: Frame; markers: readonly Marker[] }) {
  const toX = scale(scene.domainX, [scene.left, scene.right])
  return markersIn(scene, markers).map((m) => (
    <line
      key={`${m.at}-${m.label}`}
      x1={toX(m.at)}
      x2={toX(m.at)}
      y1={scene.laneTop}
      y2={scene.bottom}
      stroke={ink.text3}
      strokeDasharray="1 3"
      strokeLinecap="round"
    />
  ))
}

interface BandLabelsProps {
  scene: Frame
  shaded?: readonly Region[] | undefined
  markers?: readonly Marker[] | undefined
}

/** Names of shaded regions and markers in their lane, in px: none over another, no line through one. */
export function laneLabels({ scene, shaded = [], markers = [] }: BandLabelsProps): PlacedLabel[] {
  const { left, right, domainX, compact } = scene
  const toX = scale(domainX, [left, right])
  const marked = markersIn(scene, markers)
  const lines = marked.map((m) => toX(m.at))
  const named = regionsIn(scene, shaded)
  return layoutLane(
    [
      ...marked.map((m): LaneLabel => {
        const x = toX(m.at)
        return {
          key: `marker ${m.at} ${m.label}`,
          texts: compact ? [m.shortLabel ?? m.label] : [m.label, ...(m.shortLabel ? [m.shortLabel] : [])],
          slots: [
            { x: x + 6, anchor: 'start' },
            { x: x - 6, anchor: 'end' },
          ],
          low: left,
          high: scene.width,
        }
      }),
      ...named.map(({ x0, x1, from, to, label, shortLabel }): LaneLabel => ({
        key: `region ${from} ${to}`,
        texts: [label, ...(shortLabel ? [shortLabel] : [])],
        // Behind a marker inside it, where one stands at its beginning.
        slots: [x0, ...lines.filter((x) => x > x0 && x < x1)].map((x) => ({ x: x + 6, anchor: 'start' })),
        low: x0,
        high: x1,
      })),
    ],
    lines,
  )
}

/** They are drawn above the plot. */
export function BandLabels(props: BandLabelsProps) {
  const { laneTop } = props.scene
  return (
    <g data-part="lane-labels">
      {laneLabels(props).map(({ key, text, x, anchor }) => (
        <Label key={key} x={x} y={laneTop + LANE.baseline} fill={ink.text2} anchor={anchor}>
          {text}
        </Label>
      ))}
    </g>
  )
}

/** Shaded regions as far as they are in view, in px. */
function regionsIn({ left, right, domainX }: Frame, shaded: readonly Region[]) {
  const toX = scale(domainX, [left, right])
  const clamp = (px: number) => Math.max(left, Math.min(right, px))
  return shaded
    .map((s) => ({ ...s, x0: clamp(toX(s.from)), x1: clamp(toX(s.to)) }))
    .filter((s) => s.x1 - s.x0 >= 1)
}

function markersIn({ domainX }: Frame, markers: readonly Marker[]) {
  return markers.filter((m) => m.at >= domainX[0] && m.at <= domainX[1])
}

interface AxesProps {
  scene: Frame
  xLabel: string
  yLabel: string
  yNote: string | undefined
  /** From the axis down to its labels, in px: more where a lane of ticks stands between. */
  drop?: number
}

/** Axis lines, ticks, labels and titles. */
export function Axes({ scene, xLabel, yLabel, yNote, drop = 18 }: AxesProps) {
  const { left, right, bottom, width, domainX, domainY, top } = scene
  const toX = scale(domainX, [left, right])
  const toY = valueScale(domainY, [bottom, top], scene.linearTo)
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
        <Label key={t.at} x={t.x} y={bottom + drop} fill={ink.text2} anchor="middle">
          {t.label}
        </Label>
      ))}
      {scene.compact ? (
        <Label x={right} y={bottom + drop + 16} fill={ink.text2} anchor="end">
          {xLabel}
        </Label>
      ) : (
        <Label x={titleX} y={bottom + drop} fill={ink.text1}>
          {xLabel}
        </Label>
      )}
    </g>
  )
}

/** Alarms above the plot. */
export function Rails({ scene }: { scene: Frame }) {
  const y = scene.railY
  return (
    <g>
      {scene.rails.map((rail, k) => (
        <g key={k}>
          {rail.spans.map((l) => (
            <line key={`span-${l.from}`} x1={l.from} x2={l.to} y1={y} y2={y} stroke={ink.drift} />
          ))}
          {rail.lines.map((l) => (
            <line key={l.from} x1={l.from} x2={l.to} y1={y} y2={y} stroke={ink.drift} strokeWidth={2} />
          ))}
          {rail.unconfirmed ? (
            <HollowDiamond x={rail.from} y={y} />
          ) : (
            <Diamond x={rail.from} y={y} fill={ink.drift} />
          )}
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

/** Stretches in the warning zone, in a lane of their own: lighter than alarms, and with another mark. */
export function WarningRails({ scene }: { scene: Pick<Scene, 'warningRails' | 'warningY'> }) {
  const y = scene.warningY
  return (
    <g>
      {scene.warningRails.map((rail, k) => (
        <g key={k}>
          {rail.lines.map((l) => (
            <line key={l.from} x1={l.from} x2={l.to} y1={y} y2={y} stroke={ink.warn} strokeWidth={2} />
          ))}
          <path
            d={`M${rail.from - 3.5},${y + 3}L${rail.from},${y - 3.5}L${rail.from + 3.5},${y + 3}Z`}
            fill={ink.warn}
          />
        </g>
      ))}
    </g>
  )
}
