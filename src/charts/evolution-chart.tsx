import type { Alarm } from '~/drift/results'
import { ChartFrame } from './chart-frame'

/** The part of the x axis that is shown, in axis units (row numbers, or ms since 1970). `null`: all of it. */
export type View = readonly [number, number] | null

export interface EvolutionChartProps {
  /** The finding where there is one, else the plain name. */
  title: string
  /** One or two sentences under the title: the chart in words. */
  subtitle: string
  /** What the x axis counts: row numbers of the source, or ms since 1970 (UTC). */
  xKind: 'row' | 'time'
  /** At the right end of the x axis: "row", "2024, UTC". */
  xLabel: string
  /** Above the y axis: "MMD² unbiased". The first word is printed in `text-1`. */
  yLabel: string
  /** Axis value of each point, ascending (equal ones are allowed). Length n. */
  x: Float64Array
  /** Row number of the window's last row, for readout, table and CSV. Length n. */
  rowNumbers: Uint32Array
  /** Row number of the window's first row; equal to `rowNumbers` where there is no window. Length n. */
  windowStarts: Uint32Array
  /** One or more statistics of length n. NaN: not defined, drawn as a gap. */
  series: readonly { name: string; values: Float64Array }[]
  /** Drift strictly above it. `label` is printed with the value at the right edge: "drift" → "drift 0.012". */
  threshold: { value: number; label: string } | null
  /** The rule behind the threshold, in words; said under the title. */
  thresholdRule?: string
  warning?: { value: number; label: string }
  /** Indices into the arrays, inclusive. */
  alarms: readonly Alarm[]
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
  /** Base name of exported files, without extension. */
  fileName: string
  /** Shows the "copy link" action. */
  onCopyLink?: () => void
}

/** A statistic along a stream, with its threshold and alarms. */
export function EvolutionChart(props: EvolutionChartProps) {
  return (
    <ChartFrame title={props.title} subtitle={props.subtitle} fileName={props.fileName} csv={() => ''}>
      {null}
    </ChartFrame>
  )
}
