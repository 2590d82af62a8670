import LogIn from 'lucide-react/icons/log-in'
import { useQuery } from '@tanstack/react-query'
import { linkTo } from '~/lib/paths'
import { connectionsQuery } from '~/queries/connections'
import { LinkButton } from '~/ui/controls/link-button'
import { useSignedIn } from '~/queries/session'
import { AccountMenu } from './account-menu'
import { DemoControls } from './demo-controls'
import { useSessionEndToast } from './use-session-end-toast'

/** In the top bar of every page: that the data is the demo's, and who one is. */
export default function Account() {
  const { data } = useQuery(connectionsQuery())
  const signedIn = useSignedIn().length > 0
  useSessionEndToast()
  if (!data) return null
  if (data.demo) return <DemoControls />
  if (!data.connections.some(({ configured }) => configured)) return null
  if (signedIn) return <AccountMenu connections={data.connections} />
  return (
    <LinkButton href={linkTo('connections')} size={28} icon={LogIn}>
      Sign in
    </LinkButton>
  )
}
