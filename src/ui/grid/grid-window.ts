/** What is drawn now: the owner may fetch it. Both ends are included. */
export interface GridWindow {
  firstRow: number
  lastRow: number
  /** Keys of the columns that are drawn. */
  columns: readonly string[]
}
