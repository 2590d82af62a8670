import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { backendNames, isBackendId, keyOf } from '~/api/backend-names'
import type { BackendId } from '~/api/registry'
import * as session from '~/api/session'
import { HttpError } from '~/lib/errors'

export { isBackendId } from '~/api/backend-names'
export type { BackendId } from '~/api/registry'
export { basic, bearer, onSessionEnd } from '~/api/session'

export interface Session {
  signedIn: boolean
  /** As it was typed; null where nobody is signed in, or by a token. */
  name: string | null
  /** Milliseconds since 1970 UTC; null where nobody is signed in, nothing says when it ends, or it is renewed. */
  expiresAt: number | null
  /** Of the identity provider; null where nobody is signed in, or otherwise. */
  issuer: string | null
}

const NOBODY: Session = { signedIn: false, name: null, expiresAt: null, issuer: null }

const snapshots = new Map<BackendId, Session>()

/** The same object as long as nothing changed, as React asks of a snapshot. Without the secret. */
function sessionOf(id: BackendId): Session {
  const credential = session.credentialOf(id)
  const now: Session = credential
    ? {
        signedIn: true,
        name: credential.kind === 'basic' ? credential.name : null,
        expiresAt: endOf(credential),
        issuer: credential.kind === 'oidc' ? credential.issuer : null,
      }
    : NOBODY
  const known = snapshots.get(id) ?? NOBODY
  if (JSON.stringify(known) === JSON.stringify(now)) return known
  snapshots.set(id, now)
  return now
}

/** When a person has to sign in again. A token that is renewed has no such end. */
function endOf(credential: session.Credential): number | null {
  if (credential.kind === 'basic' || (credential.kind === 'oidc' && credential.renew)) return null
  return credential.expiresAt
}

/** Whether somebody is signed in at a server, now. On the screen: `useSession`. */
export function isSignedIn(id: BackendId): boolean {
  return session.credentialOf(id) !== null
}

/** Whether somebody is signed in at a server, and until when. In whose eyes, the server's own queries say. */
export function useSession(id: BackendId): Session {
  return useSyncExternalStore(session.onSessionChange, () => sessionOf(id))
}

let earliest: { id: BackendId; expiresAt: number } | null = null

/** The sign-in that ends first; null where none says when. */
export function useFirstEnd(): { id: BackendId; expiresAt: number } | null {
  return useSyncExternalStore(session.onSessionChange, () => {
    const ends = backendNames
      .flatMap(({ id }) => {
        const { expiresAt } = sessionOf(id)
        return expiresAt === null ? [] : [{ id, expiresAt }]
      })
      .sort((a, b) => a.expiresAt - b.expiresAt)
    const first = ends[0] ?? null
    if (first?.id !== earliest?.id || first?.expiresAt !== earliest?.expiresAt) earliest = first
    return earliest
  })
}

/**
 * Signs in at one server, in memory only, and asks it at once whether it takes the credential; what it told whoever was
 * there before is forgotten then, and what others told stays. Until it does, nothing on the screen is
 * forgotten: neither by a wrong password, nor where the same person signs in again, whose data are only asked anew.
 * @throws HttpError 401 where it does not: whoever was signed in before, or nobody, is so still
 */
