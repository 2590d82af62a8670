import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useState } from 'react'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { latePlot } from '../frame/late-plot'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import type { TrendPlotProps } from './trend-plot'
import { MOST_POINTS, type TrendPoint, type TrendScale, trendScene, type TrendScene } from './trend-scene'
import { trendWords, wayOf } from './trend'
import { symbolPath } from './trend-symbols'

export interface TrendChartProps {
  /** The plain name of what is drawn: the title where the values have no trend. */
  title: string
  /** Said after the correlation: what is left out, and why. */
  note?: string | undefined
  /** Memoise them. */
  points: readonly TrendPoint[]
  /** What the points are: "runs". */
  what: string
  xLabel: string
  yLabel: string
  xScale?: TrendScale
  yScale?: TrendScale
  /** A press, or Enter, on a point or its row of the table. */
  onChoose: (id: string) => void
  fileName: string
  onCopyLink?: (() => void) | undefined
  /** Of the picture, in px. */
  height?: number
}

/** A press this far from a point still means it, in px. */
const REACH = 14

const Plot = latePlot<TrendPlotProps>(
  async () => (await import('./trend-plot')).TrendPlot,
  ({ scene }) => scene.height,
)

/** Two values of many runs against each other, with the line of least squares. */
export function TrendChart(props: TrendChartProps) {
  const { title, points, what, xLabel, yLabel, xScale = 'linear', yScale = 'linear', height = 320 } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const scales = useMemo(() => ({ x: xScale, y: yScale }), [xScale, yScale])
  const scene = useMemo(
    () => (width > 0 ? trendScene(points, scales, { width, height: tall ?? height }) : null),
    [points, scales, width, tall, height],
  )
  const said = scene ? trendWords(scene.trend, what) : ''
  const way = wayOf(scene?.trend ?? null)
  const note = props.note ?? ''
  const notes = scene ? notesOf(scene, points.length, what) : []
  return (
    <ChartFrame
      title={way ? `${yLabel} ${way} with ${xLabel}` : title}
      subtitle={note === '' ? said : `${said} ${note}`}
      fileName={props.fileName}
      csv={() =>
        csvText(
          ['id', 'name', xLabel, yLabel],
          points.map((p) => [p.id, p.name, p.x, p.y]),
        )
      }
      table={<PointsTable {...props} />}
      onCopyLink={props.onCopyLink}
      foot={<Foot points={points} notes={notes} />}
    >
      <div ref={setBody} className={charts['fill']} style={{ minHeight: tall ?? height }}>
        {scene && (
          <Reader {...props} scene={scene}>
            <Plot scene={scene} scales={scales} xLabel={xLabel} yLabel={yLabel} name={`${title}. ${said}`} />
          </Reader>
        )}
      </div>
    </ChartFrame>
  )
}

/** Groups in the legend, at most: more than the palette has colours say nothing. */
const MOST_GROUPS = 8

function Foot({ points, notes }: { points: readonly TrendPoint[]; notes: readonly string[] }) {
  const groups = new Map(points.filter(({ group }) => group !== '').map((point) => [point.group, point]))
  const legend = groups.size <= MOST_GROUPS ? [...groups.values()] : []
  if (legend.length === 0 && notes.length === 0) return null
  return (
    <div className={charts['foot']}>
      <span className={charts['notes']} data-legend="">
        {legend.map(({ group, colour, symbol }) => (
          <span key={group}>
            <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true">
              <path d={symbolPath(symbol)} fill={`var(--series-${(colour % 8) + 1})`} />
            </svg>{' '}
            {group}
          </span>
        ))}
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </span>
    </div>
  )
}

function notesOf({ placed, unplaced }: TrendScene, count: number, what: string): string[] {
  return [
    ...(unplaced > 0
      ? [
          `${formatCount(unplaced)} of ${formatCount(count)} ${what} left out: a value is unknown, or has no place on a logarithmic axis.`,
        ]
      : []),
    ...(placed.length < count - unplaced
      ? [
          `${formatCount(placed.length)} of ${formatCount(count - unplaced)} are drawn, at most ${formatCount(MOST_POINTS)}; the line is of all.`,
        ]
      : []),
  ]
}

