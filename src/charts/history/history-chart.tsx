import { type ReactNode, useId, useMemo, useState } from 'react'
import { instantText, partsOf } from '~/lib/dates'
import type { State } from '~/ui/words/mark'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import { rangeInView } from '~/lib/downsample'
import { HistoryBrush } from './history-brush'
import { type HistoryColumns, isFar } from './history-columns'
import { HistoryOverlay } from './history-overlay'
import { HistoryPlot } from './history-plot'
import {
  type HistoryData,
  type HistoryGap,
  makeHistoryScene,
  partedAt,
  unitStepsOf,
  wholeAxis,
} from './history-scene'
import { HistoryTable } from './history-table'
import { type HistoryView, placesOf, timesOf } from './history-view'
import { historyCsv } from './history-words'
import { useTall, useWidth } from '../frame/use-size'

export interface HistoryChartProps {
  /** The finding: "Drifting since 26 September". */
  title: string
  /** One or two sentences under the title: the chart in words. */
  subtitle: string
  /** Stands before the title. */
  mark?: State | undefined
  /** The records: `columnsOf(points)`. Memoise it: a new object is a new drawing. */
  columns: HistoryColumns
  /** How the metric is called in the readout, table and CSV: "distance". */
  metric: string
  /** Above the y axis: "MMD²". */
  yLabel: string
  /** After it, in grey: "unbiased", a unit. */
  yNote?: string | undefined
  /** Which side of the threshold is drift: 'below' for p-values. */
  sense?: 'above' | 'below' | undefined
  /** Rails above the plot: first and last drift (indices, inclusive) and how many: `driftStretches(points)`. */
  alarms: readonly { start: number; end: number; count: number }[]
  /** Grey band over records `start` to `end` (indices, inclusive); `shortLabel` where `label` does not fit. */
  baseline?: { start: number; end: number; label: string; shortLabel?: string } | null | undefined
  /** Dotted lines at a record: "v3.1, lens cleaned". With `units` the line parts, and each unit has its own scale. */
  markers?: HistoryData['markers'] | undefined
  /** Records that could not be read: a gap in the line before the record of that index, marked. Memoise it. */
  gaps?: readonly HistoryGap[] | undefined
  /** A threshold to try: drawn as a line of its own. */
  whatIf?: number | null | undefined
  /** Index of the record that is open elsewhere: ring and line. */
  selected?: number | null | undefined
  /** A click, or Enter, on a run. */
  onSelect?: ((index: number) => void) | undefined
  /** 'time': true time; 'steps': one step a run. */
  spacing?: 'time' | 'steps' | undefined
  /** Zone of ticks and readouts. Exports are always UTC. */
  timeZone?: 'UTC' | 'local' | undefined
  /** Controlled zoom. Leave both out, and the chart keeps its own. */
  view?: HistoryView | undefined
  onViewChange?: ((view: HistoryView) => void) | undefined
  /** Base name of exported files, without extension. */
  fileName: string
  /** Shows the "copy link" action. */
  onCopyLink?: (() => void) | undefined
  /** A strip at the foot of the frame, behind a line: rates, "what if". */
  footer?: ReactNode
}

/** Of the picture without the overview under it, in px. */
const HEIGHT = 350
const COMPACT_HEIGHT = 290
/** Where what it is presented with leaves less, the page scrolls. */
const LEAST_HEIGHT = 130
/** The overview takes this from a full screen. */
const OVERVIEW = 60

