import { useLocation } from 'react-router'
import { EmptyState } from '~/ui/empty-state'
import { Frame } from '~/ui/frame'
import { LinkButton } from '~/ui/link-button'
import { PageHeader } from '~/ui/page-header'
import { pages } from './pages'

/** An address that leads nowhere. */
export function NotFound() {
  const { pathname } = useLocation()
  const home = pages.find((page) => page.path === '/')
  return (
    <>
      <PageHeader title="Not found" />
      <Frame label="Not found" flush>
        <EmptyState
          title={`There is no page ${pathname}`}
          text="The address may be mistyped, or from a version that had this page."
          actions={
            <LinkButton href="#/" {...(home ? { icon: home.icon } : {})}>
              Go to the {home?.title ?? 'first page'}
            </LinkButton>
          }
        />
      </Frame>
    </>
  )
}
