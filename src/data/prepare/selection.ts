import type { ReadOptions } from '../read-options'

export interface FileOfSelection {
  digest: string
  name: string
  /** How it is read; decided from its data unless told. */
  options?: ReadOptions
}

/** Which rows of which files are compared, in which columns: everything but the detector. Stands in the URL. */
export interface Selection {
  reference: FileOfSelection
  /** Null: the test sample is the rest of the reference file, see `split`. */
  test: FileOfSelection | null
  /** How one file becomes reference and test. Null with two files. */
  split: Split | null
  /** Names of columns; null: all that both samples have and that can be read as `takes` says. */
  columns: readonly string[] | null
  /** What is made of the columns; numbers unless given. */
  takes?: Takes
  /** For `error` and `labels`: the columns of true and of predicted labels; none where left out or null. */
  labels?: { truth: string; prediction: string } | null
  /** For an `error` column: it holds 1 where the prediction was right, and is turned round. */
  oneIsCorrect?: boolean
  /** Test rows with missing values stay, as NaN, for a detector that has its own policy; left out unless given. */
  keepMissing?: boolean
  /** Columns are compared one by one, each on the rows of both samples that have a value in it; left out unless given. */
  ownRows?: boolean
  /** There is no reference: `reference` and `test` are the same rows, and the detector learns from them. */
  alone?: boolean
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
  /** By the instants of a time column. Rows without one are in neither sample. */
  | { by: 'time'; column: string; cut: TimeCut }

export type TimeCut =
  /** Rows before it are the reference, those at it and later the test. Milliseconds since 1970 UTC. */
  | { kind: 'at'; at: number }
  /** The newest `last` milliseconds are the test, the `against` before them the reference; null: all before them. */
  | { kind: 'last'; last: number; against: number | null }

export type Takes =
  /** Columns of numbers. */
  | 'numbers'
  /** Columns of categories: text, and whole numbers of few different values. */
  | 'categories'
  /** Columns of numbers, and of text as categories. */
  | 'both'
  /** One column: the first principal component of the reference's number columns; the column itself where there is one. */
  | 'component'
  /** One column of 1 (error) and 0 (correct): as it is in the file, or where `labels` differ. */
  | 'error'
  /** Two columns of 0 and 1: true and predicted class. */
  | 'labels'

/** … for detectors that compare the values of columns. */
export type AsColumns = Exclude<Takes, 'error' | 'labels'>
