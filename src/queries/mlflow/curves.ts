import { LOGGED } from '../session'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { MAX_BULK_RUNS } from '~/api/mlflow/contract'
import { toArrayBuffer } from '~/lib/bytes'
import { isAbort } from '~/lib/errors'
import { historyTable, REFRESH_MS } from './histories'
import { inTurn } from './queries'
import { ended } from './run-pages'
import { historiesKey } from './runs'

/** Points of each run: more than a cell has pixels, and a peak of one step is lost where a history has more. */
const POINTS = 96
/** Curves that are asked for within so many ms go out together: rows come into view at once. */
const GATHER_MS = 20

/** Whether the server gave the curve. */
type HasCurve = boolean

interface Asked {
  runId: string
  signal: AbortSignal
  resolve: (has: HasCurve) => void
  reject: (why: unknown) => void
}

/** What is gathered, by session and metric. */
const gathered = new Map<string, Asked[]>()

const curveKey = (session: string, runId: string, metric: string) =>
  [...historiesKey(session), 'curve', runId, metric] as const

/**
 * How a metric of a run went, thinned by the server and put into the worker: one request for all rows in view, where whole
 * histories take one each. A curve is only looked at: where the server has none to give there is none, and no failure.
 * @param isRunning then it is asked for again
 */
export const loadedCurve = (session: string, runId: string, metric: string, isRunning: boolean) =>
  queryOptions<HasCurve>({
    queryKey: curveKey(session, runId, metric),
    queryFn: ({ client, signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
        gather(client, session, metric, { runId, signal, resolve, reject })
      }),
    meta: LOGGED,
    retry: false,
    staleTime: ({ state: { data } }) => (isRunning || data === false ? REFRESH_MS : Number.POSITIVE_INFINITY),
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: isRunning ? REFRESH_MS : false,
  })

function gather(client: QueryClient, session: string, metric: string, asked: Asked): void {
  const id = JSON.stringify([session, metric])
  const before = gathered.get(id)
  if (before) {
    before.push(asked)
    return
  }
  const all = [asked]
  gathered.set(id, all)
  setTimeout(() => {
    gathered.delete(id)
    const wanted = all.filter(({ signal }) => !signal.aborted)
    for (let from = 0; from < wanted.length; from += MAX_BULK_RUNS)
      void load(client, session, metric, wanted.slice(from, from + MAX_BULK_RUNS))
  }, GATHER_MS)
}

/** Ended only where nobody looks at any of its rows any more. */
async function load(
  client: QueryClient,
  session: string,
  metric: string,
  asked: readonly Asked[],
): Promise<void> {
  const controller = new AbortController()
  for (const { signal } of asked)
    signal.addEventListener('abort', () => {
      if (asked.every((one) => one.signal.aborted)) controller.abort()
    })
  const runIds = asked.map(({ runId }) => runId)
  try {
    const table = await historyTable(client, session)
    const bytes = await sampled(runIds, metric, controller.signal)
    ended(await table.putCurves({ runIds, key: metric }, bytes))
    const has = bytes !== null
    // Rows that left the view meanwhile were answered with the others.
    for (const { runId, signal } of asked)
      if (signal.aborted) client.setQueryData<HasCurve>(curveKey(session, runId, metric), has)
    for (const { resolve } of asked) resolve(has)
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

/** Null where the server refuses, or does not know the question. */
async function sampled(
  run_ids: string[],
  metric_key: string,
  signal: AbortSignal,
): Promise<ArrayBuffer | null> {
  try {
    const query = { run_ids, metric_key, max_results: POINTS }
    const { data } = await inTurn(() => mlflow.sampledHistories.raw({ query }, { signal }), signal)
    return toArrayBuffer(data)
  } catch (error) {
    if (isAbort(error)) throw error
    return null
  }
}
