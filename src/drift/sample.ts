import type { KernelAssistant } from './kernels/kernel-assistant'

/**
 * What every detector eats: a dense table of finite numbers.
 *
 * `data/prepare/prepare.ts` makes samples from files: it picks the columns, leaves out rows with missing
 * values (for a detector that compares rows as a whole) and standardises. A detector never sees NaN unless the sample says so.
 */
export interface Sample {
  /** Number of rows n. */
  rows: number
  /** Column names; their count is the dimension d. */
  columns: readonly string[]
  /** Row-major, n × d: value of row i, column j is `values[i * d + j]`. */
  values: Float64Array
  /** Length n: the row's number in its source, from 1, so that a chart can point at the true row. */
  rowNumbers: Uint32Array
  /**
   * For columns of categories: their names, which the values count into from 0; null for columns of numbers.
   * Reference and test share the same lists. Left out where all columns hold numbers.
   */
  levels?: readonly (readonly string[] | null)[]
  /** Rows may lack a value (NaN) in some columns: each column has rows of its own. Complete where left out. */
  incomplete?: true
}

/** How a column was standardised: its values are (own value − `mean`) / `sd`. */
export interface ColumnScaling {
  column: string
  /** In the unit of the data. */
  mean: number
  /** The same unit; above 0. */
  sd: number
}

export interface BatchInput {
  reference: Sample
  test: Sample
  /** Other workers that are free to help; none in a terminal. */
  assistants?: readonly KernelAssistant[]
}

/** Where the rows of a stream stand on the axis that orders them. */
export interface Times {
  /** As long as the stream; finite, never falling. */
  values: Float64Array
  /** `ms`: milliseconds since 1970 UTC. `own`: the numbers of a column, in whatever unit it has. */
  unit: 'ms' | 'own'
  /** Name of the column. */
  column: string
}

/** A stream is walked in the order of its rows. `reference` is null for detectors that learn from the stream itself. */
export interface StreamInput {
  reference: Sample | null
  test: Sample
  /** Null: nothing but their order is known of the rows. */
  times: Times | null
}
