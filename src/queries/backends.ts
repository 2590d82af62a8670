import { queryOptions } from '@tanstack/react-query'
import { loadBackends } from '~/api/backends'

export type { Backend } from '~/api/backends'

/** Which servers this page reaches, and whether they are the demo's. It does not change while the page is open. */
export const backendsQuery = () =>
  queryOptions({
    queryKey: ['backends'],
    queryFn: ({ signal }) => loadBackends(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
