import {
  hashKey,
  type QueryKey,
  useSuspenseQuery,
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

/**
 * The data that the page's loader fetched ahead: it is there, and so no component begins with `if (!data)`. Until it
 * is (a slow answer, a sign-in that made everything be asked anew), the nearest `Loaded` shows its skeleton; where
 * there is none because of an error, its problem panel. Where a refresh fails, `data` stays and `error` says why.
 * When the key changes (a filter), the old data stays until the new is there.
 */
export function usePrefetched<FnData, Fault, Data, Key extends QueryKey>(
  options: UseSuspenseQueryOptions<FnData, Fault, Data, Key>,
): UseSuspenseQueryResult<Data, Fault> {
  const key = hashKey(options.queryKey)
  const [kept, keep] = useState({ key, options })
  const latest = kept.key === key ? kept : { key, options }
  if (latest !== kept) keep(latest)
  return useSuspenseQuery(useDeferredValue(latest).options)
}
