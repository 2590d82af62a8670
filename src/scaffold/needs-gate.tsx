import Lock from 'lucide-react/icons/lock'
import Plug from 'lucide-react/icons/plug'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { linkTo } from '~/lib/paths'
import { backendFacts } from '~/queries/backend-facts'
import { connectionsQuery } from '~/queries/connections'
import { type BackendId, useSession } from '~/queries/session'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { type Needs, needsSignIn, openQuery, type Role, roleQuery } from './needs'
import { NotConfigured } from './not-configured'
import { SignInWays } from './sign-in-ways'
import { usePrefetched } from './use-prefetched'

export { canLoad } from './needs'

interface GateProps {
  needs: Needs
  /** The page's name, over what stands in its place. */
  title: string
  children: ReactNode
}

/**
 * The page, or what to do before it can show anything: set a server's address, sign in, ask somebody. The address stays,
 * so that the page is there once that is done.
 */
export function NeedsGate({ needs, title, children }: GateProps) {
  const { server, role } = needs
  const { demo, connections } = usePrefetched(connectionsQuery()).data
  const [signingIn, setSigningIn] = useState(false)
  const session = useSession(server)
  const { name } = backendFacts(server)
  const isConfigured = connections.some(({ id, configured }) => id === server && configured)
  const mustSignIn = needsSignIn(needs) && (!session.signedIn || signingIn)
  // Not while a name is checked: somebody who has one is told something else.
  const isStranger = needsSignIn(needs) && !session.signedIn
  const { data: isOpen = false } = useQuery({ ...openQuery(needs), enabled: isConfigured && isStranger })
  if (!isConfigured)
    return (
      <Instead title={title}>
        <Frame title={`No ${name} server is configured`}>
          <NotConfigured id={server} />
        </Frame>
      </Instead>
    )
  if (mustSignIn && !isOpen)
    return (
      <Instead title={title}>
        <Frame title={`Sign in to ${name}`} subtitle="This page shows what the server lets you see.">
          <SignInWays id={server} demo={demo} busy={signingIn} onBusy={setSigningIn} />
        </Frame>
      </Instead>
    )
  if (role === undefined) return children
  return (
    <RoleGate role={role} title={title} server={server}>
      {children}
    </RoleGate>
  )
}

function RoleGate({
  role,
  title,
  server,
  children,
}: {
  role: Role
  title: string
  server: BackendId
  children: ReactNode
}) {
  const holds = usePrefetched(roleQuery(server, role)).data
  const { name } = useSession(server)
  if (holds) return children
  return (
    <Instead title={title}>
      <Frame label={title} flush>
        <EmptyState
          picture={Lock}
          title={`This page is for ${role.word}`}
          text={`${name === null ? '' : `You are signed in as ${name}. `}${role.ask}`}
          actions={
            <LinkButton href={linkTo('connections')} icon={Plug}>
              Switch account
            </LinkButton>
          }
        />
      </Frame>
    </Instead>
  )
}

function Instead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageHeader title={title} />
      {children}
    </>
  )
}
