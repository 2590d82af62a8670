import { HttpError, SignInError } from '~/lib/errors'
import { type BackendId, isBackendId } from '~/queries/session'

/** The server that asks who one is, where one can sign in at it right here; null: this is another failure. */
export function serverToSignIn(error: unknown): BackendId | null {
  const asks =
    (error instanceof HttpError && error.status === 401) ||
    (error instanceof SignInError && error.words.step === 'sign-in')
  if (!asks) return null
  const id = error.server?.id
  return id !== undefined && isBackendId(id) ? id : null
}
