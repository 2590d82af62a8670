import type { ReactNode } from 'react'
import { formatNumber } from '~/lib/format'
import type { CellValue } from '../lists/table-rows'

/** How the values of a column are set: numbers end under each other, `code` is for ids, hashes and keys. */
export type GridKind = 'text' | 'number' | 'code'

export interface GridColumn {
  /** Unique; it stands in URLs. */
  key: string
  title: string
  /** In grey after the title, and in the copied head. */
  unit?: string
  kind: GridKind
  /** In px, until a person changes it. */
  width: number
  /** What it belongs to: neighbours of one group stand under its name. */
  group?: string
  /** Its title takes up to three lines instead of being cut. */
  wraps?: boolean
  /** Before its title, for the eye alone: the line that it has in a chart. */
  mark?: ReactNode
  /** Below its title, for the eye alone: a sparkline, a median. */
  note?: ReactNode
  /** It shows a picture: it is not copied. */
  isPicture?: boolean
  /** The server or the owner cannot sort by it. */
  isUnsortable?: boolean
  /** What is shown instead of the bare value: a mark and its word, a sparkline. Of the value alone: the same value is not drawn anew. */
  render?: (value: CellValue) => ReactNode
  /** The same, of what else is known of the row at this index: drawn anew with all data of the table. */
  renderRow?: (row: number, value: CellValue) => ReactNode
}

/** One row by its index. */
export interface GridRow {
  /** Unique and stable: what is selected and opened. */
  id: string
  /** Depth in a tree of rows, from 0; left out where the rows are a plain list just now. */
  level?: number
  /** A row that stands for those below it: Enter and a press open it, or its page where it has one of its own. */
  group?: { isOpen: boolean; hasPage?: boolean }
  /** It stands between rows and says something of them: it is neither opened nor selected. */
  isDivider?: boolean
}

/** What a cell shows where its column says nothing else. */
export function printedCell(value: CellValue): string {
  return typeof value === 'string' ? value : formatNumber(value)
}
