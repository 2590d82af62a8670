import LogIn from 'lucide-react/icons/log-in'
import { useQuery } from '@tanstack/react-query'
import { backendsQuery } from '~/queries/backends'
import { LinkButton } from '~/ui/link-button'
import { useSession } from '~/queries/session'
import { AccountMenu } from './account-menu'
import { DemoControls } from './demo-controls'
import { useSessionEndToast } from './use-session-end-toast'

/** In the top bar of every page: that the data is the demo's, and who one is. */
export default function Account() {
  const { data } = useQuery(backendsQuery())
  const { signedIn } = useSession()
  useSessionEndToast()
  if (!data) return null
  if (data.demo) return <DemoControls />
  if (!data.backends.some(({ configured }) => configured)) return null
  if (signedIn) return <AccountMenu />
  return (
    <LinkButton href="#/connections" size={28} icon={LogIn}>
      Sign in
    </LinkButton>
  )
}
