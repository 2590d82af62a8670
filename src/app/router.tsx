import type { QueryClient } from '@tanstack/react-query'
import { type ReactNode, startTransition, useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { matchRoutes, type RouteObject, Router } from 'react-router'
import { paramsOf, paths } from '~/lib/paths'
import { LeaveGuards } from '~/scaffold/leave-guard'
import type { canLoad as CanLoad } from '~/scaffold/needs'
import type { NeedsGate as Gate } from '~/scaffold/needs-gate'
import type { LoaderContext, PageModule } from '~/scaffold/page'
import { late } from '~/ui/states/late'
import { Boundary, Catch } from './boundary'
import { createNavigation, type Navigation, type Shown } from './navigation/navigation'
import { PageFrame } from './page-frame'
import { PageSkeleton } from './page-skeleton'
import type { Page } from './pages'
import { Shell } from './shell/shell'
import { type Lineage, lineages } from './trail'
import { whenReachable } from './navigation/when-reachable'

const { Late: NotFound } = late(() => import('./not-found'))

/** A page whose code is here. */
interface OpenPage {
  lineage: Lineage
  module: PageModule
  /** Its code knows the servers, and is not fetched for a page that needs none. */
  gate: { NeedsGate: typeof Gate; canLoad: typeof CanLoad } | null
  /** Asks for all its data beside each other, as when it was opened: what it asserts would come one after the other. */
  load: (signal: AbortSignal) => Promise<void>
}

/** An address where no page is opens as well: to what says so. */
type Opened = OpenPage | 'nothing'

/** Opens the registry's pages. The path is in the hash, so one build works on any static host. */
export function createPages(client: QueryClient): Navigation<Opened> {
  return createNavigation<Opened>(async (location, signal) => {
    const { lineage, params } = pageAt(location.pathname)
    if (lineage === null) return 'nothing'
    const page: Page = lineage.at(-1)!
    const module: PageModule = await whenReachable<PageModule>(() => page.load())
    const gate = module.needs ? await whenReachable(() => import('~/scaffold/needs-gate')) : null
    const search = new URLSearchParams(location.search)
    const opened: OpenPage = {
      lineage,
      module,
      gate,
      load: (asked) => load(opened, client, { params, search, signal: asked }).catch(() => undefined),
    }
    await soon(opened.load(signal))
    return opened
  })
}

/** Each with its lineage; the last matches what no page has. */
const routes = [
  ...lineages().map((lineage): RouteObject => ({ path: paths[lineage.at(-1)!.id], handle: lineage })),
  { path: '*', handle: null },
]

interface Place {
  /** Null where no page is. */
  lineage: Lineage | null
  params: Readonly<Record<string, string | undefined>>
}

function pageAt(pathname: string): Place {
  const [match] = matchRoutes(routes, pathname) ?? []
  // An address that cannot be decoded matches nothing.
  if (!match) return { lineage: null, params: {} }
  return { lineage: match.route.handle as Place['lineage'], params: match.params }
}

interface LoadArgs {
  params: Place['params']
  search: URLSearchParams
  signal: AbortSignal
}

/** What it throws is in the query cache, and is told where the data is asserted. */
async function load({ module, gate }: OpenPage, client: QueryClient, args: LoadArgs): Promise<void> {
  const { loader, needs } = module
  if (!loader || (needs && gate && !(await gate.canLoad(client, needs)))) return
  // The registry binds each module to the path whose parameters its loader takes.
  const context = { ...args, params: paramsOf(args.params), client }
  await loader(context as unknown as LoaderContext<never>)
}

/** So long the former page stays, before a skeleton takes its place: most answers are there by then. */
const SKELETON_AFTER_MS = 150

/** Until it is done, but only briefly. */
function soon(loading: Promise<void>): Promise<void> {
  return Promise.race([
    loading,
    new Promise<void>((done) => {
      setTimeout(done, SKELETON_AFTER_MS)
    }),
  ])
}

/** The shell and the page in it; what fails while it is drawn is told in its place. */
export function Pages({ navigation }: { navigation: Navigation<Opened> }) {
  const [shown, setShown] = useState(navigation.shown)
  useLayoutEffect(() => {
    return navigation.listen((next, atOnce) => {
      if (atOnce) flushSync(() => setShown(next))
      else startTransition(() => setShown(next))
    })
  }, [navigation])
  const { location, type } = shown
  return (
    <LeaveGuards value={navigation.addGuard}>
      <Router navigator={navigation.navigator} location={location} navigationType={type}>
        <Catch at={location} lineage={null}>
          <ShownPage shown={shown} />
        </Catch>
      </Router>
    </LeaveGuards>
  )
}

function ShownPage({ shown }: { shown: Shown<Opened> }): ReactNode {
  const { pathname } = shown.location
  // Another query of the same page asks no route: each time all of them would be ranked anew.
  const { lineage } = useMemo(() => pageAt(pathname), [pathname])
  return (
    <Shell>
      <Catch at={shown.location} lineage={lineage ?? []} Head={(shown.page as OpenPage | null)?.module?.Head}>
        <PageOrFailure shown={shown} lineage={lineage} />
      </Catch>
    </Shell>
  )
}

function PageOrFailure({ shown, lineage }: { shown: Shown<Opened>; lineage: Place['lineage'] }) {
  const { page, failure } = shown
  if (failure) return <Boundary lineage={lineage ?? []} error={failure.error} />
  if (page === null) return <PageSkeleton />
  if (page === 'nothing') return <NotFound />
  return (
    <PageFrame
      lineage={page.lineage}
      module={page.module}
      NeedsGate={page.gate?.NeedsGate ?? null}
      onAgain={() => void page.load(new AbortController().signal)}
    />
  )
}
