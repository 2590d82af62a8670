import { type ReactNode, useMemo } from 'react'
import type { State } from '~/ui/mark'
import { ChartFrame } from './chart-frame'
import type { HistoryColumns } from './history-columns'
import { HistoryTable } from './history-table'
import { historyCsv } from './history-words'

/** The part of the history that is shown, in ms since 1970 UTC, whatever the spacing. `null`: all of it. */
export type HistoryView = readonly [number, number] | null

export interface HistoryChartProps {
  /** The finding: "Drifting since 26 September". */
  title: string
  /** One or two sentences under the title: the chart in words. */
  subtitle: string
  /** Stands before the title. */
  mark?: State | undefined
  /** The runs: `columnsOf(points)`. Memoise it: a new object is a new drawing. */
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
  /** Grey band over runs `start` to `end` (indices, inclusive); `shortLabel` where `label` does not fit. */
  baseline?: { start: number; end: number; label: string; shortLabel?: string } | null | undefined
  /** Dotted lines at a run: "v3.1, lens cleaned". */
  markers?: readonly { index: number; label: string; shortLabel?: string }[] | undefined
  /** A threshold to try: drawn as a line of its own. */
  whatIf?: number | null | undefined
  /** Index of the run that is open elsewhere: ring and line. */
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

/** The history of an experiment's runs: the metric against the thresholds they logged. */
export function HistoryChart(props: HistoryChartProps) {
  const { columns, metric, sense = 'above', timeZone = 'UTC', selected = null } = props
  const words = useMemo(() => ({ columns, metric, sense, timeZone }), [columns, metric, sense, timeZone])
  const table = (
    <HistoryTable title={props.title} data={words} selected={selected} onSelect={props.onSelect} />
  )
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      fileName={props.fileName}
      csv={() => historyCsv(words)}
      table={table}
      onCopyLink={props.onCopyLink}
      foot={props.footer}
    >
      {table}
    </ChartFrame>
  )
}
