/** Which rows of which files are compared, in which columns: everything but the detector. Stands in the URL. */
export interface Selection {
  reference: { digest: string; name: string }
  /** Null: the test sample is the rest of the reference file, see `split`. */
  test: { digest: string; name: string } | null
  /** How one file becomes reference and test. Null with two files. */
  split: Split | null
  /** Names of number columns; null: all number columns that both samples have. */
  columns: readonly string[] | null
  /** Each column minus the reference's mean, over its standard deviation (n − 1). */
  standardise: boolean
  /** Name of the time (or number) column that orders the test stream and is the axis; null: row order. */
  timeColumn: string | null
}

export type Split =
  /** Rows first…last (from 1, inclusive) are the reference; the test is every row after `last`, or `test` where given. */
  | { by: 'rows'; reference: { first: number; last: number }; test: { first: number; last: number } | null }
  /** Rows whose `column` equals `reference` (text of the cell) are the reference, all others (or those equal to `test`) the test. */
  | { by: 'column'; column: string; reference: string; test: string | null }
