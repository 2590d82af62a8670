import { useMemo, useState } from 'react'
import type { TraceView } from '~/drift/results'
import { instantText } from '~/lib/dates'
import { formatCount, formatNumber, formatPlain } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import type { View } from '../plane/zoom'
import { fullDomain } from '../evolution/evolution-scene'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { textWidth } from '../plane/placement'
import { PlainAxes, plainBox } from '../frame/plain-axes'
import { runLengthAt } from '../plane/raster'
import { Ramp, RasterImage } from '../frame/raster-image'
import { useSharedMargins } from '../frame/shared-margins'
import { ink } from '../frame/theme'
import { timeTicks, wholeTicks } from '../plane/ticks'
import { useTall, useWidth } from '../frame/use-size'

export interface RunLengthMapProps {
  title: string
  subtitle: string
  data: Extract<TraceView, { kind: 'run-length' }>
  xKind: 'row' | 'time' | 'number'
  xLabel: string
  /** Axis value of each position of the trace, ascending. */
  x: Float64Array
  /** Both ends of the stream in axis units. */
  span?: readonly [number, number]
  view: View
  fileName: string
}

const HEIGHT = 230

/** Which run lengths are likely at each row: a ridge that grows row by row, and falls to the bottom at a change. */
export default function RunLengthMap(props: RunLengthMapProps) {
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const { data, x } = props
  const columns = useMemo(() => Array.from(data.starts, (_, k) => k), [data])
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => runLengthCsv(props)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Most probable run lengths of ${props.title}`}
            compact
            maxHeight={300}
            rows={columns}
            columns={tableColumns(props)}
            rowKey={String}
            emptyState={<p className={styles['empty']}>No row was looked at.</p>}
          />
        </div>
      }
    >
      <div ref={setBody} className={styles['fill']} style={{ minHeight: tall ?? HEIGHT }}>
        {width > 0 && x.length > 0 && <Picture {...props} width={width} height={tall ?? HEIGHT} />}
      </div>
    </ChartFrame>
  )
}

/** The cell of the largest probability in a column of the picture. */
function mostProbable({ cells, rowsPerCell, values }: RunLengthMapProps['data'], k: number) {
  let best = 0
  for (let r = 1; r < cells; r++) if (values[k * cells + r]! > values[k * cells + best]!) best = r
  return {
    from: best * rowsPerCell,
    to: (best + 1) * rowsPerCell - 1,
    probability: values[k * cells + best]!,
  }
}

function tableColumns(props: RunLengthMapProps): DataColumn<number>[] {
  const { data, x, xKind, xLabel } = props
  const place = (k: number): number => x[data.starts[k]!]!
  return [
    {
      key: 'x',
      title: xKind === 'time' ? 'From' : `From ${xLabel}`,
      width: 150,
      align: 'start',
      value: place,
      render: (k) => (xKind === 'time' ? instantText(place(k), 'UTC') : formatPlain(place(k))),
    },
    {
      key: 'length',
      title: 'Most probable run length',
      unit: 'rows',
      width: 200,
      value: (k) => mostProbable(data, k).from,
      render: (k) => {
        const { from, to } = mostProbable(data, k)
        return from === to ? formatCount(from) : `${formatCount(from)} to ${formatCount(to)}`
      },
    },
    { key: 'p', title: 'Probability', width: 110, value: (k) => mostProbable(data, k).probability },
  ]
}

/** One line a column of the picture: where it begins, then the probability of each cell of run lengths. */
function runLengthCsv({ data, x, xKind, xLabel }: RunLengthMapProps): string {
  const { starts, cells, rowsPerCell, values } = data
  function* rows() {
    for (let k = 0; k < starts.length; k++) {
      const at = x[starts[k]!]!
      yield [
        xKind === 'time' ? new Date(at).toISOString() : at,
        ...Array.from(values.subarray(k * cells, (k + 1) * cells)),
      ]
    }
  }
  return csvText(
    [`from_${xLabel}`, ...Array.from({ length: cells }, (_, r) => `run_length_${r * rowsPerCell}`)],
    rows(),
  )
}

function Picture(props: RunLengthMapProps & { width: number; height: number }) {
  const { data, x, xKind, xLabel, view, width, height } = props
  const full = fullDomain(props)
  const domainX = view === null ? full : ([...view] as [number, number])
  const longest = data.cells * data.rowsPerCell
  const compact = width < 520
  const own = plainBox({ width, height }, domainX, [0, longest], compact ? 10 : 84)
  const margins = useSharedMargins({ left: own.left, right: width - own.right })
  const plain = plainBox({ width, height }, domainX, [0, longest], margins.right, margins.left)
  const ticks =
    xKind === 'time'
      ? timeTicks(domainX[0], domainX[1], Math.max(2, Math.floor((plain.right - plain.left) / 84)), 'UTC')
      : xKind === 'row'
        ? wholeTicks(domainX[0], domainX[1], Math.max(2, Math.floor((plain.right - plain.left) / 90))).map(
            (at) => ({
              at,
              label: formatCount(at),
            }),
          )
        : plain.xTicks.map(({ at }) => ({ at, label: String(at) }))
  const box = { ...plain, xTicks: ticks }
  const wide = Math.round(box.right - box.left)
  const high = Math.round(box.bottom - box.top)
  const [low, up] = domainX
  const valueAt = useMemo(() => {
    const columnStarts = Float64Array.from(data.starts, (at) => x[at]!)
    const last = x.at(-1) ?? 0
    const at = runLengthAt(
      { columnStarts, cells: data.cells, values: data.values },
      [low, up],
      last,
      wide,
      high,
    )
    // The square root shows what is improbable and possible; the key says so.
    return (px: number, py: number) => Math.sqrt(at(px, py))
  }, [data, x, low, up, wide, high])
  const key = 'probability (colour by its square root)'
  const room = width - 150 - textWidth(key) > 40
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`${props.title}: at the end the most probable run length is ${formatNumber(mostProbable(data, data.starts.length - 1).from)} rows`}
    >
      <RasterImage
        x={box.left}
        y={box.top}
        width={wide}
        height={high}
        palette="sequential"
        valueAt={valueAt}
      />
      <PlainAxes box={box} xLabel={xLabel} yLabel="run length, rows" grid={false} />
      {room && (
        <g>
          <Label x={width - 118} y={10} fill={ink.text3} anchor="end">
            {key}
          </Label>
          <Label x={width - 102} y={10} fill={ink.text2} anchor="end">
            0
          </Label>
          <Ramp x={width - 96} y={2} width={80} palette="sequential" />
          <Label x={width} y={10} fill={ink.text2} anchor="end">
            1
          </Label>
        </g>
      )}
    </svg>
  )
}
