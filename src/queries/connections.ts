import { queryOptions } from '@tanstack/react-query'
import { loadConnections } from '~/api/connections'
import { backendOf, type BackendId } from '~/api/registry'

export type { Connection } from '~/api/connections'
export { type BackendId, isBackendId } from '~/api/registry'
/** What is known of a backend before anything is asked of it: its name, what it holds, how one signs in, where its address is set. */
export const backendFacts = (id: BackendId): Omit<ReturnType<typeof backendOf>, 'client'> => backendOf(id)

/** Which servers this page reaches, and whether they are the demo's. It does not change while the page is open. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => loadConnections(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Whether a server answers, its version, and how long its shortest answer takes. */
export const healthQuery = (id: BackendId) =>
  queryOptions({
    queryKey: [id, 'health'],
    queryFn: ({ signal }) => backendOf(id).health(signal),
    staleTime: 30_000,
    retry: false,
  })
