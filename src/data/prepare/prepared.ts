import type { LeftOutColumn } from './column-choices'
import type { ColumnScaling, Sample, Times } from '~/drift/sample'
import type { ColumnFacts } from '~/drift/data-checks/table-facts'

/** Rows left out because a chosen column (or the time column) is missing there. */
export interface RowsLeftOut {
  reference: number
  test: number
  /** The column that costs most of them, and the rows that would be there without it; null where none is left out. */
  costliest: { column: string; missing: number; regained: number } | null
}

/** Two samples ready for a detector, and what had to be done to get them. Made by `prepare.ts`. */
export interface Prepared {
  reference: Sample
  test: Sample
  /** Axis of the test rows where a time (or number) column was chosen. */
  times: Times | null
  /** Columns of the samples that were standardised, so that what is drawn of them is in the data's own unit. */
  scaling: ColumnScaling[]
  rowsLeftOut: RowsLeftOut
  /** Columns that are not compared, where nobody chose columns. */
  columnsLeftOut: LeftOutColumn[]
  /** What is known of the columns apart from how their values lie, see `drift/data-checks/table-findings.ts`. */
  facts: ColumnFacts[]
  /** Sentences to show before the result, as it may be worth nothing. */
  warnings: string[]
  /** Sentences to show beside the result: "Column 'x' is constant in the reference and was only centred." */
  notes: string[]
}