/** Reads points: the nearest to the pointer, or with arrow keys from the smallest x on. */
function Reader({
  title,
  scene,
  xLabel,
  yLabel,
  onChoose,
  children,
}: TrendChartProps & { scene: TrendScene; children: ReactNode }) {
  const [read, setRead] = useState<number | null>(null)
  const { placed, width } = scene
  const shown = read === null ? null : (placed[read] ?? null)
  const nearest = (e: PointerEvent<HTMLElement>): number | null => {
    const box = e.currentTarget.getBoundingClientRect()
    let best: number | null = null
    let least = REACH ** 2
    for (const [k, { px, py }] of placed.entries()) {
      const far = (px - e.clientX + box.left) ** 2 + (py - e.clientY + box.top) ** 2
      if (far <= least) {
        least = far
        best = k
      }
    }
    return best
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return
    const at = read ?? -1
    const last = placed.length - 1
    const next: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }
    if (e.key === 'Enter' && shown) onChoose(shown.point.id)
    else if (e.key === 'Escape') setRead(null)
    else if (next[e.key] !== undefined) setRead(Math.max(0, Math.min(last, next[e.key]!)))
    else return
    e.preventDefault()
  }
  const words = ({ point }: NonNullable<typeof shown>) =>
    `${point.name}: ${xLabel} ${formatNumber(point.x)}, ${yLabel} ${formatNumber(point.y)}`
  return (
    <div
      className={charts['plot']}
      role="slider"
      tabIndex={0}
      aria-label={`Points of ${title}; arrow keys walk, Enter opens`}
      aria-valuemin={placed.length === 0 ? 0 : 1}
      aria-valuemax={placed.length}
      aria-valuenow={read === null ? (placed.length === 0 ? 0 : 1) : read + 1}
      aria-valuetext={shown ? words(shown) : 'no point chosen'}
      onKeyDown={onKeyDown}
      onBlur={() => setRead(null)}
      onPointerMove={(e) => setRead(nearest(e))}
      onPointerLeave={() => setRead(null)}
      onClick={() => shown && onChoose(shown.point.id)}
    >
      {children}
      {shown && (
        <>
          <svg className={charts['overlay']} width={width} height={scene.height} aria-hidden="true">
            <circle cx={shown.px} cy={shown.py} r={7} fill="none" stroke={ink.text1} strokeWidth={1.5} />
          </svg>
          <div
            className={charts['readout']}
            style={{
              top: shown.py + 10,
              ...(shown.px > width / 2 ? { right: width - shown.px + 10 } : { left: shown.px + 10 }),
            }}
          >
            <strong>{shown.point.name}</strong>
            {shown.point.group !== '' && <div>{shown.point.group}</div>}
            <div>
              {xLabel} {formatNumber(shown.point.x)}
            </div>
            <div>
              {yLabel} {formatNumber(shown.point.y)}
            </div>
          </div>
        </>
      )}
    </div>
  )
}

function PointsTable({ title, points, xLabel, yLabel, onChoose }: TrendChartProps) {
  const columns: DataColumn<TrendPoint>[] = [
    { key: 'name', title: 'Name', width: 220, value: ({ name }) => name },
    { key: 'x', title: xLabel, width: 140, value: ({ x }) => x },
    { key: 'y', title: yLabel, width: 140, value: ({ y }) => y },
  ]
  return (
    <div className={charts['table']}>
      <DataTable
        label={`Points of ${title}`}
        compact
        maxHeight={340}
        rows={points}
        columns={columns}
        rowKey={({ id }) => id}
        onRow={({ id }) => onChoose(id)}
        emptyState={<p className={charts['empty']}>There is no point.</p>}
      />
    </div>
  )
}
