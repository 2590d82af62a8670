/** Cells of a matrix from one corner to the other; `cursor` is where keys act. */
export interface MatrixRange {
  anchor: MatrixPlace
  cursor: MatrixPlace
}

/** A row and a column, by index; groups between rows do not count. */
export interface MatrixPlace {
  row: number
  column: number
}

export interface MatrixBlock {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
}

/** The cells of a range, both ends included. */
export function blockOf({ anchor, cursor }: MatrixRange): MatrixBlock {
  return {
    firstRow: Math.min(anchor.row, cursor.row),
    lastRow: Math.max(anchor.row, cursor.row),
    firstColumn: Math.min(anchor.column, cursor.column),
    lastColumn: Math.max(anchor.column, cursor.column),
  }
}

export function isOne({ anchor, cursor }: MatrixRange): boolean {
  return anchor.row === cursor.row && anchor.column === cursor.column
}

/** A range within what is there; null where there is nothing. */
export function clampedRange(range: MatrixRange, rows: number, columns: number): MatrixRange | null {
  if (rows === 0 || columns === 0) return null
  const clamp = ({ row, column }: MatrixPlace): MatrixPlace => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  })
  return { anchor: clamp(range.anchor), cursor: clamp(range.cursor) }
}
