/**
 * The shapes a detector's result can have. A detector picks one and gets a verdict sentence, charts,
 * tables and exports for it; a new shape is a deliberate act (the compiler then asks for its views).
 * Everything here survives `structuredClone`; big arrays are typed, so that they can be transferred.
 */

/** What reproduces the result, resolved: `sigma` is the number used, `sigmaRule` how it was found. */
export type Settings = Record<string, number | string | boolean>

/** The column in which rows resemble the ones before most. */
export interface RowMemory {
  side: 'reference' | 'test'
  column: string
  /** Its lag-1 autocorrelation, whatever changes of level there are (`data-checks/row-memory.ts`). */
  lag1: number
  /** What independent rows hardly exceed: 2 / √n of one column. */
  limit: number
}

interface ResultBase {
  detector: string
  /** What was found is drift; of a stream: a change that is not `unconfirmed`. */
  drift: boolean
  settings: Settings
  /** Rows resemble the ones before, so that what is promised for independent rows does not hold; left out where they do not. */
  memory?: RowMemory
  /** Sentences a reader must know: "A seeded subsample of 4,000 of 20,000 rows was compared." */
  notes: string[]
}

/** Why a comparison of two samples without drift says nothing. */
export type Undecidable =
  /** Each column has one and the same value in all rows of both samples. */
  | { why: 'constant' }
  /** Missing values were computed with, and no p-value came of it. */
  | { why: 'missing' }
  /** A tree of cells has a single one, which holds all rows. */
  | { why: 'one-cell'; mostRows: number }
  /** The smallest p-value that samples of this size can give, corrected as the others were, lies above α. */
  | { why: 'few'; smallest: number }
  /** So many members of an ensemble could judge nothing that the others cannot outvote them. */
  | { why: 'members'; undecided: number }

/** A batch test of two samples as a whole. */
export interface TwoSampleResult extends ResultBase {
  shape: 'two-sample'
  statistic: { name: string; value: number }
  /** In (0, 1]. */
  pValue: number
  /** The smallest p-value that samples of this size could give; left out where it is not known. */
  leastPValue?: number
  alpha: number
  /** 1 − α quantile of the null distribution: the statistic at which the verdict turns. */
  threshold: number
  /** Statistics with labels permuted, in the order they were drawn. */
  nullDistribution: Float64Array
  rows: { reference: number; test: number }
  /** Each column has one and the same value in all rows of both samples: there is nothing to tell apart. */
  constant?: true
  /** What the method knows beyond its statistic; each is drawn by a chart of its own kind. */
  views: TwoSampleView[]
  /** Added to every result without drift that could have had none. */
  undecidable?: Undecidable
}

export type TwoSampleView =
  /**
   * Where the samples differ: f > 0 where the reference has more mass. `points` are rows of the plane or line
   * spanned by `axes`; `values` is f there (row-major grid of `columns` × `rows`; `rows` is 1 for a curve).
   */
  | {
      kind: 'witness'
      /** Names of the one or two axes: a column, "PC 1". */
      axes: string[]
      x: Float64Array
      /** Empty for a curve. */
      y: Float64Array
      values: Float64Array
    }
  /** A square matrix as a picture: `size` × `size` values in 0 … 255 of [low, high]; `split` rows belong to the reference. */
  | {
      kind: 'matrix'
      title: string
      size: number
      split: number
      low: number
      high: number
      values: Uint8Array
    }
  /** How much each column (or part) contributes, largest first. */
  | { kind: 'ranking'; title: string; valueName: string; items: { name: string; value: number }[] }

/** A batch test of each column by itself, corrected for their number. */
export interface PerColumnResult extends ResultBase {
  shape: 'per-column'
  statisticName: string
  alpha: number
  correction: 'none' | 'Bonferroni' | 'Benjamini–Hochberg'
  columns: ColumnFinding[]
  /** What `effectSize` of the columns is; null where the method has none. */
  effect: EffectMeasure | null
  /** An ensemble: the "columns" are its members, each with a vote of 0 or 1, and as many votes as `needed` are drift; `undecided` members could judge nothing. */
  votes?: { cast: number; needed: number; undecided: number }
  rows: { reference: number; test: number }
  /** Added to every result without drift that could have had none. */
  undecidable?: Undecidable
}

/** A size of the difference that does not grow with the number of rows; 0 is no difference. */
export interface EffectMeasure {
  /** "Cliff’s delta". */
  name: string
  /** Before a number and above a column: "Cliff’s δ". */
  symbol: string
  /** In size below this, a difference is trifling, and who says so; null where nobody does. */
  trifling: { below: number; source: string } | null
  /** Above 0 where the test sample has larger values, below where smaller; left out where it is a size alone. */
  signed?: true
  /** Without a unit, so that columns can be ordered by it. */
  comparable: boolean
}

export interface ColumnFinding {
  name: string
  statistic: number
  /** NaN only where a missing value was let through (profile of a library). Null: decided by `threshold`, not by a test. */
  pValue: number | null
  /** Corrected for the number of columns. Drift where ≤ α. Null without a p-value. */
  adjustedPValue: number | null
  /** Of the rows that were tested, by the result's `effect`; may be infinite where the samples are constant. */
  effectSize: number | null
  /** The smallest p-value that samples of this size could give, before the correction; left out where it is not known. */
  leastPValue?: number
  /** Drift where the statistic reaches it; null where a p-value decides. */
  threshold: number | null
  drift: boolean
  /** One and the same value in all rows of both samples: there is nothing that a test could tell apart. */
  constant?: true
  /** A member of an ensemble that could judge nothing: that it found no drift says nothing. */
  undecided?: true
  /** Rows of either sample that have a value in this column; left out by an ensemble, whose "columns" are members. */
  rows?: { reference: number; test: number }
  /** How the two samples look in this column, where the method has a picture of it. */
  view: ColumnView | null
}

