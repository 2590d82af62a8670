import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { connectionsQuery } from '~/queries/connections'
import { type BackendId, isSignedIn } from '~/queries/session'

/** What must be so before a page can show anything. */
export interface Needs {
  /** A configured server. */
  server: BackendId
  /** Somebody signed in there: the page is of no use to anybody else. */
  signIn?: true
  /**
   * Whether the server has no accounts: there nobody can sign in, and the page says itself what that means. Asked where
   * nobody is signed in; left out: it has them.
   */
  isOpen?: (client: QueryClient) => Promise<boolean>
  /** What the person must be in the server's eyes; it needs a sign-in. */
  role?: Role
}

export interface Role {
  /** "an admin of MLflow" */
  word: string
  /** Who can help: "Ask an admin of this server for it." */
  ask: string
  /** Asked once, when somebody is signed in: by the queries of that server. */
  isHeld: (client: QueryClient) => Promise<boolean>
}

/** Forgotten with everything else that the server told. */
export const roleQuery = (server: BackendId, { word, isHeld }: Role) =>
  queryOptions({
    queryKey: [server, 'role', word],
    queryFn: ({ client }) => isHeld(client),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Forgotten with everything else that the server told. What is not known is asked for a sign-in. */
export const openQuery = ({ server, isOpen }: Needs) =>
  queryOptions({
    queryKey: [server, 'open'],
    queryFn: ({ client }) => (isOpen ? isOpen(client).catch(() => false) : false),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Whether somebody has to be signed in. */
export function needsSignIn({ signIn, role }: Needs): boolean {
  return signIn === true || role !== undefined
}

/** Whether a page's data can be asked for. If not, `NeedsGate` stands in the page's place. */
export async function canLoad(client: QueryClient, needs: Needs): Promise<boolean> {
  const { server, role } = needs
  const mustSignIn = needsSignIn(needs) && !isSignedIn(server)
  if (mustSignIn && !needs.isOpen) return false
  const { connections } = await client.ensureQueryData(connectionsQuery())
  if (!connections.some(({ id, configured }) => id === server && configured)) return false
  if (mustSignIn && !(await client.ensureQueryData(openQuery(needs)))) return false
  return role === undefined || (await client.ensureQueryData(roleQuery(server, role)))
}
