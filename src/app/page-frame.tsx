import { useLocation } from 'react-router'
import { Loaded } from '~/scaffold/loaded'
import type { PageModule } from '~/scaffold/page'
import { PageHeader } from '~/ui/page-header'
import { LinkUp } from './link-up'
import { PageSkeleton } from './page-skeleton'
import type { Lineage } from './trail'

/** A page, with what stands in its place while its data loads, and where it could not be loaded. */
export function PageFrame({ lineage, module }: { lineage: Lineage; module: PageModule }) {
  const { pathname } = useLocation()
  const { Component, Pending = PageSkeleton } = module
  return (
    <Loaded
      // Another address is another page: nothing of the former one stays.
      key={pathname}
      skeleton={<Pending />}
      problemHead={<PageHeader title={lineage.at(-1)?.title} />}
      problemActions={<LinkUp lineage={lineage} />}
    >
      <Component />
    </Loaded>
  )
}
