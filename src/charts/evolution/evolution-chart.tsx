import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { useEffect, useId, useMemo, useState } from 'react'
import { IconButton } from '~/ui/controls/icon-button'
import { usePrinting } from '~/ui/page/printing'
import { formatNumber } from '~/lib/format'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import type { DrawnSeries, EvolutionChartProps } from './evolution-data'
import { EvolutionOverlay } from './evolution-overlay'
import { fullDomain, makeScene } from './evolution-scene'
import { rangeInView } from '~/lib/downsample'
import { LateEvolutionPlot } from './late-evolution-plot'
import { PlayBar } from './play-bar'
import { stateAt } from './playback'
import { EvolutionTables } from './evolution-tables'
import { evolutionCsv } from './evolution-words'
import { useSharedMargins } from '../frame/shared-margins'
import { seriesStyle } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import { type View, zoomed } from '../plane/zoom'

/** Of the picture, in px. */
const HEIGHT = 256

/** A statistic along a stream, with its threshold and alarms. */
export function EvolutionChart(props: EvolutionChartProps) {
  const id = useId()
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const [ownView, setOwnView] = useState<View>(null)
  const { x, xKind, threshold, side, limits, warnings, nullBand, timeZone, linearTo, span, shaded, markers } =
    props
  const view = viewWithin(fullDomain(props), props.view === undefined ? ownView : props.view)
  const onView = props.onViewChange ?? setOwnView
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const all = useMemo(() => props.series.map((s, k) => ({ ...s, style: seriesStyle(k) })), [props.series])
  const series = useMemo(() => all.filter((s) => !hidden.has(s.name)), [all, hidden])
  const { allAlarms = false } = props
  const alarms = useMemo(
    () => props.alarms.filter((a) => allAlarms || !hidden.has(a.series)),
    [props.alarms, hidden, allAlarms],
  )
  // Changes are of all series: while one is hidden, its alarms are left out and the others stand alone.
  const changes = alarms.length === props.alarms.length ? props.changes : undefined
  const tall = useTall(body)
  // The last point that is shown while somebody goes along the stream; null: all.
  const [played, setPlayed] = useState<{ x: Float64Array; until: number } | null>(null)
  // Of another stream, or along another axis: it began with other inputs and stops with them.
  const until = props.playable === true && played?.x === x ? played.until : null
  // With it gone for good: what is played again later begins anew.
  if (played !== null && props.playable !== true) setPlayed(null)
  const setUntil = (index: number | null): void => {
    setPlayed(index === null ? null : { x, until: index })
    props.onReach?.(index)
  }
  const inView = rangeInView(x, view)
  const reached =
    until === null || x.length === 0 ? null : Math.max(inView[0], Math.min(inView[1] - 1, until))

  const data = useMemo(
    () => ({
      x,
      xKind,
      series,
      threshold,
      alarms,
      ...(changes === undefined ? {} : { changes }),
      ...(side === undefined ? {} : { side }),
      ...(limits === undefined ? {} : { limits }),
      ...(warnings === undefined ? {} : { warnings }),
      ...(nullBand === undefined ? {} : { nullBand }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(linearTo === undefined ? {} : { linearTo }),
      ...(span === undefined ? {} : { span }),
      ...(shaded === undefined ? {} : { shaded }),
      ...(markers === undefined ? {} : { markers }),
    }),
    [
      x,
      xKind,
      series,
      threshold,
      side,
      limits,
      alarms,
      changes,
      warnings,
      nullBand,
      timeZone,
      linearTo,
      span,
      shaded,
      markers,
    ],
  )
  const height = tall ?? HEIGHT
  // First the frame around it: thinning a million points in one go with it would hold the page for more than 50 ms.
  const isDue = useNextTask()
  const printing = usePrinting()
  const isLaidOut = width > 0 && (isDue || printing)
  const own = useMemo(
    () => (isLaidOut ? makeScene(data, { width, height }, view) : null),
    [isLaidOut, data, width, height, view],
  )
  const { left, right } = useSharedMargins(own?.margins ?? null)
  const scene = useMemo(
    () =>
      own && (left > own.margins.left || right > own.margins.right)
        ? makeScene(data, { width, height }, view, { left, right })
        : own,
    [own, data, width, height, view, left, right],
  )

  return (
    <ChartFrame
      title={props.title}
      subtitle={[
        reached === null ? props.subtitle : (props.aheadSubtitle ?? props.subtitle),
        props.thresholdRule,
      ]
        .filter(Boolean)
        .join(' ')}
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
            isPlayed={reached !== null}
            {...(props.playable === true && reached === null ? { onPlay: () => setUntil(inView[0]) } : {})}
          />
        </>
      }
    >
      {all.length > 1 && <Legend series={all} hidden={hidden} onHidden={setHidden} />}
      <div ref={setBody} className={styles['fill']} style={{ minHeight: Math.min(HEIGHT, height) }}>
        {scene && (
          <EvolutionOverlay
            data={{ ...props, series, alarms }}
            scene={scene}
            view={view}
            onView={onView}
            until={reached}
          >
            <LateEvolutionPlot
              id={id}
              scene={scene}
              series={series}
              threshold={threshold}
              side={side}
              shaded={shaded}
              markers={markers}
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

/**
 * Whether the first drawing is over. Not `useDeferredValue`: what it draws later begins anew with each step of a job that is
 * still under way.
 */
function useNextTask(): boolean {
  const [isNext, setNext] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setNext(true))
    return () => clearTimeout(timer)
  }, [])
  return isNext
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
    <div className={styles['legend']} data-legend="" role="group" aria-label="Series">
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
function viewWithin([first, last]: readonly [number, number], view: View): View {
  return view === null || (view[0] <= last && view[1] >= first) ? view : null
}

interface FootProps {
  data: EvolutionChartProps
  view: View
  onView: (view: View) => void
  isPlayed: boolean
  onPlay?: () => void
}

/** Notes about what is drawn, and the zoom for those who cannot drag. */
function Foot({ data, view, onView, isPlayed, onPlay }: FootProps) {
  const full = fullDomain(data)
  const [low, high] = view ?? full
  const centre = (low + high) / 2
  const narrower = zoomed(data.x, view, full, 0.5, centre)
  return (
    // While it is presented a play needs the room.
    <div className={styles['foot']} {...(isPlayed ? { 'data-aside': '' } : {})}>
      <div className={styles['notes']} data-legend="">
        {data.firstFull !== undefined && <span>{data.firstFull}</span>}
        {data.nullBand && (
          <span>
            <span className={styles['swatch']} aria-hidden="true" />
            95 % of the reference’s windows: {formatNumber(data.nullBand.low)} to{' '}
            {formatNumber(data.nullBand.high)}
          </span>
        )}
      </div>
      <div className={styles['tools']} data-unprinted="">
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
    </div>
  )
}