export async function signInChecked(
  client: QueryClient,
  id: BackendId,
  credential: session.Credential,
): Promise<void> {
  const before = session.credentialOf(id)
  const query = identityQuery(id)
  const seen = before && client.getQueryData(query.queryKey)
  const then = new Map(
    client
      .getQueryCache()
      .findAll({ queryKey: keyOf(id) })
      .map((one) => [one, one.state] as const),
  )
  session.signIn(id, credential)
  // An answer to who was there before is none to who comes.
  await client.cancelQueries({ queryKey: query.queryKey })
  try {
    const { name } = await client.fetchQuery({ ...query, staleTime: 0 })
    const known = nameOf(before, seen?.name)
    const isSame = known !== null && known === nameOf(credential, name)
    await client[isSame ? 'invalidateQueries' : 'resetQueries']({
      queryKey: keyOf(id),
      predicate: (one) => {
        // Who one is was told just now.
        if (one.queryKey[1] === query.queryKey[1]) return false
        // What the page began to ask with this credential is on its way: a second time costs the server as much again.
        const was = then.get(one)
        const isBegun = one.state.fetchStatus === 'fetching' && was?.fetchStatus !== 'fetching'
        return !(isBegun && (isSame || was?.data === undefined))
      },
    })
  } catch (error) {
    if (before) session.signIn(id, before)
    else session.signOut(id)
    // Whoever is there still is who they were: asking once more costs the server a hash of a password it may not take.
    if (seen) client.setQueryData(query.queryKey, seen)
    else await client.resetQueries({ queryKey: query.queryKey })
    throw error
  }
}

/** What a change is refused with where it is no longer what the page shows: a right taken away, a thing deleted or renamed. */
const OUTDATED: ReadonlySet<number> = new Set([400, 403, 404, 409])

/** The `meta` of queries for what was logged: hundreds of requests, whose answers no right and no name changes. */
export const LOGGED = { isLogged: true } as const

/**
 * After a refused change: what its server told is asked anew, so that the page says what one may do and what is still
 * there. What is on the screen stays meanwhile, and so does what is typed; what is being loaded goes on.
 */
export function renewAfterRefusal(client: QueryClient, error: unknown): void {
  const id = error instanceof HttpError && OUTDATED.has(error.status) ? error.server?.id : undefined
  if (id === undefined || !isBackendId(id)) return
  void client.invalidateQueries(
    { queryKey: keyOf(id), predicate: ({ meta }) => meta?.['isLogged'] !== LOGGED.isLogged },
    { cancelRefetch: false },
  )
}

/** Who somebody is: as it was typed, or as the server called them; null: not known. */
function nameOf(credential: session.Credential | null, told: string | null | undefined): string | null {
  return credential?.kind === 'basic' ? credential.name : (told ?? null)
}

/**
 * Signs out of one server, at once. An identity provider is told that its tokens are not needed any more.
 * @returns whose memory of the person may remain; null where there is no provider
 * @throws SignInError where it did not take that: nobody is signed in here all the same
 */
export async function signOut(client: QueryClient, id: BackendId): Promise<Left | null> {
  const credential = session.credentialOf(id)
  session.signOut(id)
  await client.resetQueries({ queryKey: keyOf(id) })
  if (credential?.kind !== 'oidc') return null
  await credential.revoke()
  return { issuer: credential.issuer, leaveUrl: credential.leaveUrl }
}

/** An identity provider that one signed out from here. */
export interface Left {
  issuer: string
  leaveUrl: string | null
}

/** Signs out of every server. */
export async function signOutEverywhere(client: QueryClient): Promise<void> {
  for (const { id } of backendNames) session.signOut(id)
  await forgetServers(client)
}

/** Forgets what every server told: somebody else is signed in, or the demo begins anew. */
export async function forgetServers(client: QueryClient): Promise<void> {
  await Promise.all(backendNames.map(({ id }) => client.resetQueries({ queryKey: keyOf(id) })))
}

let signedInIds: readonly BackendId[] = []

/** The servers at which somebody is signed in. */
export function useSignedIn(): readonly BackendId[] {
  return useSyncExternalStore(session.onSessionChange, () => {
    const now = backendNames.map(({ id }) => id).filter((id) => session.credentialOf(id) !== null)
    if (now.join() !== signedInIds.join()) signedInIds = now
    return signedInIds
  })
}

/** Whom a server sees. @throws HttpError 401 where it does not take the sign-in */
export const identityQuery = (id: BackendId) =>
  queryOptions({
    queryKey: [id, 'identity'],
    queryFn: async ({ signal }) => (await import('~/api/registry')).backendOf(id).identify(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
