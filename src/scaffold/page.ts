import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { PageId, PathParams } from '~/lib/paths'
import type { Needs } from './needs'

/** What a loader is given. */
export interface LoaderContext<Id extends PageId> {
  /** Of the address, decoded: "/drift/:experiment" → `{ experiment }`. */
  params: PathParams<Id>
  client: QueryClient
  /** The settings in the address. */
  search: URLSearchParams
  /** Ends when the page is left before it shows. */
  signal: AbortSignal
}

/**
 * Fetches ahead what the page asserts with `usePrefetched`: `client.ensureQueryData(…)` for each. It runs beside the
 * page's code and is waited for only briefly: then the page's skeleton shows. What it throws stays in the query cache,
 * and is told where the data is asserted: a 404 in the place of the page, anything else by the nearest `Loaded`.
 * What a component reads with `useQuery` is not fetched ahead here: that would ask again at once for what failed.
 */
export type PageLoader<Id extends PageId> = (context: LoaderContext<Id>) => Promise<unknown>

/** What the module of a page exports. */
export interface PageModule<Id extends PageId = PageId> {
  Component: ComponentType
  /** Without it nothing is loaded, and the page is not shown, but what to do. */
  needs?: Needs
  loader?: PageLoader<Id>
  /** Its heading where its data could not be loaded, where the address tells more than the title; names its levels, too. */
  Head?: ComponentType
  /** In the page's place until its data is there: of the size of what comes, with the page's only h1. */
  Pending?: ComponentType
}
