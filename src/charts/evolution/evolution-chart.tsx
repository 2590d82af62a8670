import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { useId, useMemo, useState } from 'react'
import type { Alarm, TraceResult } from '~/drift/results'
import { IconButton } from '~/ui/icon-button'
import { formatNumber } from '~/lib/format'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { EvolutionOverlay } from './evolution-overlay'
import { fullDomain, makeScene } from './evolution-scene'
import { rangeInView } from '../plane/downsample'
import { LoadedPlot } from './loaded-plot'
import { PlayBar } from './play-bar'
import { stateAt } from './playback'
import { EvolutionTables } from './evolution-tables'
import { evolutionCsv } from './evolution-words'
import { type SeriesStyle, seriesStyle } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import { zoomed } from '../plane/zoom'

/** The part of the x axis that is shown, in axis units (row numbers, or ms since 1970). `null`: all of it. */
export type View = readonly [number, number] | null

export interface EvolutionChartProps {
  /** The finding where there is one, else the plain name. */
  title: string
  /** One or two sentences under the title: the chart in words. */
  subtitle: string
  /** What the x axis counts: row numbers of the source, ms since 1970 (UTC), or values of a column. */
  xKind: 'row' | 'time' | 'number'
  /** At the right end of the x axis: "row", "2024, UTC". */
  xLabel: string
  /** Above the y axis: "MMD²". */
  yLabel: string
  /** After it, in grey: "unbiased", a unit. */
  yNote?: string
  /** Axis value of each point, ascending (equal ones are allowed). Length n. */
  x: Float64Array
  /** Row number of the window's last row, for readout, table and CSV. Length n. */
  rowNumbers: Uint32Array
  /** Row number of the window's first row; equal to `rowNumbers` where there is no window. Length n. */
  windowStarts: Uint32Array
  /** One or more statistics of length n. NaN: not defined, drawn as a gap. */
  series: readonly { name: string; values: Float64Array }[]
  /** Drift strictly beyond it. `label` is printed with the value at the right edge: "drift" → "drift 0.012". */
  threshold: { value: number; label: string } | null
  /** On which side of the threshold (or of a moving drift limit) drift lies; above unless given. */
  side?: TraceResult['side']
  /** Lines of length n that move along the stream. NaN: not defined, drawn as a gap. */
  limits?: TraceResult['limits']
  /** The rule behind the threshold, in words; said under the title. */
  thresholdRule?: string
  /** Indices into the arrays, inclusive. */
  alarms: readonly Alarm[]
  /** Alarms belong to another statistic: they stay, whichever series is hidden. */
  allAlarms?: boolean
  /** Stretches in the warning zone, drawn as a second rail. */
  warnings?: readonly Alarm[]
  /** Grey bands in axis units; `shortLabel` is used where `label` does not fit. */
  shaded?: readonly { from: number; to: number; label: string; shortLabel?: string }[]
  /** Dotted vertical lines in axis units: "v3.1, lens cleaned". */
  markers?: readonly { at: number; label: string }[]
  /** Where 95 % of the reference's windows lie. */
  nullBand?: { low: number; high: number } | null
  /** Said under the axis: "First full window ends at row 100." */
  firstFull?: string
  /** Controlled zoom. Leave both out, and the chart keeps its own. */
  view?: View
  onViewChange?: (view: View) => void
  /** Zone of time ticks and readouts. Exports are always UTC. */
  timeZone?: 'UTC' | 'local'
  /** Higher values leave the plot at its top: what matters lies near the threshold. */
  yMax?: number
  /** Offers to go along the stream as the detector did. */
  playable?: boolean
  /** Base name of exported files, without extension. */
  fileName: string
  /** Shows the "copy link" action. */
  onCopyLink?: () => void
}

/** A series keeps its style while others are hidden. */
export interface DrawnSeries {
  name: string
  values: Float64Array
  style: SeriesStyle
}

/** Of the picture, in px. */
const HEIGHT = 244

