import { useLocation } from 'react-router'
import { LinkButton } from '~/ui/controls/link-button'
import { type Lineage, trailOf } from './trail'

/** From a page that cannot be shown to the one that it stands below. */
export function LinkUp({ lineage }: { lineage: Lineage | readonly [] }) {
  const { pathname } = useLocation()
  const above = trailOf(pathname).at(-2)
  if (!above || lineage.length < 2) return null
  return (
    <LinkButton href={`#${above.path}`} size={28}>
      {`Back to ${above.page.title}`}
    </LinkButton>
  )
}
