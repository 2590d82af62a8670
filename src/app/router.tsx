import type { QueryClient } from '@tanstack/react-query'
import { createHashRouter, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { paths } from '~/lib/paths'
import type { LoaderContext, PageModule } from '~/scaffold/page'
import { Boundary, RootBoundary } from './boundary'
import { NotFound } from './not-found'
import { PageFrame } from './page-frame'
import { PageSkeleton } from './page-skeleton'
import type { Page } from './pages'
import { Shell } from './shell'
import { type Lineage, lineages } from './trail'

/** Routes of the registry's pages. The path is in the hash, so one build works on any static host. */
export function createRouter(client: QueryClient) {
  return createHashRouter([
    {
      element: <Shell />,
      errorElement: <RootBoundary />,
      children: [
        ...lineages().map((lineage) => routeOf(lineage, client)),
        { path: '*', element: <NotFound />, errorElement: <Boundary lineage={[]} /> },
      ],
    },
  ])
}

function routeOf(lineage: Lineage, client: QueryClient): RouteObject {
  const page: Page = lineage.at(-1)!
  return {
    path: paths[page.id],
    errorElement: <Boundary lineage={lineage} />,
    hydrateFallbackElement: <PageSkeleton />,
    // The settings in the address choose among what is loaded; what they ask for beside it, the page fetches.
    shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
    lazy: async () => {
      const module: PageModule = await page.load()
      return {
        Component: () => <PageFrame lineage={lineage} module={module} />,
        loader: (args: LoaderFunctionArgs) => startLoading(module, client, args),
      }
    },
  }
}

/** So long the former page stays, before a skeleton takes its place: most answers are there by then. */
const SKELETON_AFTER_MS = 150

async function startLoading(
  { loader }: PageModule,
  client: QueryClient,
  { params, request }: LoaderFunctionArgs,
): Promise<null> {
  if (!loader) return null
  // The registry binds each module to the path whose parameters its loader takes.
  const context = { params, client, search: new URL(request.url).searchParams, signal: request.signal }
  const loaded = (loader as (context: LoaderContext<never>) => Promise<unknown>)(
    context as unknown as LoaderContext<never>,
  ).catch(() => undefined) // It is in the query cache, and is told where the data is asserted.
  await Promise.race([loaded, new Promise((done) => setTimeout(done, SKELETON_AFTER_MS))])
  return null
}
