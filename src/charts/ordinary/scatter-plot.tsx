import { memo, type ReactElement, type ReactNode } from 'react'
import { CartesianGrid, ErrorBar, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import { ink } from '../frame/theme'
import type { SizedPlotBox } from '../plane/plot-box'

/** One axis: its range, and what stands at its ticks. */
export interface PlotAxis<Row> {
  key: keyof Row & string
  domain: readonly [number, number]
  ticks: readonly number[]
  /** By tick. */
  labels: ReadonlyMap<number, string>
  scale?: 'linear' | 'log' | 'symlog'
}

/** Where recharts put a point, and the point. */
export interface PlacedRow<Row> {
  cx?: number | undefined
  cy?: number | undefined
  payload?: Row
}

/** Points that are drawn alike, or the corners of a line. */
export interface PlotGroup<Row> {
  key: string
  rows: readonly Row[]
  /** Draws one point; an empty group where only the line is meant. */
  shape: (placed: PlacedRow<Row>) => ReactElement
  line?: { colour: string; dash?: string; width?: number; joint: 'linear' | 'stepAfter' }
  /** Bars up and down by a value of the row. */
  error?: { key: keyof Row & string; colour: string }
}

export interface ScatterPlotProps<Row extends object> extends SizedPlotBox {
  x: PlotAxis<Row>
  y: PlotAxis<Row>
  /** Later ones over earlier ones. */
  groups: readonly PlotGroup<Row>[]
  /** The picture in words. */
  name: string
  /** Titles of the axes: labels in px of the whole. */
  children?: ReactNode
}

/** Room for the ticks of the x axis, in px; its title stands below. */
const X_HEIGHT = 22
const TICKS = { fill: ink.text2, fontSize: 11 }
const AXIS = { stroke: ink.axis }

/**
 * The only module that imports recharts: a chunk of 88 kB that is loaded with a chart of points alone. At most 800
 * points a group and 4,000 a chart: 1,000 were measured to take 56 ms, 5,000 half a second.
 */
function Plot<Row extends object>(props: ScatterPlotProps<Row>) {
  const { width, height, left, right, top, bottom, x, y, groups, name } = props
  // recharts types its keys by rows that it does not know here.
  const keys: Readonly<Record<'x' | 'y', string>> = { x: x.key, y: y.key }
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
        dataKey={keys.x}
        scale={x.scale ?? 'linear'}
        domain={[...x.domain]}
        ticks={[...x.ticks]}
        tickFormatter={(t: number) => x.labels.get(t) ?? ''}
        interval={0}
        height={X_HEIGHT}
        tick={TICKS}
        axisLine={AXIS}
        tickLine={AXIS}
        tickSize={4}
      />
      <YAxis
        type="number"
        dataKey={keys.y}
        scale={y.scale ?? 'linear'}
        domain={[...y.domain]}
        ticks={[...y.ticks]}
        tickFormatter={(t: number) => y.labels.get(t) ?? ''}
        interval={0}
        width={left}
        tick={TICKS}
        axisLine={false}
        tickLine={false}
      />
      {props.children}
      {groups.map((group) => (
        <Scatter
          key={group.key}
          data={[...group.rows]}
          shape={group.shape}
          isAnimationActive={false}
          {...(group.line
            ? {
                line: {
                  stroke: group.line.colour,
                  strokeWidth: group.line.width ?? 1,
                  ...(group.line.dash === undefined ? {} : { strokeDasharray: group.line.dash }),
                },
                lineJointType: group.line.joint,
              }
            : {})}
        >
          {group.error && (
            <ErrorBar
              dataKey={group.error.key}
              direction="y"
              width={0}
              strokeWidth={1}
              stroke={group.error.colour}
              strokeOpacity={0.7}
              isAnimationActive={false}
            />
          )}
        </Scatter>
      ))}
    </ScatterChart>
  )
}

// memo forgets the type of the rows.
export const ScatterPlot = memo(Plot) as typeof Plot

/** For a group that is its line alone. */
export const noSymbol = (): ReactElement => <g />
