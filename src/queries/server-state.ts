import { type QueryCache, useQueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { backendNames, keyOf } from '~/api/backend-names'
import type { BackendId } from '~/api/registry'
import { HttpError, NetworkError } from '~/lib/errors'
import { connectionsQuery } from './connections'

/** What is known of a server, without asking it for this alone. */
export type ServerState = 'not configured' | 'not asked' | 'reachable' | 'failing'

/** A failure counts only where nothing came of the server for so long. */
const BESIDE_MS = 5_000

/**
 * How a server fared in what was asked of it so far. What it never answered, beside questions that it did, tells of one
 * resource (an experiment behind a broken gateway is asked for again at each visit), not of the server.
 * @param key root of its query keys
 */
export function serverStateOf(cache: QueryCache, key: readonly [string]): ServerState {
  let answeredAt = 0
  let failedAt = 0
  let hasFailed = false
  for (const { state } of cache.findAll({ queryKey: key })) {
    const { data, dataUpdatedAt, error, errorUpdatedAt } = state
    // Null is what a query gives that had nothing to ask: who one is, where nobody is signed in.
    if (data !== undefined && data !== null) answeredAt = Math.max(answeredAt, dataUpdatedAt)
    if (error === null) continue
    if (isOutage(error)) {
      hasFailed = true
      if (data !== undefined) failedAt = Math.max(failedAt, errorUpdatedAt)
    }
    // A refusal is an answer.
    else if (error instanceof HttpError) answeredAt = Math.max(answeredAt, errorUpdatedAt)
  }
  if (answeredAt === 0) return hasFailed ? 'failing' : 'not asked'
  return failedAt > answeredAt + BESIDE_MS ? 'failing' : 'reachable'
}

function isOutage(error: Error): boolean {
  return error instanceof NetworkError || (error instanceof HttpError && error.status >= 500)
}

/** For the sidebar: whether this page reaches a server. */
export function useServerState(id: BackendId): { name: string; state: ServerState } {
  const key = keyOf(id)
  const name = backendNames.find((one) => one.id === id)?.name ?? id
  const cache = useQueryClient().getQueryCache()
  const { data } = useQuery(connectionsQuery())
  const state = useSyncExternalStore(
    useCallback(
      (listener) =>
        // A query that is only made is made while something renders: nothing may be told then.
        cache.subscribe(({ type }) => {
          if (type === 'updated' || type === 'removed') listener()
        }),
      [cache],
    ),
    () => serverStateOf(cache, key),
  )
  const isConfigured = data?.connections.some((one) => one.id === id && one.configured) ?? true
  return { name, state: isConfigured ? state : 'not configured' }
}
