import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { MAX_BULK_RUNS } from '~/api/mlflow/contract'
import { runOf } from '~/api/mlflow/wire'
import type { Run } from '~/domain/mlflow/run'
import { isShort, wholeIds } from '~/domain/mlflow/run-ids'
import { HttpError } from '~/lib/errors'
import { formatCount } from '~/lib/format'
import { inTurn, MLFLOW } from './queries'
import { ended, filterOfIds } from './run-pages'
import { runsQuery } from './runs'

/** Runs that are compared, in the order in which they were asked for, and those that cannot be. */
export interface ComparedRuns {
  runs: readonly Run[]
  absent: readonly { id: string; why: string }[]
}

/** Runs that no search finds are asked for one by one: so many of them at most. */
const MOST_SINGLE = 12
/** No more runs of an experiment are loaded than these. */
const MOST_KNOWN = 50_000
const REFRESH_MS = 30_000

/**
 * Runs by their ids: a search for each 80 of them, and a question for each that no search finds, which says why.
 * Beginnings of ids are looked up among all runs of the experiment, which are loaded for it.
 * @param ids from `idsFromLink`
 * @throws HttpError where the server refuses the search; 401 where it asks who one is
 */
export const comparedRuns = (experimentId: string, ids: readonly string[]) =>
  queryOptions<ComparedRuns>({
    queryKey: [...MLFLOW, 'compared runs', experimentId, ids],
    queryFn: async ({ client, signal }) => {
      const { ids: whole, unclear } = ids.some(isShort)
        ? wholeIds(ids, await knownIds(client, experimentId))
        : { ids: [...ids], unclear: [] }
      const found = await searched(experimentId, whole, signal)
      const missing = whole.filter((id) => !found.has(id))
      const single = await Promise.all(missing.slice(0, MOST_SINGLE).map((id) => asked(id, signal)))
      const absent: ComparedRuns['absent'][number][] = [
        ...unclear.map(({ id, count }) => ({
          id,
          why:
            count === 0
              ? 'No run id of this experiment begins with it.'
              : `${formatCount(count)} run ids of this experiment begin with it: choose the one you mean.`,
        })),
        ...missing.slice(MOST_SINGLE).map((id) => ({ id, why: 'It was not found in this experiment.' })),
      ]
      for (const one of single) {
        if ('why' in one) absent.push(one)
        else found.set(one.id, one)
      }
      const runs = whole.flatMap((id) => found.get(id) ?? [])
      return {
        runs: runs.filter(({ lifecycle }) => lifecycle === 'active'),
        absent: [
          ...absent,
          ...runs
            .filter(({ lifecycle }) => lifecycle === 'deleted')
            .map(({ id, name }) => ({ id, why: `${name} was deleted: restore it to compare it.` })),
        ],
      }
    },
    retry: false,
    staleTime: REFRESH_MS,
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(({ status }) => status === 'RUNNING') === true ? REFRESH_MS : false,
  })

async function searched(
  experimentId: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Run>> {
  const chunks = Array.from({ length: Math.ceil(ids.length / MAX_BULK_RUNS) }, (_, k) =>
    ids.slice(k * MAX_BULK_RUNS, (k + 1) * MAX_BULK_RUNS),
  )
  const pages = await Promise.all(
    chunks.map((chunk) =>
      inTurn(
        () =>
          mlflow.searchRuns(
            {
              body: {
                experiment_ids: [experimentId],
                filter: filterOfIds(chunk),
                max_results: chunk.length,
                run_view_type: 'ALL',
              },
            },
            { signal },
          ),
        signal,
      ),
    ),
  )
  const runs = pages.flatMap(({ data }) => data.runs.flatMap((row) => (row.ok ? [runOf(row.row)] : [])))
  return new Map(runs.map((run) => [run.id, run]))
}

/** A run of another experiment, or why there is none. */
async function asked(id: string, signal: AbortSignal): Promise<Run | { id: string; why: string }> {
  try {
    const { data } = await inTurn(() => mlflow.run({ query: { run_id: id } }, { signal }), signal)
    return runOf(data.run)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    if (error.status === 404) return { id, why: 'There is no run with this id.' }
    if (error.status === 403) return { id, why: 'You may not read it, or there is no such run.' }
    throw error
  }
}

async function knownIds(client: QueryClient, experimentId: string): Promise<readonly string[]> {
  const { table } = await client.fetchQuery(runsQuery(experimentId, 'active', 'Runs to compare'))
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: [] } as const
  return ended(await table.query({ ...view, window: { from: 0, to: MOST_KNOWN } })).window.ids
}
