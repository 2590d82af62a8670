import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { ended } from '~/queries/mlflow/run-pages'
import type { LoadedRuns, TableRows, TableView, TableWindow } from '~/queries/mlflow/runs'

/** What the worker said of the runs as they are asked for. */
export interface RunRows {
  rows: TableRows
  columns: readonly ColumnInfo[]
}

/** Places of rows: [from, to). */
export interface Places {
  from: number
  to: number
}

/** Rows around those in view that are fetched with them. */
const MARGIN = 32
/** More than are in view at first. */
export const FIRST_PLACES: Places = { from: 0, to: 64 }

/** What is kept around some places in view. */
export function withMargin({ from, to }: Places): Places {
  return { from: Math.max(0, from - MARGIN), to: to + MARGIN }
}

/**
 * The rows of a view, from the worker that holds them. Late answers are dropped; the old rows stay until the new ones
 * are there.
 * @param view memoised: another object asks anew
 * @param inView whose cells come with the rows
 * @param version another one asks anew too: what the worker has besides the runs has changed
 */
export function useRunRows(
  loaded: LoadedRuns,
  view: TableView,
  inView: { readonly current: Places },
  version: number,
): { data: RunRows | null; error: Error | null } {
  const [state, setState] = useState<{ data: RunRows | null; error: Error | null }>({
    data: null,
    error: null,
  })
  const known = useRef<{ of: LoadedRuns; columns: Promise<ColumnInfo[]> } | null>(null)
  const source = useMemo(() => ({ loaded, version }), [loaded, version])
  useEffect(() => {
    // What came meanwhile is another object over the same table.
    const { loaded } = source
    const { table } = loaded
    let isLate = false
    const ask = async () => {
      // A key in the filter changes no column, and there may be 12,000 of them to hand over.
      if (known.current?.of !== loaded)
        known.current = { of: loaded, columns: table.columns().then((outcome) => ended(outcome)) }
      const [rows, columns] = await Promise.all([
        table.query({ ...view, window: inView.current }),
        known.current.columns,
      ])
      return { rows: ended(rows), columns }
    }
    ask().then(
      (data) => isLate || setState((before) => ({ data: withSameWindow(data, before.data), error: null })),
      (error: unknown) => isLate || setState((before) => ({ ...before, error: error as Error })),
    )
    return () => {
      isLate = true
    }
  }, [source, view, inView])
  return state
}

/** Runs that arrive are mostly older than those in view: what says the same is the same, and no cell is drawn anew. */
function withSameWindow(data: RunRows, before: RunRows | null): RunRows {
  const window = before?.rows.window
  if (!window || !isSameWindow(window, data.rows.window)) return data
  return { ...data, rows: { ...data.rows, window } }
}

/** Whether two windows show the same. O(cells). */
export function isSameWindow(a: TableWindow, b: TableWindow): boolean {
  return (
    a.from === b.from &&
    a.cells.length === b.cells.length &&
    isSameList(a.ids, b.ids) &&
    a.cells.every((cells, i) => {
      const other = b.cells[i]
      if (cells.type === 'text')
        return (
          other?.type === 'text' &&
          isSameList(cells.codes, other.codes) &&
          isSameList(cells.texts, other.texts)
        )
      return (
        other?.type === 'number' &&
        isSameList(cells.isMissing, other.isMissing) &&
        isSameList(cells.values, other.values)
      )
    })
  )
}

/** NaN is one value. */
function isSameList<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

/**
 * The cells of the lines in view; fetched again as the table is scrolled.
 * @param version another one fetches them anew: what the worker has of histories has changed
 */
export function useRunWindow(
  { table }: LoadedRuns,
  rows: TableRows,
  columns: readonly ColumnChoice[],
  version: number,
): { window: TableWindow; look: (places: Places) => void } {
  const [fetched, setFetched] = useState<{ of: TableRows; window: TableWindow } | null>(null)
  const asked = useRef<{ of: TableRows; places: Places } | null>(null)
  const fetchCells = useCallback(
    async (of: TableRows, places: Places) => {
      const mine = { of, places }
      asked.current = mine
      const outcome = await table.window(columns, places)
      if (asked.current === mine && outcome.status === 'done') setFetched({ of, window: outcome.value })
    },
    [table, columns],
  )
  /** Those that came with the rows, or were asked for since. */
  const fetchedPlaces = useCallback((of: TableRows): Places => {
    if (asked.current?.of === of) return asked.current.places
    return { from: of.window.from, to: of.window.from + of.window.ids.length }
  }, [])
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  useEffect(() => {
    if (version > 0) void fetchCells(latest.current, fetchedPlaces(latest.current))
  }, [version, fetchCells, fetchedPlaces])
  const look = (places: Places) => {
    const known = fetchedPlaces(rows)
    const to = Math.min(rows.rows.length, places.to)
    if (places.from < known.from || to > known.to)
      void fetchCells(rows, withMargin({ from: places.from, to }))
  }
  return { window: fetched?.of === rows ? fetched.window : rows.window, look }
}
