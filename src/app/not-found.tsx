import { useLocation } from 'react-router'
import { linkTo } from '~/lib/paths'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { pages } from './pages'

/** An address that leads nowhere. */
export default function NotFound() {
  const { pathname } = useLocation()
  const home = pages.find((page) => page.id === 'lab')
  return (
    <>
      <PageHeader title="Not found" />
      <Frame label="Not found" flush>
        <EmptyState
          title={`There is no page ${pathname}`}
          text="The address may be mistyped, or from a version that had this page."
          actions={
            <LinkButton href={linkTo('lab')} {...(home ? { icon: home.icon } : {})}>
              Go to the {home?.title ?? 'first page'}
            </LinkButton>
          }
        />
      </Frame>
    </>
  )
}
