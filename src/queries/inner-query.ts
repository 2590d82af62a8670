import {
  CancelledError,
  type FetchQueryOptions,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'

/**
 * What another query tells, for one that builds on it. Where that one is cancelled (who asked for it first left the page,
 * or somebody else signs in) it is asked again: passed on, its cancellation would leave the outer one under way for ever.
 * @param signal of the outer one: once that is ended itself (somebody signed out), nothing is asked again
 */
export async function innerQuery<T, K extends QueryKey>(
  client: QueryClient,
  options: FetchQueryOptions<T, Error, T, K>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await client.fetchQuery(options)
  } catch (error) {
    if (!(error instanceof CancelledError) || signal?.aborted) throw error
    return innerQuery(client, options, signal)
  }
}

/** The same, of whatever age: what is known already is not asked for. */
export const knownQuery = <T, K extends QueryKey>(
  client: QueryClient,
  options: FetchQueryOptions<T, Error, T, K>,
  signal?: AbortSignal,
): Promise<T> => innerQuery(client, { ...options, staleTime: 'static' }, signal)
