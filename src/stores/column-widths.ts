import { useCallback } from 'react'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

type Widths = Readonly<Record<string, number>>

/** By the name of the table: widths that a person gave its columns, in px. Kept in this browser: they are of a screen. */
interface ColumnWidths {
  tables: Readonly<Record<string, Widths>>
}

const NONE: Widths = {}
/** Of one table: those of columns that data name are many. */
const MOST_COLUMNS = 200

export const useColumnWidths = create<ColumnWidths>()(
  persist((): ColumnWidths => ({ tables: {} }), {
    name: 'tidemark-column-widths',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored) => ({ tables: tablesIn(stored) }),
  }),
)

/** Widths of a table's columns, and what keeps others for the next visit. @param table the same at each visit */
export function useKeptWidths(table: string): readonly [widths: Widths, keep: (widths: Widths) => void] {
  const widths = useColumnWidths(({ tables }) => tables[table] ?? NONE)
  return [widths, useCallback((next: Widths) => keepWidths(table, next), [table])]
}

/** Keeps the widths of a table's columns; the newest where they are many. */
export function keepWidths(table: string, widths: Widths): void {
  useColumnWidths.setState(({ tables }) => ({
    tables: { ...tables, [table]: Object.fromEntries(Object.entries(widths).slice(-MOST_COLUMNS)) },
  }))
}

function tablesIn(stored: unknown): ColumnWidths['tables'] {
  if (!isRecord(stored) || !isRecord(stored['tables'])) return {}
  return Object.fromEntries(
    Object.entries(stored['tables']).flatMap(([table, widths]) =>
      isRecord(widths) ? [[table, widthsIn(widths)] as const] : [],
    ),
  )
}

function widthsIn(stored: Record<string, unknown>): Widths {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([key, width]) =>
      typeof width === 'number' && Number.isFinite(width) && width > 0 ? [[key, width] as const] : [],
    ),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
