/**
 * What every detector eats: a dense table of finite numbers.
 *
 * `data/prepare.ts` makes samples from files: it picks the columns, leaves out rows with missing
 * values (batch) and standardises. A detector never sees NaN unless the sample says so.
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
}

export interface BatchInput {
  reference: Sample
  test: Sample
}

/** A stream is walked in the order of its rows. `reference` is null for detectors that learn from the stream itself. */
export interface StreamInput {
  reference: Sample | null
  test: Sample
}
