import { type QueryClient, replaceEqualDeep, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { NeededHistory } from '~/domain/mlflow/table/aggregates'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { addJob, countJob, endJob, updateJob } from '~/stores/jobs'
import { loadedCurve } from './curves'
import { forgetHistories, loadedHistory, retryHistories } from './histories'
import { ended } from './run-pages'
import { historySession, type RunTable } from './runs'
import { useHistories } from './use-histories'

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
  /**
   * Changes with each curve that arrived: what groups show of curves is then to be asked for anew.
   */
  curves: number
  /** Curves of groups in view that wait for `askForAll`: they would cost the server much. */
  heldBack: number
  askForAll: () => void
  /** @param groups in view, of whose runs the curves are needed, in view or not */
  look: (places: Places | null, groups: readonly Places[]) => void
}

/** Places of rows: [from, to). */
interface Places {
  from: number
  to: number
}

/**
 * Loads what the cells in view need of histories, each once, and again what goes on. A row that left the view is not
 * waited for. `look` says which rows are in view, as often as a table scrolls: nothing is drawn anew by it.
 * @param columns memoised
 * @param rows another object is another order
 */
export function useHistoriesInView(
  experimentId: string,
  table: RunTable,
  columns: readonly ColumnChoice[],
  rows: { readonly matched: number },
): HistoriesInView {
  const client = useQueryClient()
  const session = historySession(experimentId)
  const [needed, setNeeded] = useState<readonly NeededHistory[]>([])
  const wanted = useMemo(() => columns.filter(({ mode = 'last' }) => mode !== 'last'), [columns])
  const inView = useRef<InView>({ places: null, groups: [] })
  const [isWhole, setWhole] = useState(false)
  const [heldBack, setHeldBack] = useState(0)
  const again = useRef(() => {})
  useEffect(() => {
    let isLate = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const askedAt = Date.now()
      const isAsked = wanted.length > 0 && rows.matched > 0
      const told = isAsked
        ? await neededInView(table, wanted, inView.current, isWhole)
        : { found: [], heldBack: 0 }
      if (isLate || told === null) return
      const { found } = told
      forgetLost(client, session, found, askedAt)
      setHeldBack(told.heldBack)
      // What is loaded already is no reason to draw anew.
      setNeeded((known) => replaceEqualDeep(known, found.map(withoutState)))
    }
    again.current = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), REST_MS)
    }
    again.current()
    return () => {
      isLate = true
      clearTimeout(timer)
    }
  }, [client, session, table, wanted, rows, isWhole])
  const look = useCallback((places: Places | null, groups: readonly Places[]) => {
    const next = replaceEqualDeep(inView.current, { places, groups })
    if (next === inView.current) return
    inView.current = next
    again.current()
  }, [])
  const whole = useMemo(
    () =>
      needed.flatMap(({ part, runId, key, isRunning }) =>
        part === 'whole' ? [loadedHistory(session, runId, key, isRunning)] : [],
      ),
    [session, needed],
  )
  const curves = useMemo(
    () =>
      needed.flatMap(({ part, runId, key, isRunning }) =>
        part === 'curve' ? [loadedCurve(session, runId, key, isRunning)] : [],
      ),
    [session, needed],
  )
  const { version, loaded, failed, error } = useHistories(whole)
  // They come with the rows, and are missed by nobody: how far they are is not told.
  const drawn = useHistories(curves)
  return {
    version: Math.max(version, drawn.version),
    loaded,
    total: whole.length,
    failed,
    error,
    retry: () => void retryHistories(client, session),
    curves: drawn.version,
    heldBack,
    askForAll: () => setWhole(true),
    look,
  }
}

interface InView {
  /** Of single runs; null: none. */
  places: Places | null
  groups: readonly Places[]
}

/**
 * What the cells in view need, each once; null where the worker failed. A group's cell needs the curves of all its runs:
 * of the first groups unasked, as long as they are few.
 * @param isWhole of all groups
 */
async function neededInView(
  table: RunTable,
  columns: readonly ColumnChoice[],
  { places, groups }: InView,
  isWhole: boolean,
): Promise<{ found: NeededHistory[]; heldBack: number } | null> {
  const curves = columns.filter(({ mode }) => mode === 'curve')
  const outcomes = await Promise.all([
    ...(places ? [table.neededHistories(columns, places)] : []),
    ...(curves.length > 0 ? groups.map((group) => table.neededHistories(curves, group)) : []),
  ])
  const lists = outcomes.flatMap((outcome) => (outcome.status === 'done' ? [outcome.value] : []))
  if (lists.length < outcomes.length) return null
  const ofRuns = places ? (lists.shift() ?? []) : []
  const found = new Map(ofRuns.map((one) => [nameOf(one), one]))
  let [asked, heldBack] = [0, 0]
  for (const list of lists) {
    const isHeld = !isWhole && asked + list.length > MOST_UNASKED
    if (isHeld) heldBack += list.filter(({ isLoaded }) => !isLoaded).length
    else {
      asked += list.length
      for (const one of list) found.set(nameOf(one), one)
    }
  }
  return { found: [...found.values()], heldBack }
}

const nameOf = ({ runId, key, part }: NeededHistory): string => `${part} ${runId} ${key}`

/** Whether it is loaded already changes nothing of what is needed. */
const withoutState = (one: NeededHistory): NeededHistory => ({ ...one, isLoaded: false })

/** A worker that died took its histories with it: the cache must not go on to say that they are there. */
function forgetLost(
  client: QueryClient,
  session: string,
  found: readonly NeededHistory[],
  askedAt: number,
): void {
  const isLost = found.some(({ runId, key, part, isRunning, isLoaded }) => {
    if (isLoaded) return false
    const query = part === 'whole' ? loadedHistory : loadedCurve
    const state = client.getQueryState(query(session, runId, key, isRunning).queryKey)
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
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
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
      const stop = () => {
        // A cell in view waits for it all the same.
        const isSeen = client.getQueryCache().find({ queryKey: query.queryKey })?.isActive()
        if (!isSeen) void client.cancelQueries({ queryKey: query.queryKey, exact: true })
      }
      signal.addEventListener('abort', stop, { once: true })
      try {
        await Promise.race([client.fetchQuery(query), stopped])
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
