import type { Reshape } from '../source'

/** How a text that is not delimited by the rules of CSV becomes one that is. */
export interface Rewriting {
  /** What stands between its cells; null where there is one column. */
  delimiter: number | null
  reshape: () => Reshape
  /** Lines that are gone from above the first row of values. */
  lines: number
  /** A sentence. */
  note: string
}
