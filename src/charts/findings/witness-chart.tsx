import { useMemo, useState } from 'react'
import type { TwoSampleView } from '~/drift/results'
import { formatNumber } from '~/lib/format'
import { DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { textWidth } from '../plane/placement'
import { PlainAxes, plainBox } from '../frame/plain-axes'
import { Ramp, RasterImage } from '../frame/raster-image'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import { px } from '../plane/px'

export interface WitnessChartProps {
  title: string
  subtitle: string
  data: Extract<TwoSampleView, { kind: 'witness' }>
  /** Of its axes, where they are columns of a known unit. */
  unitOf: (column: string) => string | null
  fileName: string
}

const HEIGHT = { curve: 220, map: 320 }

/** Where the two samples differ: above zero the reference has more rows, below it the test sample. */
export default function WitnessChart(props: WitnessChartProps) {
  const { data } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const isMap = data.y.length > 0
  const height = tall ?? (isMap ? HEIGHT.map : HEIGHT.curve)
  const rows = useMemo(() => Array.from(data.values, (_, k) => k), [data])
  const [first = 'x', second = 'y'] = data.axes
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() =>
        csvText(
          [first, ...(isMap ? [second] : []), 'witness'],
          rows.map((k) => [...placeOf(data, k), data.values[k]!]),
        )
      }
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Values of ${props.title}`}
            compact
            maxHeight={300}
            rows={rows}
            columns={[
              { key: 'x', title: first, width: 110, value: (k) => placeOf(data, k)[0]! },
              ...(isMap
                ? [{ key: 'y', title: second, width: 110, value: (k: number) => placeOf(data, k)[1]! }]
                : []),
              { key: 'f', title: 'Witness', width: 120, value: (k) => data.values[k]! },
            ]}
            rowKey={String}
            emptyState={<p className={styles['empty']}>Nothing was computed.</p>}
          />
        </div>
      }
    >
      <div ref={setBody} className={styles['fill']} style={{ minHeight: height }}>
        {width > 0 &&
          (isMap ? (
            <Map {...props} width={width} height={height} />
          ) : (
            <Curve {...props} width={width} height={height} />
          ))}
      </div>
    </ChartFrame>
  )
}

type Data = WitnessChartProps['data']

function placeOf({ x, y }: Data, k: number): number[] {
  return y.length === 0 ? [x[k]!] : [x[k % x.length]!, y[Math.floor(k / x.length)]!]
}

type PictureProps = WitnessChartProps & { width: number; height: number }

/** The places of the largest and the least value, for the name of the picture. */
function extremes({ values }: Data): { high: number; low: number } {
  let high = 0
  let low = 0
  for (let k = 1; k < values.length; k++) {
    if (values[k]! > values[high]!) high = k
    if (values[k]! < values[low]!) low = k
  }
  return { high, low }
}

/** "temp_max, °C". */
function axisName({ data, unitOf }: WitnessChartProps, k: 0 | 1): string {
  const name = data.axes[k] ?? ''
  const unit = unitOf(name)
  return unit === null ? name : `${name}, ${unit}`
}

/** What fits beside the scale of colours. */
function fitting(text: string, width: number): string {
  let shown = text
  while (shown.length > 3 && textWidth(shown) > width) shown = `${shown.slice(0, -2)}…`
  return shown
}

function nameOf({ title, data }: WitnessChartProps): string {
  const { high, low } = extremes(data)
  const at = (k: number): string => placeOf(data, k).map(formatNumber).join(', ')
  return `${title}: the reference has the largest excess of rows at ${at(high)}, the test sample at ${at(low)}`
}

function Curve(props: PictureProps) {
  const { data, width, height } = props
  const { x, values } = data
  // The strips above and below the curve are free for their names.
  const reach = Math.max(1e-12, ...values.map(Math.abs)) * 1.25
  const box = plainBox({ width, height }, [x[0] ?? 0, x.at(-1) ?? 1], [-reach, reach])
  const points = Array.from(x, (v, k) => `${px(box.toX(v))},${px(box.toY(values[k]!))}`)
  const zero = px(box.toY(0))
  const area = `M${px(box.toX(x[0] ?? 0))},${zero}L${points.join('L')}V${zero}Z`
  return (
    <svg width={width} height={height} role="img" aria-label={nameOf(props)}>
      <PlainAxes box={box} xLabel={axisName(props, 0)} yLabel="witness" />
      <path d={area} fill="var(--series-1)" fillOpacity={0.16} />
      <path d={`M${points.join('L')}`} fill="none" stroke="var(--series-1)" strokeWidth={1.75} />
      <Label x={box.right} y={box.top + 10} fill={ink.text3} anchor="end" halo>
        more in the reference
      </Label>
      <Label x={box.right} y={box.bottom - 6} fill={ink.text3} anchor="end" halo>
        more in the test sample
      </Label>
    </svg>
  )
}

function Map(props: PictureProps) {
  const { data, width, height } = props
  const { x, y, values } = data
  const reach = Math.max(1e-12, ...values.map(Math.abs))
  const box = plainBox({ width, height }, [x[0]!, x.at(-1)!], [y[0]!, y.at(-1)!])
  const valueAt = useMemo(
    // The first row of the grid lies at the bottom.
    () => (px: number, py: number) => 0.5 + values[(y.length - 1 - py) * x.length + px]! / (2 * reach),
    [values, x, y, reach],
  )
  return (
    <svg width={width} height={height} role="img" aria-label={nameOf(props)}>
      <RasterImage
        x={box.left}
        y={box.top}
        width={box.right - box.left}
        height={box.bottom - box.top}
        columns={x.length}
        rows={y.length}
        palette="diverging"
        valueAt={valueAt}
      />
      <PlainAxes
        box={box}
        xLabel={axisName(props, 0)}
        yLabel={fitting(axisName(props, 1), width - 290)}
        grid={false}
      />
      <Label x={width - 232} y={10} fill={ink.text2} anchor="end">
        test
      </Label>
      <Ramp x={width - 224} y={2} width={90} palette="diverging" />
      <Label x={width - 126} y={10} fill={ink.text2}>
        more in the reference
      </Label>
    </svg>
  )
}
