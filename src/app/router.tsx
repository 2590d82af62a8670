import type { QueryClient } from '@tanstack/react-query'
import { createHashRouter, type LoaderFunctionArgs, type RouteObject } from 'react-router'
import { paramsOf, paths } from '~/lib/paths'
import type { canLoad as CanLoad } from '~/scaffold/needs'
import type { LoaderContext, PageModule } from '~/scaffold/page'
import { Boundary, RootBoundary } from './boundary'
import { NotFound } from './not-found'
import { PageFrame } from './page-frame'
import { PageSkeleton } from './page-skeleton'
import type { Page } from './pages'
import { Shell } from './shell'
import { type Lineage, lineages } from './trail'
import { whenReachable } from './when-reachable'

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
      const module: PageModule = await whenReachable<PageModule>(() => page.load())
      // Its code knows the servers, and is not fetched for a page that needs none.
      const gate = module.needs ? await whenReachable(() => import('~/scaffold/needs-gate')) : null
      return {
        Component: () => (
          <PageFrame lineage={lineage} module={module} NeedsGate={gate ? gate.NeedsGate : null} />
        ),
        loader: async (args: LoaderFunctionArgs) => {
          await soon(load(module, gate ? gate.canLoad : null, client, args))
          return null
        },
      }
    },
  }
}

async function load(
  { loader, needs }: PageModule,
  canLoad: typeof CanLoad | null,
  client: QueryClient,
  { params, request }: LoaderFunctionArgs,
): Promise<void> {
  if (!loader || (needs && canLoad && !(await canLoad(client, needs)))) return
  // The registry binds each module to the path whose parameters its loader takes.
  const context = {
    params: paramsOf(params),
    client,
    search: new URL(request.url).searchParams,
    signal: request.signal,
  }
  await loader(context as unknown as LoaderContext<never>)
}

/** So long the former page stays, before a skeleton takes its place: most answers are there by then. */
const SKELETON_AFTER_MS = 150

/** Until it is done, but only briefly. What it throws is in the query cache, and is told where the data is asserted. */
function soon(loading: Promise<void>): Promise<void> {
  return Promise.race([
    loading.catch(() => undefined),
    new Promise<void>((done) => {
      setTimeout(done, SKELETON_AFTER_MS)
    }),
  ])
}
