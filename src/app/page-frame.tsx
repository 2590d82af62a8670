import { useLocation } from 'react-router'
import { Loaded } from '~/scaffold/loaded'
import type { NeedsGate as Gate } from '~/scaffold/needs-gate'
import type { PageModule } from '~/scaffold/page'
import { PageHeader } from '~/ui/page/page-header'
import { LinkUp } from './link-up'
import { PageSkeleton } from './page-skeleton'
import type { Lineage } from './trail'

interface PageFrameProps {
  lineage: Lineage
  module: PageModule
  /** Null where the page needs nothing. */
  NeedsGate: typeof Gate | null
  /** Asks for the page's data once more: after a sign-in, or where it is tried again. */
  onAgain: () => void
}

/** A page, with what stands in its place while its data loads, where it could not be, and before it can be. */
export function PageFrame({ lineage, module, NeedsGate, onAgain }: PageFrameProps) {
  const { pathname } = useLocation()
  const { Component, Head, Pending = PageSkeleton, needs } = module
  const title = lineage.at(-1)?.title ?? ''
  return (
    <Loaded
      // Another address is another page: nothing of the former one stays.
      key={pathname}
      skeleton={<Pending />}
      problemHead={Head ? <Head /> : <PageHeader title={title} />}
      onAgain={onAgain}
      problemActions={<LinkUp lineage={lineage} />}
    >
      {needs && NeedsGate ? (
        <NeedsGate needs={needs} title={title}>
          <Component />
        </NeedsGate>
      ) : (
        <Component />
      )}
    </Loaded>
  )
}
