import { useMemo, useState } from 'react'
import { instantText } from '~/lib/dates'
import { formatCount, formatNumber, formatPlain } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import styles from '../frame/charts.module.css'
import type { View } from '../plane/zoom'
import { fullDomain } from './evolution-scene'
import { scale } from '../plane/scale'
import { csvText } from '../frame/export'
import { Diamond, HollowDiamond, Label } from '../frame/symbols'
import { textWidth } from '../plane/placement'
import { BandLabels, MarkerLines, type Region, type Marker, Regions } from '../frame/plot-layers'
import { LANE } from '../plane/lane'
import { useSharedMargins } from '../frame/shared-margins'
import { ink } from '../frame/theme'
import { niceTicks, numberLabels, timeTicks, wholeTicks } from '../plane/ticks'
import { useTall, useWidth } from '../frame/use-size'

/** One detector: its alarms on the shared axis, and what they come to. */
export interface CompareChartRow {
  name: string
  /** What it looked at: "PC 1". */
  on: string
  /** In axis units. `early`: before the known change; `unconfirmed`: what came after it is as before. */
  alarms: readonly { from: number; to: number; early: boolean; unconfirmed: boolean }[]
  /** What is drawn of them: a change with its alarms is one. `hollow`: before the known change, or not confirmed. */
  marks: readonly { from: number; to: number; hollow: boolean }[]
  /** In the column at the right: "+35"; with `note` after it: "1 false". */
  last: string
  note: string
  /** Stands on the line where there are no alarms: "no alarm", "still running", "drift in the whole sample". */
  words: string
  /** The words are a finding of drift. */
  drift: boolean
}

export interface CompareChartProps {
  title: string
  subtitle: string
  rows: readonly CompareChartRow[]
  xKind: 'row' | 'time' | 'number'
  xLabel: string
  /** Both ends of the axis are those of `x`, which ascends. */
  x: Float64Array
  span?: readonly [number, number]
  view: View
  shaded?: readonly Region[]
  markers?: readonly Marker[]
  /** Head of the column at the right: "delay". */
  lastHead: string
  fileName: string
}

/** Of a detector: its name and what it looked at, below each other, or on a small screen above its line. */
const ROW = 34
/** Lower ones name the detector alone. */
const ROW_OF_TWO_LINES = 28
const LEAST_ROW = 18
const TOP = 34
const AXIS = 36
/** On a small screen: from the middle of a row up to its words, and down to its line. */
const ABOVE = 5
const BELOW = 8
const COMPACT_BELOW = 460

/** The alarms of several detectors on one axis. */
export function CompareChart(props: CompareChartProps) {
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const { rows } = props
  const row = tall === null ? ROW : rowWithin(tall, rows.length)
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => compareCsv(props)}
      table={
        <div className={styles['table']}>
          <DataTable
            label={`Alarms of ${props.title}`}
            compact
            maxHeight={300}
            rows={alarmRows(props)}
            columns={alarmColumns(props)}
            rowKey={(r, i) => `${r.name}-${i}`}
            emptyState={<p className={styles['empty']}>No detector raised an alarm.</p>}
          />
        </div>
      }
    >
      <div ref={setBody} className={styles['fill']} style={{ minHeight: TOP + rows.length * row + AXIS }}>
        {width > 0 && <Lanes {...props} width={width} row={row} />}
      </div>
    </ChartFrame>
  )
}

interface AlarmRow {
  name: string
  on: string
  from: number | null
  to: number | null
  verdict: string
}

/** One row an alarm; a detector without any has one that says so. */
function alarmRows({ rows }: CompareChartProps): AlarmRow[] {
  return rows.flatMap(({ name, on, alarms, words }): AlarmRow[] =>
    alarms.length === 0
      ? [{ name, on, from: null, to: null, verdict: words }]
      : alarms.map(({ from, to, early, unconfirmed }) => ({
          name,
          on,
          from,
          to,
          verdict: early ? '◇ before the change' : unconfirmed ? '◇ unconfirmed alarm' : '◆ alarm',
        })),
  )
}

