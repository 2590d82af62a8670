import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { Segmented } from '~/ui/controls/segmented'
import { ChartFrame } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { latePlot } from '../frame/late-plot'
import styles from './trade-off-chart.module.css'
import { KINDS, StreamSymbol, type TradeOffPoint } from './stream-symbol'
import type { TradeOffPlotProps } from './trade-off-plot-in-view'
import { type TradeOffScene, tradeOffScene } from './trade-off-scene'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'

type Kind = TradeOffPoint['kind'] | 'all'

export interface TradeOffChartProps {
  /** The finding where there is one, else the plain name. */
  title: string
  subtitle: string
  /** Those of the kind that is shown; soonest first. */
  points: readonly TradeOffPoint[]
  /** Said under the picture: what is not in it, what to bear in mind. */
  notes: readonly string[]
  kind: Kind
  /** Kinds that have something to show. */
  kinds: readonly Kind[]
  onKind: (kind: Kind) => void
  /** A press, or Enter, on a point or on its row of the table. */
  onChoose: (id: string) => void
  fileName: string
}

/** Of the picture, in px. */
const HEIGHT = 320

const Plot = latePlot<TradeOffPlotProps>(
  async () => (await import('./trade-off-plot-in-view')).TradeOffPlot,
  ({ scene }) => scene.height,
  'near view',
)

/** How soon streaming detectors see a change, against the false alarms that this costs. */
export function TradeOffChart(props: TradeOffChartProps) {
  const { title, points, kind, kinds, notes } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const scene = useMemo(
    () => (width > 0 ? tradeOffScene(points, { width, height: tall ?? HEIGHT }) : null),
    [points, width, tall],
  )
  return (
    <ChartFrame
      title={title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => csvOf(points)}
      table={<PointsTable {...props} />}
      foot={
        <div className={styles['foot']}>
          <div className={styles['keys']} data-legend="">
            <Legend points={points} />
          </div>
          {notes.length > 0 && <p>{notes.join(' ')}</p>}
        </div>
      }
    >
      <div className={styles['kinds']}>
        <Segmented
          label="Kind of stream"
          value={kind}
          options={[...KINDS, { kind: 'all' as const, label: 'All' }].map(({ kind: value, label }) => ({
            value,
            label,
            disabled: !kinds.includes(value),
          }))}
          onChange={props.onKind}
        />
      </div>
      <div
        ref={setBody}
        className={charts['fill']}
        style={{ minHeight: points.length > 0 ? (tall ?? HEIGHT) : 0 }}
      >
        {points.length === 0 ? (
          <p className={charts['empty']}>None of these detectors found the change in half of the streams.</p>
        ) : (
          scene && (
            <div className={styles['plot']}>
              <Plot
                scene={scene}
                name={`${title}: ${points.map((p) => inWords(p)).join('; ')}`}
                onPaper={<PointsTable {...props} />}
              />
              <Targets scene={scene} onChoose={props.onChoose} />
            </div>
          )
        )}
      </div>
    </ChartFrame>
  )
}

/** A button over each point: one tab stop, arrow keys walk from the soonest to the latest. */
function Targets({ scene, onChoose }: { scene: TradeOffScene; onChoose: (id: string) => void }) {
  const { placedPoints, width, top, bottom } = scene
  const group = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(0)
  const [focused, setFocused] = useState<string | null>(null)
  const [pointed, setPointed] = useState<string | null>(null)
  // A pointer that leaves gives the readout back to the point with the focus.
  const read = pointed ?? focused
  const shown = placedPoints.find(({ point }) => point.id === read) ?? null
  const last = placedPoints.length - 1
  const at = Math.min(stop, last)

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      setPointed(null)
      setFocused(null)
      return
    }
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last,
    }
    const next = steps[e.key]
    if (next === undefined || e.ctrlKey || e.metaKey || e.altKey) return
    e.preventDefault()
    const to = Math.max(0, Math.min(last, next))
    group.current?.querySelectorAll('button')[to]?.focus()
  }

  return (
    <div ref={group} role="group" aria-label="Points" onKeyDown={onKeyDown}>
      {placedPoints.map(({ point, x, y }, k) => (
        <button
          key={point.id}
          type="button"
          className={styles['target']}
          style={{ left: x, top: y }}
          tabIndex={k === at ? 0 : -1}
          aria-label={`${inWords(point)}; open its page`}
          onClick={() => onChoose(point.id)}
          onFocus={() => {
            setStop(k)
            setFocused(point.id)
            setPointed(null)
          }}
          onBlur={() => setFocused(null)}
          onPointerEnter={() => setPointed(point.id)}
          onPointerLeave={() => setPointed(null)}
        />
      ))}
      {shown && (
        <div
          className={charts['readout']}
          style={{
            // On the side with more room, and away from the point's height: it never covers what it reads.
            left: shown.x > width / 2 ? undefined : shown.x + 14,
            right: shown.x > width / 2 ? width - shown.x + 14 : undefined,
            ...(shown.y > (top + bottom) / 2
              ? { bottom: scene.height - shown.y + 14 }
              : { top: shown.y + 14 }),
          }}
        >
          <div>
            <strong>{shown.point.name}</strong>, {STANDINGS[shown.point.standing]}
          </div>
          <div>{delayWords(shown.point)}</div>
          <div>{alarmWords(shown.point)}</div>
        </div>
      )}
    </div>
  )
}

