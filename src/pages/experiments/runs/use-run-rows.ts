import { useCallback, useEffect, useRef, useState } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import {
  ended,
  type LoadedRuns,
  type TableRows,
  type TableView,
  type TableWindow,
} from '~/queries/mlflow/runs'

/** What the worker said of the runs as they are asked for. */
export interface RunRows {
  rows: TableRows
  columns: readonly ColumnInfo[]
}

/** Rows around those in view that are fetched with them. */
const MARGIN = 60

/**
 * The rows of a view, from the worker that holds them. Late answers are dropped; the old rows stay until the new ones
 * are there.
 * @param view memoised: another object asks anew
 * @param version another one asks anew too: what the worker has besides the runs has changed
 */
export function useRunRows(
  loaded: LoadedRuns | undefined,
  view: TableView | null,
  version: number,
): { data: RunRows | null; error: Error | null } {
  const [state, setState] = useState<{ data: RunRows | null; error: Error | null }>({
    data: null,
    error: null,
  })
  const known = useRef<{ of: LoadedRuns; columns: Promise<ColumnInfo[]> } | null>(null)
  useEffect(() => {
    if (!loaded || !view) return
    // What came meanwhile is another object over the same table.
    const { table } = loaded
    let isLate = false
    const ask = async () => {
      // A key in the filter changes no column, and there may be 12,000 of them to hand over.
      if (known.current?.of !== loaded)
        known.current = { of: loaded, columns: table.columns().then((outcome) => ended(outcome)) }
      const [rows, columns] = await Promise.all([table.query(view), known.current.columns])
      return { rows: ended(rows), columns }
    }
    ask().then(
      (data) => isLate || setState({ data, error: null }),
      (error: unknown) => isLate || setState((known) => ({ ...known, error: error as Error })),
    )
    return () => {
      isLate = true
    }
  }, [loaded, view, version])
  return state
}

/**
 * The cells of the lines in view; fetched again as the table is scrolled, or its rows change.
 * @param version another one fetches them anew: what the worker has of histories has changed
 */
export function useRunWindow(
  loaded: LoadedRuns | undefined,
  rows: TableRows | null,
  view: TableView | null,
  version: number,
): { window: TableWindow | null; look: (from: number, to: number) => void } {
  const [window, setWindow] = useState<{ of: TableRows; window: TableWindow } | null>(null)
  const asked = useRef<{ of: TableRows; from: number; to: number } | null>(null)
  const table = loaded?.table
  const columns = view?.columns
  const fetchCells = useCallback(
    async (wanted: { of: TableRows; from: number; to: number }) => {
      if (!table || !columns) return
      asked.current = wanted
      const { of, from, to } = wanted
      const outcome = await table.window(columns, { from, to })
      if (asked.current === wanted && outcome.status === 'done') setWindow({ of, window: outcome.value })
    },
    [table, columns],
  )
  useEffect(() => {
    const known = asked.current
    if (version > 0 && known) void fetchCells({ ...known })
  }, [version, fetchCells])
  const look = (from: number, to: number) => {
    if (!rows) return
    const known = asked.current
    if (known?.of === rows && from >= known.from && to <= known.to) return
    void fetchCells({
      of: rows,
      from: Math.max(0, from - MARGIN),
      to: Math.min(rows.rows.length, to + MARGIN),
    })
  }
  const own = window && window.of === rows ? window.window : (rows?.window ?? null)
  return { window: own, look }
}
