import { type QueryClient, replaceEqualDeep, useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { NeededHistory } from '~/domain/mlflow/table/aggregates'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { addJob, countJob, endJob, updateJob } from '~/stores/jobs'
import { combineHistories, forgetHistories, loadedHistory, retryHistories } from './histories'
import { ended, historySession, type RunTable } from './runs'

/** So many are loaded unasked: a server answers them in a minute or two. */
export const MOST_UNASKED = 300
/** As many requests as go out at once; more would only wait here. */
const LANES = 4
/** Rows that are only scrolled past are not asked for, in ms. */
const REST_MS = 150

/** How far the histories are that cells in view need. */
export interface HistoriesInView {
  /** Changes with each that arrived: the cells are then read anew. */
  version: number
  loaded: number
  total: number
  failed: number
  error: Error | null
  retry: () => void
}

/**
 * Loads what the cells in view need of histories, each once, and again what goes on. A row that left the view is not
 * waited for.
 * @param columns memoised
 * @param places of the rows in view
 * @param rows another object is another order
 */
export function useHistoriesInView(
  experimentId: string,
  table: RunTable,
  columns: readonly ColumnChoice[],
  rows: object | null,
  places: { from: number; to: number } | null,
): HistoriesInView {
  const client = useQueryClient()
  const session = historySession(experimentId)
  const [needed, setNeeded] = useState<readonly NeededHistory[]>([])
  const wanted = useMemo(() => columns.filter(({ mode = 'last' }) => mode !== 'last'), [columns])
  const from = places?.from ?? 0
  const to = places?.to ?? 0
  useEffect(() => {
    let isLate = false
    const look = async () => {
      const askedAt = Date.now()
      const outcome = wanted.length === 0 || !rows ? null : await table.neededHistories(wanted, { from, to })
      if (isLate || outcome?.status === 'failed') return
      const found = outcome?.status === 'done' ? outcome.value : []
      forgetLost(client, session, found, askedAt)
      // What is loaded already is no reason to draw anew.
      setNeeded((known) => replaceEqualDeep(known, found.map(withoutState)))
    }
    const timer = setTimeout(() => void look(), REST_MS)
    return () => {
      isLate = true
      clearTimeout(timer)
    }
  }, [client, session, table, wanted, rows, from, to])
  const { version, loaded, failed, error } = useQueries({
    queries: needed.map(({ runId, key, isRunning }) => loadedHistory(session, runId, key, isRunning)),
    combine: combineHistories,
  })
  return {
    version,
    loaded,
    total: needed.length,
    failed,
    error,
    retry: () => void retryHistories(client, session),
  }
}

/** Whether it is loaded already changes nothing of what is needed. */
const withoutState = (one: NeededHistory): NeededHistory => ({ ...one, isLoaded: false })

/** A worker that died took its histories with it: the cache must not go on to say that they are there. */
function forgetLost(
  client: QueryClient,
  session: string,
  found: readonly NeededHistory[],
  askedAt: number,
): void {
  const isLost = found.some(({ runId, key, isRunning, isLoaded }) => {
    if (isLoaded) return false
    const state = client.getQueryState(loadedHistory(session, runId, key, isRunning).queryKey)
    return state?.status === 'success' && state.dataUpdatedAt < askedAt
  })
  if (isLost) void forgetHistories(client, session)
}

/** The job of loading for a whole table: `cancelJob(tableHistoriesJobId(…))` keeps what came. */
export const tableHistoriesJobId = (experimentId: string): string => `table ${historySession(experimentId)}`

/**
 * Loads all histories that columns need for the last query's rows, as a job that can be stopped. What the cache has is
 * not asked for again.
 * @param title of the job
 * @returns false where it was stopped
 * @throws as the server failed, once the others are there
 */
export async function loadTableHistories(
  client: QueryClient,
  experimentId: string,
  table: RunTable,
  columns: readonly ColumnChoice[],
  title: string,
): Promise<boolean> {
  const session = historySession(experimentId)
  const askedAt = Date.now()
  const all = ended(await table.neededHistories(columns, null))
  forgetLost(client, session, all, askedAt)
  const missing = all.filter(({ isLoaded }) => !isLoaded)
  if (missing.length === 0) return true
  const id = tableHistoriesJobId(experimentId)
  const controller = new AbortController()
  const { signal } = controller
  addJob({ id, kind: 'fetch', title, controller })
  updateJob(id, { state: 'running' })
  let failure: Error | null = null
  let begun = 0
  let done = 0
  countJob(id, { done, total: missing.length, phase: 'histories' })
  const lane = async () => {
    for (;;) {
      const next = missing[begun++]
      if (!next || signal.aborted) return
      const query = loadedHistory(session, next.runId, next.key, next.isRunning)
      const stop = () => void client.cancelQueries({ queryKey: query.queryKey, exact: true })
      signal.addEventListener('abort', stop, { once: true })
      try {
        await client.fetchQuery(query)
      } catch (error) {
        if (!signal.aborted) failure ??= error as Error
      } finally {
        signal.removeEventListener('abort', stop)
      }
      done += 1
      countJob(id, { done, total: missing.length, phase: 'histories' })
    }
  }
  try {
    await Promise.all(Array.from({ length: LANES }, lane))
  } finally {
    endJob(id)
  }
  if (signal.aborted) return false
  if (failure) throw failure as Error
  return true
}
