import type { Sample, Times } from '~/drift/sample'

/** Two samples ready for a detector, and what had to be done to get them. Made by `prepare.ts`. */
export interface Prepared {
  reference: Sample
  test: Sample
  /** Axis of the test rows where a time (or number) column was chosen. */
  times: Times | null
  /** Rows left out because a chosen column (or the time column) is missing there. */
  leftOut: { reference: number; test: number }
  /** Sentences to show beside the result: "Column 'x' is constant in the reference and was only centred." */
  notes: string[]
}
