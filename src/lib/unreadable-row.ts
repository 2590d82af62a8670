/** A row of an answer that is not what its contract says: listed with its reason beside those that are. */
export interface UnreadableRow {
  /** Its id where it has one. */
  id: string | null
  why: string
}
