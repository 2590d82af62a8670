import LogOut from 'lucide-react/icons/log-out'
import Plug from 'lucide-react/icons/plug'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { driftWatchQueries } from '~/queries/drift-watch'
import { signOut } from '~/queries/session'
import { Menu } from '~/ui/menu'
import { Avatar } from './avatar'

/** Who is signed in at a real server. */
export function AccountMenu() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: me } = useQuery(driftWatchQueries.me())
  const email = me?.user?.email ?? null
  return (
    <Menu
      label="Account"
      size={28}
      variant="quiet"
      plain
      items={[
        {
          id: 'connections',
          title: 'Connections',
          icon: Plug,
          detail: email ?? 'Not registered at this server',
          run: () => void navigate('/connections'),
        },
        { id: 'sign-out', title: 'Sign out', icon: LogOut, run: () => void signOut(client) },
      ]}
    >
      <Avatar name={email} />
    </Menu>
  )
}