function alarmColumns({ xKind, xLabel }: CompareChartProps): DataColumn<AlarmRow>[] {
  const place = (key: 'from' | 'to', title: string): DataColumn<AlarmRow> => ({
    key,
    title,
    width: 140,
    align: 'start',
    value: (r) => r[key],
    render: (r) => placeOf(xKind, xLabel, r[key]),
  })
  return [
    { key: 'name', title: 'Detector', width: 150, value: (r) => r.name },
    { key: 'on', title: 'Looked at', width: 120, value: (r) => r.on },
    place('from', 'Alarm from'),
    place('to', 'to'),
    { key: 'verdict', title: 'Verdict', width: 170, value: (r) => r.verdict },
  ]
}

function placeOf(xKind: CompareChartProps['xKind'], xLabel: string, at: number | null): string {
  if (at === null) return ''
  if (xKind === 'time') return instantText(at, 'UTC')
  return xKind === 'row' ? `row ${formatNumber(at)}` : `${xLabel} ${formatPlain(at)}`
}

function compareCsv(props: CompareChartProps): string {
  return csvText(
    ['detector', 'looked_at', 'from', 'to', 'verdict', props.lastHead],
    alarmRows(props).map((r) => [
      r.name,
      r.on,
      r.from,
      r.to,
      r.verdict,
      props.rows.find(({ name, on }) => name === r.name && on === r.on)?.last ?? '',
    ]),
  )
}

/** Height of a row where all of them share so much height, in px. */
function rowWithin(tall: number, rows: number): number {
  return Math.max(LEAST_ROW, Math.min(ROW, Math.floor((tall - TOP - AXIS) / rows)))
}

