import {
  notifyManager,
  type QueryCache,
  type QueryClient,
  type QueryKey,
  replaceEqualDeep,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { gaveNoAnswer } from '~/lib/errors'
import { FRESH_MS } from './queries'

/** Histories that are looked at and could not be loaded. */
export interface FailedHistories {
  /** Of which nothing is there. */
  missing: number
  /** Of which what came before is there. */
  outdated: number
  /** Why the first of them failed; null: none did. */
  error: Error | null
  retry: () => void
  isRetrying: boolean
}

type Counts = Pick<FailedHistories, 'missing' | 'outdated' | 'error'>

/**
 * What failed of the histories under a key, for one sentence about all of them. As long as the server gave no answer they
 * are asked for again every half minute, in a tab that is in view.
 * @param queryKey memoised; what it begins with is common to the histories' own keys
 */
export function useFailedHistories(queryKey: QueryKey): FailedHistories {
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const counts = useRef<Counts | undefined>(undefined)
  const read = useCallback(() => {
    counts.current = replaceEqualDeep(counts.current, countsOf(cache, queryKey))
    return counts.current
  }, [cache, queryKey])
  const subscribe = useCallback(
    (changed: () => void) => {
      const told = notifyManager.batchCalls(changed)
      return cache.subscribe((event) => {
        // Thousands of histories may come, and all are looked through where one may have failed.
        const mayHaveFailed = event.type === 'updated' && event.action.type === 'error'
        if (mayHaveFailed || counts.current?.error) told()
      })
    },
    [cache],
  )
  const now = useSyncExternalStore(subscribe, read)
  // A query that is asked again has no error until it is answered: what is said must not come and go with it.
  const [held, setHeld] = useState<Counts | null>(null)
  const shown = held ?? now
  const isRetrying = held !== null
  const retry = useCallback(async () => {
    setHeld(read())
    await retryFailed(client, queryKey)
    setHeld(null)
  }, [client, queryKey, read])
  const isDown = gaveNoAnswer(shown.error)
  useEffect(() => {
    if (!isDown || isRetrying) return undefined
    const timer = setTimeout(() => document.visibilityState === 'visible' && void retry(), FRESH_MS)
    return () => clearTimeout(timer)
  }, [isDown, isRetrying, retry])
  return { ...shown, retry: () => void retry(), isRetrying }
}

function failedOf(cache: QueryCache, queryKey: QueryKey) {
  return cache.findAll({ queryKey, type: 'active', predicate: ({ state }) => state.status === 'error' })
}

function countsOf(cache: QueryCache, queryKey: QueryKey): Counts {
  const failed = failedOf(cache, queryKey)
  const outdated = failed.filter(({ state }) => state.data !== undefined).length
  return { missing: failed.length - outdated, outdated, error: failed[0]?.state.error ?? null }
}

/** Asks again for histories that failed: for the others once the first is answered, so that a server that is down is asked once. */
async function retryFailed(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const [first, ...others] = failedOf(client.getQueryCache(), queryKey)
  if (!first) return
  await client.refetchQueries({ queryKey: first.queryKey, exact: true })
  if (gaveNoAnswer(first.state.error)) return
  await client.refetchQueries({ queryKey, predicate: (query) => others.includes(query) })
}
