import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '~/api/connections'
import type { BackendId } from '~/api/registry'

export type { Connection } from '~/api/connections'
export type { BackendId } from '~/api/registry'

/** Which servers this page reaches, and whether they are the demo's. It does not change while the page is open. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    // What asks servers and checks their answers is not needed to show the page.
    queryFn: async ({ signal }) => (await import('~/api/connections')).loadConnections(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Whether a server answers, its version, and how long its shortest answer takes. */
export const healthQuery = (id: BackendId) =>
  queryOptions({
    queryKey: [id, 'health'],
    queryFn: async ({ signal }) => (await import('~/api/registry')).backendOf(id).health(signal),
    staleTime: 30_000,
    retry: false,
  })

/** A server's address as the proxy knows it, or its path here: by what the browser remembers things of it. */
export function addressOf(connections: readonly Connection[], id: BackendId): string {
  const connection = connections.find((one) => one.id === id)
  return connection?.address ?? connection?.path ?? id
}
