import LogOut from 'lucide-react/icons/log-out'
import Plug from 'lucide-react/icons/plug'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { pathTo } from '~/lib/paths'
import { backendFacts, type Connection } from '~/queries/connections'
import { identityQuery, signOut, useSignedIn } from '~/queries/session'
import { Menu } from '~/ui/menu'
import { Avatar } from './avatar'

/** Who is signed in at which real server. */
export function AccountMenu({ connections }: { connections: readonly Connection[] }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const signedIn = useSignedIn().filter((id) => connections.some((one) => one.id === id && one.configured))
  const identities = useQueries({ queries: signedIn.map((id) => identityQuery(id)) })
  const names = identities.map(({ data }) => data?.name ?? null)
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
          detail: names[0] ?? 'Not registered at this server',
          run: () => void navigate(pathTo('connections')),
        },
        ...signedIn.map((id) => ({
          id: `sign-out-${id}`,
          title: signedIn.length === 1 ? 'Sign out' : `Sign out of ${backendFacts(id).name}`,
          icon: LogOut,
          run: () => void signOut(client, id),
        })),
      ]}
    >
      <Avatar name={names.find((name) => name !== null) ?? null} />
    </Menu>
  )
}
