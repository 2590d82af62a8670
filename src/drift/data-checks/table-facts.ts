/** What is known of a column in one of two samples, apart from how its values lie. */
export interface SideFacts {
  type: 'number' | 'time' | 'text'
  /** Rows of the sample. */
  rows: number
  /** Rows without a value; infinite ones are not among them. */
  missing: number
  infinite: number
  /** What is written with each number, where something is. */
  unit?: string
}

/** What is known of a column that is in one of two samples, or in both. `data/prepare/table-facts.ts` counts it. */
export interface ColumnFacts {
  name: string
  /** Null: the sample has no such column. */
  reference: SideFacts | null
  test: SideFacts | null
  /**
   * All values of the test sample are this one, while the reference has others: its text, and how many rows hold it
   * there. `before`: the one value of a reference that is constant, too.
   */
  constant: { value: string; inReference: number; before: string | null } | null
  /** For text in both samples, where the test sample has categories that the reference lacks. */
  unseen: {
    /** The most frequent ones. */
    names: readonly string[]
    /** Categories that the reference has: the first ones. */
    others: readonly string[]
    /** How often each category is there, of all that either sample has. */
    reference: Float64Array
    test: Float64Array
  } | null
}
