import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import { type Recent, recentOf } from '~/domain/drift-watch/recent'
import { explain } from '~/lib/explain'
import { type keptFresh } from '../kept-fresh'
import { driftWatchQueries, type History } from './queries'

/** What is known of an experiment's newest records. */
export type RecentState =
  | { state: 'known'; recent: Recent }
  | { state: 'waiting' }
  /** Why there are none: refused, or failed. */
  | { state: 'unknown'; why: string }

/**
 * The newest records of experiments, each by itself as it comes: one that is refused or fails says so in its own row.
 * @param experiments those whose records may be seen
 * @param options of each query: how often it is asked again
 */
export function useRecents(
  experiments: readonly DriftExperiment[],
  options: Partial<typeof keptFresh> = {},
): ReadonlyMap<string, RecentState> {
  const combine = useCallback(
    (results: UseQueryResult<History>[]) =>
      new Map(experiments.map(({ id }, i) => [id, stateOf(results[i])] as const)),
    [experiments],
  )
  return useQueries({
    queries: experiments.map(({ id }) => ({ ...driftWatchQueries.recent(id), ...options })),
    combine,
  })
}

function stateOf(result: UseQueryResult<History> | undefined): RecentState {
  const data = result?.data
  if (data?.state === 'loaded') return { state: 'known', recent: recentOf(data.records, data.total) }
  if (data?.state === 'forbidden') return { state: 'unknown', why: data.why }
  if (result?.error) return { state: 'unknown', why: explain(result.error).title }
  return { state: 'waiting' }
}