/** A statistic along a stream, with its threshold and alarms. */
export function EvolutionChart(props: EvolutionChartProps) {
  const id = useId()
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const [ownView, setOwnView] = useState<View>(null)
  const { x, xKind, threshold, side, limits, warnings, nullBand, timeZone, yMax } = props
  const view = viewWithin(x, props.view === undefined ? ownView : props.view)
  const onView = props.onViewChange ?? setOwnView
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const all = useMemo(() => props.series.map((s, k) => ({ ...s, style: seriesStyle(k) })), [props.series])
  const series = useMemo(() => all.filter((s) => !hidden.has(s.name)), [all, hidden])
  const { allAlarms = false } = props
  const alarms = useMemo(
    () => props.alarms.filter((a) => allAlarms || !hidden.has(a.series)),
    [props.alarms, hidden, allAlarms],
  )
  const tall = useTall(body)
  // The last point that is shown while somebody goes along the stream; null: all.
  const [until, setUntil] = useState<number | null>(null)
  const inView = rangeInView(x, view)
  const reached =
    until === null || x.length === 0 ? null : Math.max(inView[0], Math.min(inView[1] - 1, until))

  const scene = useMemo(() => {
    const data = {
      x,
      xKind,
      series,
      threshold,
      alarms,
      ...(side === undefined ? {} : { side }),
      ...(limits === undefined ? {} : { limits }),
      ...(warnings === undefined ? {} : { warnings }),
      ...(nullBand === undefined ? {} : { nullBand }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(yMax === undefined ? {} : { yMax }),
    }
    return width > 0 ? makeScene(data, { width, height: tall ?? HEIGHT }, view) : null
  }, [
    x,
    xKind,
    series,
    threshold,
    side,
    limits,
    alarms,
    warnings,
    nullBand,
    timeZone,
    yMax,
    width,
    tall,
    view,
  ])

  return (
    <ChartFrame
      title={props.title}
      subtitle={[props.subtitle, props.thresholdRule].filter(Boolean).join(' ')}
      fileName={props.fileName}
      csv={() => evolutionCsv(props)}
      table={<EvolutionTables data={props} />}
      onCopyLink={props.onCopyLink}
      foot={
        <>
          {reached !== null && (
            <PlayBar state={stateAt(props, reached)} until={reached} range={inView} onUntil={setUntil} />
          )}
          <Foot
            data={props}
            view={view}
            onView={onView}
            {...(props.playable === true && reached === null ? { onPlay: () => setUntil(inView[0]) } : {})}
          />
        </>
      }
    >
      {all.length > 1 && <Legend series={all} hidden={hidden} onHidden={setHidden} />}
      <div ref={setBody} className={styles['fill']} style={{ minHeight: HEIGHT }}>
        {scene && (
          <EvolutionOverlay
            data={{ ...props, series, alarms }}
            scene={scene}
            view={view}
            onView={onView}
            until={reached}
          >
            <LoadedPlot
              id={id}
              scene={scene}
              series={series}
              threshold={threshold}
              side={side}
              shaded={props.shaded}
              markers={props.markers}
              nullBand={nullBand}
              xLabel={props.xLabel}
              yLabel={props.yLabel}
              yNote={props.yNote}
            />
          </EvolutionOverlay>
        )}
      </div>
    </ChartFrame>
  )
}

interface LegendProps {
  series: readonly DrawnSeries[]
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
}

/** Names the lines, and takes some away; the last one stays. */
function Legend({ series, hidden, onHidden }: LegendProps) {
  const toggle = (name: string) => {
    const next = new Set(hidden)
    if (!next.delete(name)) next.add(name)
    onHidden(next.size === series.length ? new Set() : next)
  }
  return (
    <div className={styles['legend']} role="group" aria-label="Series">
      {series.map((s) => (
        <button
          key={s.name}
          type="button"
          className={styles['key']}
          aria-pressed={!hidden.has(s.name)}
          onClick={() => toggle(s.name)}
        >
          <svg width={18} height={8} aria-hidden="true">
            <line
              x1={1}
              x2={17}
              y1={4}
              y2={4}
              stroke={s.style.stroke}
              strokeWidth={2}
              {...(s.style.dash === undefined ? {} : { strokeDasharray: s.style.dash })}
            />
          </svg>
          {s.name}
        </button>
      ))}
    </div>
  )
}

/** A view that holds nothing of the data (from a link to other data) is none: an empty chart says nothing. */
function viewWithin(x: Float64Array, view: View): View {
  const first = x[0]
  const last = x.at(-1)
  if (view === null || first === undefined || last === undefined) return view
  return view[0] <= last && view[1] >= first ? view : null
}

interface FootProps {
  data: EvolutionChartProps
  view: View
  onView: (view: View) => void
  onPlay?: () => void
}

/** Notes about what is drawn, and the zoom for those who cannot drag. */
function Foot({ data, view, onView, onPlay }: FootProps) {
  const full = fullDomain(data)
  const [low, high] = view ?? full
  const centre = (low + high) / 2
  const narrower = zoomed(data.x, view, full, 0.5, centre)
  return (
    <div className={styles['foot']}>
      <div className={styles['notes']}>
        {data.firstFull !== undefined && <span>{data.firstFull}</span>}
        {data.nullBand && (
          <span>
            <span className={styles['swatch']} aria-hidden="true" />
            95 % of the reference’s windows: {formatNumber(data.nullBand.low)} to{' '}
            {formatNumber(data.nullBand.high)}
          </span>
        )}
      </div>
      {onPlay && (
        <button type="button" className={styles['more']} onClick={onPlay}>
          Play along the stream
        </button>
      )}
      <div className={styles['zoom']} role="group" aria-label="Zoom">
        {view !== null && (
          <button type="button" className={styles['more']} onClick={() => onView(null)}>
            Reset zoom
          </button>
        )}
        <IconButton
          icon={ZoomOut}
          label="Zoom out"
          size={24}
          disabled={view === null}
          onClick={() => onView(zoomed(data.x, view, full, 2, centre))}
        />
        <IconButton
          icon={ZoomIn}
          label="Zoom in"
          size={24}
          disabled={narrower === view}
          onClick={() => onView(narrower)}
        />
      </div>
    </div>
  )
}
