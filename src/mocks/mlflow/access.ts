import { RIGHTS, type MlflowRights } from '~/domain/mlflow/permissions/level'
import type { Transaction } from '../db'
import type { PlainRequest, Reply } from '../request'
import { forbid, unauthenticated } from './refusal'
import { grants, users, type GrantRow, type UserRow } from './tables'

/** Open to everybody on every version. */
const OPEN = new Set(['/health'])
/** Open from 3.10. */
const OPEN_LATER = '/api/3.0/mlflow/server-info'

/** Who asks, by a Basic header of UTF-8; null: nobody whom the server knows. */
async function userOf(request: Pick<PlainRequest, 'headers'>, tx: Transaction): Promise<UserRow | null> {
  const [scheme, encoded = ''] = (request.headers.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') return null
  const text = decoded(encoded)
  const colon = text.indexOf(':')
  if (colon < 0) return null
  const user = (await tx.rows(users)).get(text.slice(0, colon))
  return user?.password === text.slice(colon + 1) ? user : null
}

/** The sign-in stands before every route, unknown ones too. */
export function gateOf(isModern: boolean) {
  return async (request: PlainRequest, tx: Transaction): Promise<Reply | null> => {
    if (OPEN.has(request.path) || (isModern && request.path === OPEN_LATER)) return null
    return (await userOf(request, tx)) ? null : unauthenticated()
  }
}

/** Who asks, whom the gate let in. */
export async function caller(request: PlainRequest, tx: Transaction): Promise<UserRow> {
  const user = await userOf(request, tx)
  if (!user) throw new Error('The gate lets nobody in who is not signed in.')
  return user
}

/** What somebody may do with a resource: everything as an admin, else by an explicit grant; the default is nothing. */
export async function rightsOn(
  user: UserRow,
  kind: GrantRow['kind'],
  resource: string,
  tx: Transaction,
): Promise<MlflowRights> {
  if (user.is_admin) return RIGHTS.MANAGE
  const grant = (await tx.rows(grants)).get(`${kind} ${resource} ${user.username}`)
  return RIGHTS[grant?.permission ?? 'NO_PERMISSIONS']
}

/** Goes on only where the caller has the right. */
export async function demand(
  right: keyof MlflowRights,
  kind: GrantRow['kind'],
  resource: string,
  request: PlainRequest,
  tx: Transaction,
): Promise<UserRow> {
  const user = await caller(request, tx)
  if (!(await rightsOn(user, kind, resource, tx))[right]) forbid()
  return user
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
  } catch {
    return ''
  }
}
