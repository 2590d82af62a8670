import type { Alarm, Change, TraceResult } from '~/drift/results'
import type { SeriesStyle } from '../frame/theme'
import type { View } from '../plane/zoom'

/** What an evolution chart is given: a statistic along a stream, with its limits and alarms. */
export interface EvolutionChartProps {
  /** The finding where there is one, else the plain name. */
  title: string
  /** One or two sentences under the title: the chart in words. */
  subtitle: string
  /** In its place while somebody goes along the stream: it tells nothing of what is to come. */
  aheadSubtitle?: string
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
  /** Both ends of the stream in axis units, where `x` does not reach them: all charts of a stream have the same axis. */
  span?: readonly [number, number]
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
  /** What the alarms tell of: each is one rail with the alarms since. Alarms stand alone unless given. */
  changes?: readonly Change[]
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
  /** Values far beyond this size are drawn on a logarithmic axis, so that none leaves the plot (symlog). */
  linearTo?: number
  /** Offers to go along the stream as the detector did. */
  playable?: boolean
  /** Told where somebody who goes along the stream is; null: all of it is shown. */
  onReach?: (index: number | null) => void
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
