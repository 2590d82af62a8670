import {
  CancelledError,
  type FetchQueryOptions,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'

/**
 * What another query tells, for one that builds on it. Where that one is cancelled (who asked for it first left the page,
 * or somebody else signs in) it is asked again: passed on, its cancellation would leave the outer one under way for ever.
 */
export async function innerQuery<T, K extends QueryKey>(
  client: QueryClient,
  options: FetchQueryOptions<T, Error, T, K>,
): Promise<T> {
  try {
    return await client.fetchQuery(options)
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error
    return innerQuery(client, options)
  }
}

/** The same, of whatever age: what is known already is not asked for. */
export const knownQuery = <T, K extends QueryKey>(
  client: QueryClient,
  options: FetchQueryOptions<T, Error, T, K>,
): Promise<T> => innerQuery(client, { ...options, staleTime: 'static' })
