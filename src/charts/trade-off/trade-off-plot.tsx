import { memo } from 'react'
import { CartesianGrid, ErrorBar, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import { Label } from '../frame/symbols'
import { KINDS, StreamSymbol, type TradeOffPoint } from './stream-symbol'
import type { PlacedPoint, TradeOffScene } from './trade-off-scene'
import { ink } from '../frame/theme'

export interface TradeOffPlotProps {
  scene: TradeOffScene
  /** The picture in words. */
  name: string
}

const TICKS = { fill: ink.text2, fontSize: 11 }
const AXIS = { stroke: ink.axis }

/** The only module that imports recharts, a chunk of its own: axes, grid, points, their bars, and the front. */
export const TradeOffPlot = memo(function TradeOffPlot({ scene, name }: TradeOffPlotProps) {
  const { width, height, left, right, top, bottom, placedPoints } = scene
  return (
    <ScatterChart
      width={width}
      height={height}
      margin={{ top, right: width - right, bottom: height - bottom - X_HEIGHT, left: 0 }}
      accessibilityLayer={false}
      role="img"
      aria-label={name}
    >
      <CartesianGrid vertical={false} syncWithTicks stroke={ink.grid} />
      <XAxis
        type="number"
        dataKey="delay"
        domain={scene.domainX}
        ticks={scene.xTicks}
        tickFormatter={(t: number) => scene.xLabels.get(t) ?? ''}
        interval={0}
        height={X_HEIGHT}
        tick={TICKS}
        axisLine={AXIS}
        tickLine={AXIS}
        tickSize={4}
      />
      <YAxis
        type="number"
        dataKey="falseAlarms"
        scale="symlog"
        domain={scene.domainY}
        ticks={scene.yTicks}
        tickFormatter={(t: number) => scene.yLabels.get(t) ?? ''}
        interval={0}
        width={left}
        tick={TICKS}
        axisLine={false}
        tickLine={false}
      />
      <Label x={0} y={10} fill={ink.text1}>
        false alarms per 10 000 quiet rows
      </Label>
      <Label x={right} y={bottom + 34} fill={ink.text2} anchor="end">
        median delay after the change, rows
      </Label>
      {KINDS.flatMap(({ kind, colour }) => {
        const points = placedPoints
          .flatMap(({ point, label }): Row[] => (point.kind === kind ? [{ ...point, label }] : []))
          // Best trades last: on top of what they better.
          .toSorted((a, b) => Number(a.standing === 'best') - Number(b.standing === 'best'))
        if (points.length === 0) return []
        return [
          <Scatter
            key={`${kind}-front`}
            data={scene.front.filter((p) => p.kind === kind)}
            line={{ stroke: colour, strokeWidth: 1, strokeDasharray: '2 3' }}
            lineJointType="stepAfter"
            shape={noSymbol}
            isAnimationActive={false}
          />,
          <Scatter key={kind} data={points} shape={namedPoint} isAnimationActive={false}>
            <ErrorBar
              dataKey="falseAlarmsError"
              direction="y"
              width={0}
              strokeWidth={1}
              stroke={colour}
              strokeOpacity={0.7}
              isAnimationActive={false}
            />
          </Scatter>,
        ]
      })}
    </ScatterChart>
  )
})

/** Room for the ticks of the x axis; its title stands below. */
const X_HEIGHT = 22

const noSymbol = () => <g />

type Row = TradeOffPoint & Pick<PlacedPoint, 'label'>

/** What recharts gives a shape: where it put the point, and the point. */
interface Drawn {
  cx?: number | undefined
  cy?: number | undefined
  payload?: Row
}

function namedPoint({ cx, cy, payload }: Drawn) {
  if (cx === undefined || cy === undefined || !payload) return <g />
  const { kind, name, standing, label } = payload
  return (
    <g data-point={name}>
      <StreamSymbol kind={kind} standing={standing} x={cx} y={cy} />
      {label && (
        <Label
          x={cx + label.dx}
          y={cy + label.dy + 4}
          anchor={label.anchor}
          fill={standing === 'best' ? ink.text1 : ink.text2}
          halo
        >
          {name}
        </Label>
      )}
    </g>
  )
}