/** The history of an experiment's records: the metric against the thresholds they logged. */
export function HistoryChart(props: HistoryChartProps) {
  const { columns, metric, alarms, onSelect } = props
  const { sense = 'above', timeZone = 'UTC', spacing = 'time', selected = null } = props
  const { baseline = null, whatIf = null, markers = NO_MARKERS, gaps = NO_GAPS } = props
  const id = useId()
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const [ownView, setOwnView] = useState<HistoryView>(null)
  const inTime = props.view === undefined ? ownView : props.view
  const onInTime = props.onViewChange ?? setOwnView

  const { times } = columns
  const x = useMemo(
    () => (spacing === 'time' ? times : Float64Array.from({ length: times.length }, (_, i) => i)),
    [times, spacing],
  )
  const full = useMemo(() => wholeAxis({ x, spacing }), [x, spacing])
  const [from, to] = inTime ?? [null, null]
  const view = useMemo(() => {
    // A view without a width shows everything.
    if (from === null || !(to > from)) return null
    const axis = spacing === 'time' ? ([from, to] as const) : placesOf(times, [from, to])
    return axis !== null && axis[1] > axis[0] ? axis : null
  }, [from, to, times, spacing])
  const onView = (next: HistoryView) => onInTime(spacing === 'time' ? next : timesOf(times, next))

  const words = useMemo(() => ({ columns, metric, sense, timeZone }), [columns, metric, sense, timeZone])
  const scene = useMemo(() => {
    if (width <= 0) return null
    const data = { columns, x, spacing, sense, timeZone, alarms, baseline, markers, gaps, whatIf }
    const height =
      tall === null ? (width < 520 ? COMPACT_HEIGHT : HEIGHT) : Math.max(LEAST_HEIGHT, tall - OVERVIEW)
    return makeHistoryScene(data, { width, height }, view)
  }, [columns, x, spacing, sense, timeZone, alarms, baseline, markers, gaps, whatIf, width, tall, view])
  const marked = useMemo(() => {
    if (selected === null || !(selected >= 0 && selected < x.length)) return null
    const value = columns.values[selected]!
    return { index: selected, at: x[selected]!, far: isFar(value, columns.thresholds[selected]!, sense) }
  }, [selected, x, columns, sense])

  const parted = useMemo(() => partedAt({ gaps, markers }), [gaps, markers])
  const steps = useMemo(() => unitStepsOf({ markers }), [markers])
  const empty = x.length === 0
  const nothing = scene !== null && rangeIsEmpty(x, view)
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      large
      mark={props.mark}
      fileName={props.fileName}
      csv={() => historyCsv(words)}
      table={<HistoryTable title={props.title} data={words} selected={selected} onSelect={onSelect} />}
      onCopyLink={props.onCopyLink}
      strip={props.footer}
    >
      <div
        ref={setBody}
        className={styles['fill']}
        style={{ minHeight: empty ? 96 : Math.min(COMPACT_HEIGHT, tall ?? COMPACT_HEIGHT) }}
      >
        {empty && <p className={styles['nothing']}>No record is logged yet.</p>}
        {scene && !empty && (
          <>
            <HistoryOverlay
              title={props.title}
              words={words}
              x={x}
              scene={scene}
              view={view}
              full={full}
              onView={onView}
              onSelect={onSelect}
            >
              <HistoryPlot
                scene={scene}
                id={id}
                xLabel={spacing === 'steps' ? 'record' : yearsLabel(scene.domainX, timeZone)}
                yLabel={props.yLabel}
                yNote={scene.unit ?? props.yNote}
                selected={marked}
              />
              {nothing && <p className={styles['nothing']}>No records in this time range.</p>}
            </HistoryOverlay>
            <div className={styles['overview']}>
              <HistoryBrush
                x={x}
                values={columns.values}
                parted={parted}
                steps={steps}
                left={scene.left}
                right={scene.right}
                full={full}
                view={view}
                onView={onView}
                say={(at) => minuteLabel(spacing === 'time' ? at : timesOf(times, [at, at])![0], timeZone)}
              />
              {view !== null && (
                <button type="button" className={styles['more']} onClick={() => onView(null)}>
                  Show all
                </button>
              )}
            </div>
          </>
        )}
      </div>
    </ChartFrame>
  )
}

const NO_MARKERS: NonNullable<HistoryChartProps['markers']> = []
const NO_GAPS: readonly HistoryGap[] = []

/** An end of the view lies anywhere: to the minute is enough to say. */
function minuteLabel(at: number, zone: 'UTC' | 'local'): string {
  return instantText(Math.round(at / 60_000) * 60_000, zone)
}

function rangeIsEmpty(x: Float64Array, view: HistoryView): boolean {
  const [from, to] = rangeInView(x, view)
  return from >= to
}

/** "2024, UTC", "2023–2024, local": what the ticks leave out. */
function yearsLabel([low, high]: readonly [number, number], zone: 'UTC' | 'local'): string {
  const [first, last] = [partsOf(low, zone).year, partsOf(high, zone).year]
  return `${first === last ? first : `${first}–${last}`}, ${zone}`
}
