import { tsvOf } from '~/lib/formula'
import type { GridColumn } from './grid-column'

/** Where the cursor of a grid stands: row −1 is the head. */
export interface GridCursor {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows that a Page key passes over. */
  page: number
}

interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
}

/** Where an arrow, Home, End or Page key leads; null for any other key. */
export function cursorAfter(
  press: Press,
  at: GridCursor,
  { rows, columns, page }: GridSize,
): GridCursor | null {
  const far = press.ctrlKey || press.metaKey
  const to = (row: number, column: number): GridCursor => ({
    row: Math.max(-1, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  })
  switch (press.key) {
    case 'ArrowDown':
      return to(far ? rows - 1 : at.row + 1, at.column)
    case 'ArrowUp':
      return to(far ? (at.row <= 0 ? -1 : 0) : at.row - 1, at.column)
    case 'ArrowRight':
      return to(at.row, far ? columns - 1 : at.column + 1)
    case 'ArrowLeft':
      return to(at.row, far ? 0 : at.column - 1)
    case 'PageDown':
      return to(at.row + page, at.column)
    case 'PageUp':
      return to(Math.max(0, at.row - page), at.column)
    case 'Home':
      return to(far ? 0 : at.row, 0)
    case 'End':
      return to(far ? rows - 1 : at.row, columns - 1)
    default:
      return null
  }
}

/** Ids of the rows from `anchor` to `row`, both included, as far as they are known. */
export function idsBetween(anchor: number, row: number, idAt: (row: number) => string | undefined): string[] {
  const ids: string[] = []
  for (let k = Math.min(anchor, row); k <= Math.max(anchor, row); k++) {
    const id = idAt(k)
    if (id !== undefined) ids.push(id)
  }
  return ids
}

/** A copied table: its head, and what each row holds in each column. */
export function copiedTable(
  columns: readonly GridColumn[],
  rows: readonly number[],
  value: (row: number, key: string) => string | number | null,
): string {
  return tsvOf([
    columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`)),
    ...rows.map((row) => columns.map(({ key }) => value(row, key))),
  ])
}