export type ColumnView =
  /** Distribution functions at the (thinned) pooled values, ascending; `gapAt` is where they differ most. */
  | { kind: 'cdf'; x: Float64Array; reference: Float64Array; test: Float64Array; gapAt: number }
  /** Shares in cells: `edges` has one more entry than the shares. */
  | { kind: 'histogram'; edges: Float64Array; reference: Float64Array; test: Float64Array }
  /**
   * Shares of categories. `moved`: index of the one whose share differs most, beyond chance by itself; of two, the
   * second. Left out where there is none. `values`: the numbers that are the categories; NaN where several are one.
   */
  | {
      kind: 'categories'
      names: string[]
      values?: Float64Array
      reference: Float64Array
      test: Float64Array
      moved?: number
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

/** What alarms tell of: one lasting change is one, however many alarms it raises (`drift/changes.ts` has the rule). */
export interface Change {
  /** Its alarms, as indices into `alarms`, inclusive; the first is where it was detected. */
  first: number
  last: number
  /**
   * `lasting`: to the end of the stream, or to the next change. `passing`: the stream is as it was before. `recent`: too
   * few rows came after it to tell. `unconfirmed`: the rows after the alarms do not differ from those before them, as
   * after a spike or a false alarm: these are no drift.
   */
  kind: 'lasting' | 'passing' | 'recent' | 'unconfirmed'
  /**
   * Row of the stream, from 0, at which the level moved as far as its values tell; null where that is not known. Of an
   * unconfirmed one: where it moved long after the alarms, and raised none.
   */
  began: number | null
  /** Unconfirmed as too few rows came after it, where rows have memory (`changes.ts`, `withoutEarly`). */
  tooEarly?: true
}

/** A statistic along a stream. */
export interface TraceResult extends ResultBase {
  shape: 'trace'
  /** The column that was looked at, where it is one; added to every result. */
  column?: string
  /** What was looked at, as the end of "No change seen in …"; added to every result. */
  lookedAt?: string
  statisticName: string
  /** Unit of the statistic, or '' where it has none. */
  unit: string
  /**
   * The statistic and its limits are linear in the column. `value`: a mean of it, in its unit; `difference`: of two such;
   * `sum`: of differences over rows, in its unit × rows. Left out where they have no unit.
   */
  inDataUnit?: 'value' | 'difference' | 'sum'
  /** Index in the test sample at which each value was known (for a window: its last row). Ascending. */
  positions: Uint32Array
  /** The same as row numbers of the source; these need not ascend when the stream is ordered by a time column. */
  rowNumbers: Uint32Array
  /** First row number of the window behind each value; equal to `rowNumbers` where there is no window. */
  windowStarts: Uint32Array
  /** One or more statistics, each as long as `positions`. NaN: not defined yet. */
  series: { name: string; values: Float64Array }[]
  /** Drift beyond it, see `side`. Null: the limit moves along the stream and is one of `limits`. */
  threshold: number | null
  /** On which side of the threshold (or of the moving drift limit) drift lies. */
  side: 'above' | 'below'
  /** Lines beside the statistic that move along the stream, each as long as `positions`. NaN: not defined yet. */
  limits: { name: string; level: 'drift' | 'warning' | 'centre'; values: Float64Array }[]
  /** The rule behind the threshold, in words: "α = 0.05 for the whole stream of 1,247 windows, …". */
  thresholdRule: string
  /** In the order of their starts. */
  alarms: Alarm[]
  /** Every alarm belongs to one of them. */
  changes: Change[]
  /** Stretches in the warning zone, for detectors that have one. */
  warnings: Alarm[]
  /** Stream and reference have one and the same value in all rows: nothing could be judged by it. */
  constant?: true
  /** Only changes from one batch to the next are judged: a difference from the reference since the first row raises no alarm. */
  betweenBatches?: true
  /** An ensemble: its members that vote, how many have to, and within what: "in the same row". */
  votes?: { members: number; needed: number; together: string }
  /** Null range of a single window (2.5 % and 97.5 % quantiles), where the detector knows one. */
  nullBand: { low: number; high: number } | null
  /** Samples left out by the NaN policy. */
  skipped: number
  rows: { reference: number; test: number }
  /** What the method knows beyond its statistic; each is drawn by a chart of its own kind, on the same axis. */
  views: TraceView[]
}

export type TraceView =
  /** Further numbers along the stream: the width of ADWIN's window, the four rates of LFR. As long as `positions`. */
  | {
      kind: 'lines'
      title: string
      yLabel: string
      /** The values have the unit of the column: a mean of it. */
      inDataUnit?: true
      series: { name: string; values: Float64Array }[]
    }
  /**
   * Posterior of the run length (BOCD) as a picture: column k stands for the positions from `starts[k]` (index into
   * `positions`) to the next one, row r for run lengths from r · `rowsPerCell`; `values[k * cells + r]` in 0 … 1.
   */
  | {
      kind: 'run-length'
      title: string
      starts: Uint32Array
      cells: number
      rowsPerCell: number
      values: Float32Array
    }

export type DetectorResult = TwoSampleResult | PerColumnResult | TraceResult
