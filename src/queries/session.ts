import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import * as session from '~/api/session'
import { DRIFT_WATCH } from './drift-watch'

export interface Session {
  signedIn: boolean
  /** Milliseconds since 1970 UTC; null where nobody is signed in, or the token does not say. */
  expiresAt: number | null
}

let snapshot: Session = { signedIn: false, expiresAt: null }

function read(): Session {
  const now: Session = { signedIn: session.currentToken() !== null, expiresAt: session.sessionExpiry() }
  if (now.signedIn !== snapshot.signedIn || now.expiresAt !== snapshot.expiresAt) snapshot = now
  return snapshot
}

/** Whether somebody is signed in, and until when. Who it is, `driftWatchQueries.me()` says. */
export function useSession(): Session {
  return useSyncExternalStore(session.onSessionChange, read)
}

/**
 * Signs in with a pasted bearer token: kept in memory only. Everything that the server told whoever was there before
 * is forgotten, and asked again where it is on the screen.
 * @throws CodedError `bad-token`, with a sentence
 */
export async function signIn(client: QueryClient, pasted: string): Promise<void> {
  session.signIn(pasted)
  await client.resetQueries({ queryKey: DRIFT_WATCH })
}

export async function signOut(client: QueryClient): Promise<void> {
  session.signOut()
  await client.resetQueries({ queryKey: DRIFT_WATCH })
}
