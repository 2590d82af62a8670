import { HttpError } from '~/lib/errors'
import { type BackendId, isBackendId } from '~/queries/session'

/** The server that asks who one is, where one can sign in at it right here; null: this is another failure. */
export function serverToSignIn(error: unknown): BackendId | null {
  if (!(error instanceof HttpError) || error.status !== 401) return null
  const id = error.server?.id
  return id !== undefined && isBackendId(id) ? id : null
}