function Lanes(props: CompareChartProps & { width: number; row: number }) {
  const { rows, width, row: height, xKind, xLabel, view, shaded = [], markers = [], lastHead } = props
  const compact = width < COMPACT_BELOW
  const full = useMemo(() => fullDomain(props), [props])
  const domainX = view === null ? full : ([...view] as [number, number])
  const own = compact ? { left: 10, right: 10 } : marginsOf(props)
  const shared = useSharedMargins(own)
  const left = Math.max(own.left, shared.left)
  const right = Math.floor(width - Math.max(own.right, shared.right))
  const bottom = TOP + rows.length * height
  const frame = {
    width,
    height: bottom + 32,
    left,
    right,
    top: TOP - 6,
    laneTop: TOP - 6 - LANE.height,
    bottom,
    compact,
    domainX,
    domainY: [0, 1] as [number, number],
    xTicks: [],
    yTicks: [],
    rails: [],
    railY: 0,
  }
  const toX = scale(domainX, [left, right])
  const ticks = ticksOf(xKind, domainX, Math.max(2, Math.floor((right - left) / 84)))
  const lane = (i: number): number => TOP + i * height + height / 2
  return (
    <svg
      width={width}
      height={frame.height}
      role="img"
      aria-label={`${props.title}: ${rows.map((r) => `${r.name} ${r.alarms.length === 0 ? r.words : `${formatCount(r.alarms.length)} ${r.alarms.length === 1 ? 'alarm' : 'alarms'}, ${lastHead} ${r.last}`}`).join('; ')}`}
    >
      <Regions scene={frame} shaded={shaded} />
      <MarkerLines scene={frame} markers={markers} />
      <BandLabels scene={frame} markers={markers} />
      {!compact && (
        <Label x={right + 12} y={17} fill={ink.text1}>
          {lastHead}
        </Label>
      )}
      {rows.map((row, i) => (
        <Lane
          key={`${row.name}-${i}`}
          row={row}
          y={lane(i)}
          frame={{ left, right, width, compact, lastHead, isLow: height < ROW_OF_TWO_LINES }}
          toX={toX}
          domainX={domainX}
        />
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.axis} />
      {ticks.map((t) => (
        <g key={t.at}>
          <line x1={toX(t.at)} x2={toX(t.at)} y1={bottom} y2={bottom + 4} stroke={ink.axis} />
          {/* The axis title stands after the last label, or the label goes where there is no room for both. */}
          {(compact || toX(t.at) + textWidth(t.label) / 2 < right + 6) && (
            <Label x={toX(t.at)} y={bottom + 18} fill={ink.text2} anchor="middle">
              {t.label}
            </Label>
          )}
        </g>
      ))}
      <Label
        x={compact ? width : right + 12}
        y={bottom + (compact ? 31 : 18)}
        anchor={compact ? 'end' : 'start'}
        fill={ink.text1}
      >
        {xLabel}
      </Label>
    </svg>
  )
}

/** Widest name beside a plot, in px: more of it is cut. */
const NAME_AT_MOST = 150

/** What stands beside the lines, in px: names at the left, delays and false alarms at the right. */
function marginsOf({ rows, lastHead }: CompareChartProps): { left: number; right: number } {
  const names = Math.max(...rows.flatMap(({ name, on }) => [textWidth(name, 12), textWidth(on)]))
  const lasts = Math.max(textWidth(lastHead), ...rows.map(({ last }) => textWidth(last, 12)))
  const notes = Math.max(...rows.map(({ note }) => textWidth(note)))
  return {
    left: Math.ceil(Math.min(names, NAME_AT_MOST)) + 14,
    right: Math.ceil(lasts + (notes > 0 ? notes + 8 : 0)) + 18,
  }
}

function ticksOf(xKind: CompareChartProps['xKind'], [low, high]: [number, number], count: number) {
  if (xKind === 'time') return timeTicks(low, high, count, 'UTC')
  const ats = xKind === 'row' ? wholeTicks(low, high, count) : niceTicks(low, high, count)
  const labels = numberLabels(ats, xKind === 'number' ? 'plain' : 'grouped')
  return ats.map((at, k) => ({ at, label: labels[k]! }))
}

interface LaneProps {
  row: CompareChartRow
  y: number
  frame: { left: number; right: number; width: number; compact: boolean; lastHead: string; isLow: boolean }
  toX: (v: number) => number
  domainX: readonly [number, number]
}

/** A diamond where a change was detected, a bar to its last alarm; hollow before the known change. */
function Lane({ row, y: middle, frame, toX, domainX }: LaneProps) {
  const { left, right, width, compact } = frame
  const y = compact ? middle + BELOW : middle
  // On the line's place: the line begins behind them.
  const words = row.alarms.length === 0 ? fitting(row.words, right - left - 24, 11) : ''
  const shown = row.marks.filter(({ from, to }) => to >= domainX[0] && from <= domainX[1])
  return (
    <g>
      {compact ? (
        <>
          <Label x={0} y={middle - ABOVE} fill={ink.text1} size={12} weight={500} halo>
            {fitting(row.name, width * 0.45, 12)}
          </Label>
          <Label x={width} y={middle - ABOVE} fill={ink.text1} anchor="end" halo>
            {[`${frame.lastHead} ${row.last}`, row.note].filter(Boolean).join(', ')}
          </Label>
        </>
      ) : (
        <>
          <Label x={0} y={frame.isLow ? y + 4 : y - 2} fill={ink.text1} size={12} weight={500}>
            {fitting(row.name, left - 10, 12)}
          </Label>
          {!frame.isLow && (
            <Label x={0} y={y + 12} fill={ink.text3}>
              {fitting(row.on, left - 10, 11)}
            </Label>
          )}
        </>
      )}
      <line
        x1={words === '' ? left : left + textWidth(words) + 20}
        x2={right}
        y1={y}
        y2={y}
        stroke={ink.grid}
      />
      {words !== '' && (
        <Label x={left + 12} y={y + 4} fill={row.drift ? ink.driftText : ink.text2} halo>
          {words}
        </Label>
      )}
      {shown.map(({ from, to, hollow }, k) => {
        const x0 = toX(Math.max(from, domainX[0]))
        const x1 = toX(Math.min(to, domainX[1]))
        return (
          <g key={k}>
            {x1 - x0 >= 1 && <line x1={x0} x2={x1} y1={y} y2={y} stroke={ink.drift} strokeWidth={3} />}
            {from >= domainX[0] &&
              (hollow ? <HollowDiamond x={x0} y={y} /> : <Diamond x={x0} y={y} fill={ink.drift} />)}
          </g>
        )
      })}
      {!compact && (
        <Label x={right + 12} y={y + 4} fill={ink.text1} size={12} weight={600}>
          {row.last}
        </Label>
      )}
      {!compact && row.note !== '' && (
        <Label x={width} y={y + 4} fill={ink.text2} anchor="end">
          {row.note}
        </Label>
      )}
    </g>
  )
}

function fitting(text: string, width: number, size: number): string {
  let shown = text
  while (shown.length > 3 && textWidth(shown, size) > width) shown = `${shown.slice(0, -2)}…`
  return shown
}