const STANDINGS = {
  best: 'no other of its kind is both faster and quieter',
  bettered: 'another is at least as fast and as quiet',
  unsure: 'found in too few streams to compare',
} as const satisfies Record<TradeOffPoint['standing'], string>

function delayWords({ delay, found, streams }: TradeOffPoint): string {
  return `${formatNumber(delay)} rows after the change (median; detected in ${formatCount(found)} of ${formatCount(streams)} streams)`
}

function alarmWords({ falseAlarms, falseAlarmsError, quietRows }: TradeOffPoint): string {
  const rows = `${formatCount(quietRows)} quiet rows`
  return falseAlarms === 0
    ? `no false alarm in ${rows}`
    : `${formatNumber(falseAlarms)} ± ${formatNumber(falseAlarmsError)} false alarms per 10 000 rows, in ${rows}`
}

function inWords(point: TradeOffPoint): string {
  return `${point.name}, ${STANDINGS[point.standing]}: ${delayWords(point)}, ${alarmWords(point)}`
}

const GREY = ink.text3

/** What the marks mean: only those that are there. */
function Legend({ points }: { points: readonly TradeOffPoint[] }) {
  const kinds = KINDS.filter(({ kind }) => points.some((p) => p.kind === kind))
  const [only] = kinds
  const mark = kinds.length === 1 && only ? only.kind : 'one'
  const keys = [
    { standing: 'best', words: 'none is both faster and quieter' },
    { standing: 'bettered', words: 'another is at least as fast and as quiet' },
    { standing: 'unsure', words: 'found in fewer than 9 of 10 streams: not compared' },
  ] as const
  return (
    <>
      {kinds.length > 1 &&
        kinds.map(({ kind, label }) => (
          <span key={kind} className={styles['key']}>
            <svg width={14} height={14} aria-hidden="true">
              <StreamSymbol kind={kind} standing="best" x={7} y={7} />
            </svg>
            {label}
          </span>
        ))}
      {keys
        .filter(({ standing }) => points.some((p) => p.standing === standing))
        .map(({ standing, words }) => (
          <span key={standing} className={styles['key']}>
            <svg width={14} height={14} aria-hidden="true">
              <StreamSymbol
                kind={mark}
                standing={standing}
                x={7}
                y={7}
                {...(kinds.length === 1 ? {} : { colour: GREY })}
              />
            </svg>
            {words}
          </span>
        ))}
      {points.some((p) => p.falseAlarmsError > 0) && (
        <span className={styles['key']}>
          <svg width={14} height={14} aria-hidden="true">
            <line x1={7} x2={7} y1={1} y2={13} stroke={GREY} />
          </svg>
          ± one standard error: a smaller difference may be chance
        </span>
      )}
    </>
  )
}

function PointsTable({ title, points, onChoose }: TradeOffChartProps) {
  const labels = new Map(KINDS.map(({ kind, label }) => [kind, label.toLowerCase()]))
  const columns: DataColumn<TradeOffPoint>[] = [
    { key: 'name', title: 'Detector', width: 150, value: (p) => p.name },
    { key: 'kind', title: 'Stream', width: 100, value: (p) => labels.get(p.kind) ?? p.kind },
    { key: 'delay', title: 'Median delay', unit: 'rows', width: 140, value: (p) => p.delay },
    { key: 'seen', title: 'Seen in', width: 110, value: (p) => `${p.found} of ${p.streams}` },
    { key: 'alarms', title: 'False alarms', unit: 'per 10 000', width: 160, value: (p) => p.falseAlarms },
    { key: 'error', title: '±', width: 80, value: (p) => p.falseAlarmsError },
    { key: 'rows', title: 'Quiet rows', width: 110, value: (p) => p.quietRows },
    { key: 'standing', title: 'Standing', width: 190, value: (p) => STANDINGS[p.standing] },
  ]
  return (
    <div className={charts['table']}>
      <DataTable
        label={`Points of ${title}`}
        compact
        maxHeight={340}
        rows={points}
        columns={columns}
        rowKey={(p) => p.id}
        onRow={(p) => onChoose(p.id)}
        emptyState={
          <p className={charts['empty']}>None of these detectors found the change in half of the streams.</p>
        }
      />
    </div>
  )
}

function csvOf(points: readonly TradeOffPoint[]): string {
  return csvText(
    [
      'detector',
      'stream',
      'median_delay_rows',
      'seen_streams',
      'streams',
      'false_alarms_per_10000_rows',
      'standard_error',
      'quiet_rows',
      'standing',
    ],
    points.map((p) => [
      p.id,
      p.kind,
      p.delay,
      p.found,
      p.streams,
      p.falseAlarms,
      p.falseAlarmsError,
      p.quietRows,
      p.standing,
    ]),
  )
}
