import type { SizedPlotBox } from '../plane/plot-box'
import { scale } from '../plane/scale'
import { Label } from './symbols'
import { textWidth } from '../plane/placement'
import { ink } from './theme'
import { niceTicks, numberLabels } from '../plane/ticks'

/** Box and axes of the small charts. */
export interface PlainBox extends SizedPlotBox {
  domainX: readonly [number, number]
  domainY: readonly [number, number]
  toX: (v: number) => number
  toY: (v: number) => number
  xTicks: { at: number; label: string }[]
  yTicks: { at: number; label: string }[]
}

export function plainBox(
  size: { width: number; height: number },
  domainX: readonly [number, number],
  domainY: readonly [number, number],
  /** Room at the right, in px: as much as a chart above has for its labels. */
  margin = 10,
  /** Least room at the left, in px. */
  leastLeft = 0,
): PlainBox {
  const { width, height } = size
  const top = 24
  const bottom = height - 38
  const yAts = niceTicks(domainY[0], domainY[1], Math.max(2, Math.floor((bottom - top) / 40)))
  const yLabels = numberLabels(yAts)
  const left = Math.max(leastLeft, Math.ceil(Math.max(20, ...yLabels.map((l) => textWidth(l)))) + 10)
  const right = width - margin
  const xAts = niceTicks(domainX[0], domainX[1], Math.max(2, Math.floor((right - left) / 76)))
  const xLabels = numberLabels(xAts)
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    domainX,
    domainY,
    toX: scale(domainX, [left, right]),
    toY: scale(domainY, [bottom, top]),
    xTicks: xAts.map((at, k) => ({ at, label: xLabels[k]! })),
    yTicks: yAts.map((at, k) => ({ at, label: yLabels[k]! })),
  }
}

interface PlainAxesProps {
  box: PlainBox
  xLabel: string
  yLabel: string
  /** Lines at the ticks of the value axis. */
  grid?: boolean
}

export function PlainAxes({ box, xLabel, yLabel, grid = true }: PlainAxesProps) {
  const { left, right, top, bottom, width, toX, toY, xTicks, yTicks, domainY } = box
  return (
    <g>
      <Label x={0} y={10} fill={ink.text1}>
        {yLabel}
      </Label>
      {yTicks.map((t) => (
        <g key={t.at}>
          {grid && t.at !== 0 && (
            <line x1={left} x2={right} y1={toY(t.at)} y2={toY(t.at)} stroke={ink.grid} />
          )}
          <Label x={left - 8} y={toY(t.at) + 4} fill={ink.text2} anchor="end">
            {t.label}
          </Label>
        </g>
      ))}
      {domainY[0] < 0 && domainY[1] > 0 && (
        <line x1={left} x2={right} y1={toY(0)} y2={toY(0)} stroke={ink.axis} />
      )}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
      {!grid && <line x1={left} x2={left} y1={top} y2={bottom} stroke={ink.axis} />}
      {xTicks.map((t) => {
        const half = textWidth(t.label) / 2
        const fits = toX(t.at) - half >= 0 && toX(t.at) + half <= width + 2
        return (
          <g key={t.at}>
            <line x1={toX(t.at)} x2={toX(t.at)} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
            {fits && (
              <Label x={toX(t.at)} y={bottom + 17} fill={ink.text2} anchor="middle">
                {t.label}
              </Label>
            )}
          </g>
        )
      })}
      <Label x={right} y={bottom + 33} fill={ink.text2} anchor="end">
        {xLabel}
      </Label>
    </g>
  )
}
