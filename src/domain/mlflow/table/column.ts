import { Cells } from './cells'
import { columnId, type ColumnId, type ColumnKind } from './column-id'
import { Dictionary } from './dictionary'

interface Common {
  readonly id: ColumnId
  readonly kind: ColumnKind
  readonly key: string
  /** Numbers; for text, codes of `dictionary`. */
  readonly cells: Cells
}

/** Numbers: metrics, times (ms) and durations (ms). */
export interface NumberColumn extends Common {
  readonly type: 'number'
  /** The highest step of a value that stood here; 0 where each was logged once, as most scores are. */
  lastStep: number
}

/** Text, each different one kept once. */
export interface TextColumn extends Common {
  readonly type: 'text'
  readonly dictionary: Dictionary
}

export type Column = NumberColumn | TextColumn

export function createNumberColumn(kind: ColumnKind, key: string): NumberColumn {
  return { id: columnId(kind, key), kind, key, type: 'number', lastStep: 0, cells: new Cells() }
}

export function createTextColumn(kind: ColumnKind, key: string): TextColumn {
  return {
    id: columnId(kind, key),
    kind,
    key,
    type: 'text',
    cells: new Cells(),
    dictionary: new Dictionary(),
  }
}

/** What a cell shows: a number (NaN and ±Infinity as such), text, or null where there is nothing. */
export type CellValue = number | string | null

export function cellOf(column: Column, row: number): CellValue {
  const value = column.cells.get(row)
  if (value === undefined) return null
  return column.type === 'number' ? value : column.dictionary.texts[value]!
}

/** The cell as a number: text that stands for one too; null where it is none. */
export function numberOf(column: Column, row: number): number | null {
  const value = column.cells.get(row)
  if (value === undefined) return null
  return column.type === 'number' ? value : column.dictionary.numberOf(value)
}

export function setNumber(column: NumberColumn, row: number, value: number): void {
  column.cells.set(row, value)
}

export function setText(column: TextColumn, row: number, text: string): void {
  const before = column.cells.get(row)
  const code = column.dictionary.take(text)
  if (before !== undefined) column.dictionary.release(before)
  column.cells.set(row, code)
}

export function clearCell(column: Column, row: number): void {
  const before = column.cells.get(row)
  if (before === undefined) return
  if (column.type === 'text') column.dictionary.release(before)
  column.cells.delete(row)
}
