import LogOut from 'lucide-react/icons/log-out'
import Plug from 'lucide-react/icons/plug'
import UserRound from 'lucide-react/icons/user-round'
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { pathTo } from '~/lib/paths'
import { backendFacts } from '~/queries/backend-facts'
import type { Connection } from '~/queries/connections'
import { identityQuery, useSignedIn } from '~/queries/session'
import { useSignOut } from '~/scaffold/use-sign-out'
import { Menu } from '~/ui/overlays/menu'
import { Avatar } from './avatar'

/** Who is signed in at which real server. */
export function AccountMenu({ connections }: { connections: readonly Connection[] }) {
  const signOut = useSignOut()
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
          // With several, each stands beside its way out.
          ...(signedIn.length === 1 ? { detail: detailOf(names[0]) } : {}),
          run: () => void navigate(pathTo('connections')),
        },
        ...(signedIn.includes('mlflow')
          ? [
              {
                id: 'account',
                title: `${backendFacts('mlflow').name} account`,
                detail: 'Your permissions, your password',
                icon: UserRound,
                run: () => void navigate(pathTo('connections.account')),
              },
            ]
          : []),
        ...signedIn.map((id, i) => ({
          id: `sign-out-${id}`,
          icon: LogOut,
          ...(signedIn.length === 1
            ? { title: 'Sign out' }
            : { title: `Sign out of ${backendFacts(id).name}`, detail: detailOf(names[i]) }),
          run: () => signOut(id),
        })),
      ]}
    >
      <Avatar name={names.find((name) => name !== null) ?? null} />
    </Menu>
  )
}

/** As whom one is signed in. */
function detailOf(name: string | null | undefined): string {
  return name ?? 'Not registered at this server'
}
