/**
 * The shapes a detector's result can have. A detector picks one and gets a verdict sentence, charts,
 * tables and exports for it; a new shape is a deliberate act (the compiler then asks for its views).
 * Everything here survives `structuredClone`; big arrays are typed, so that they can be transferred.
 */

/** What reproduces the result, resolved: `sigma` is the number used, `sigmaRule` how it was found. */
export type Settings = Record<string, number | string | boolean>

interface ResultBase {
  detector: string
  drift: boolean
  settings: Settings
  /** Sentences a reader must know: "A seeded subsample of 4,000 of 20,000 rows was compared." */
  notes: string[]
}

/** A batch test of two samples as a whole. */
export interface TwoSampleResult extends ResultBase {
  shape: 'two-sample'
  statistic: { name: string; value: number }
  /** In (0, 1]. */
  pValue: number
  alpha: number
  /** 1 − α quantile of the null distribution: the statistic at which the verdict turns. */
  threshold: number
  /** Statistics with labels permuted, in the order they were drawn. */
  nullDistribution: Float64Array
  rows: { reference: number; test: number }
}

/** A batch test of each column by itself, corrected for their number. */
export interface PerColumnResult extends ResultBase {
  shape: 'per-column'
  statisticName: string
  alpha: number
  correction: 'none' | 'Bonferroni'
  columns: {
    name: string
    statistic: number
    pValue: number
    /** min(1, p × number of columns) under Bonferroni. Drift where ≤ α. */
    adjustedPValue: number
    drift: boolean
  }[]
  rows: { reference: number; test: number }
}

/** One unbroken stretch of a trace above its threshold (or, for a detector that resets, a single alarm). */
export interface Alarm {
  /** Indices into the trace's arrays, inclusive. */
  start: number
  end: number
  /** Index of the largest excess over the threshold. */
  peak: number
  /** Which series fired, where there are several. */
  series: string
}

/** A statistic along a stream. */
export interface TraceResult extends ResultBase {
  shape: 'trace'
  statisticName: string
  /** Unit of the statistic, or '' where it has none. */
  unit: string
  /** Index in the test sample at which each value was known (for a window: its last row). Ascending. */
  positions: Uint32Array
  /** The same as row numbers of the source; these need not ascend when the stream is ordered by a time column. */
  rowNumbers: Uint32Array
  /** First row number of the window behind each value; equal to `rowNumbers` where there is no window. */
  windowStarts: Uint32Array
  /** One or more statistics, each as long as `positions`. NaN: not defined yet. */
  series: { name: string; values: Float64Array }[]
  /** Drift above (strictly). */
  threshold: number
  /** The rule behind the threshold, in words: "α = 0.05 for the whole stream of 1,247 windows, …". */
  thresholdRule: string
  alarms: Alarm[]
  /** Null range of a single window (2.5 % and 97.5 % quantiles), where the detector knows one. */
  nullBand: { low: number; high: number } | null
  /** Samples left out by the NaN policy. */
  skipped: number
  rows: { reference: number; test: number }
}

export type DetectorResult = TwoSampleResult | PerColumnResult | TraceResult
