import type { QueryClient } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { withoutSecrets } from '~/api/mlflow/people'
import { basic, credentialOf, signIn } from '~/api/session'
import { isShippedPassword, lastAdminFault } from '~/domain/mlflow/account'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'
import { CodedError } from '~/lib/errors'
import { forgetUser, rememberUsers } from '~/stores/known-users'
import { forgetPeople, peopleQueries, type Person, permissionServer } from './people'
import { inTurn, MLFLOW } from './queries'

/**
 * What a person changes of accounts. Each throws NetworkError | HttpError | ContractError | CodedError for `explain`, never
 * with a password in it.
 */

/** @param server its address, for what is remembered here @throws HttpError 400 where the name is taken, 403 */
export async function createUser(
  client: QueryClient,
  server: string,
  { name, password }: { name: string; password: string },
): Promise<void> {
  await inTurn(() => mlflow.createUser({ body: { username: name, password } })).catch(throwClean)
  rememberUsers(server, [name])
  await forgetPeople(client)
}

/** Somebody else's password; their old one ends at once. @throws HttpError 403, 404 */
export async function resetPassword(name: string, password: string): Promise<void> {
  await inTurn(() => mlflow.updatePassword({ body: { username: name, password } })).catch(throwClean)
}

/**
 * One's own password. The new one is what signs in from the next request on; whoever is signed in elsewhere with the old
 * one is out.
 * @throws CodedError `wrong-password` where the present one is not what one signed in with: older servers do not ask for it
 */
export async function changeOwnPassword(
  client: QueryClient,
  present: string,
  password: string,
): Promise<void> {
  const credential = credentialOf('mlflow')
  if (credential?.kind !== 'basic')
    throw new CodedError('signed-out', 'You are signed out: sign in before you change your password.')
  if (credential.password !== present)
    throw new CodedError('wrong-password', 'This is not the password that you are signed in with.')
  const { name } = credential
  await inTurn(() =>
    mlflow.updatePassword({ body: { username: name, password, current_password: present } }),
  ).catch(throwClean)
  signIn('mlflow', basic(name, password))
  // What was asked meanwhile went out with the old one, and was refused.
  await client.invalidateQueries({ queryKey: MLFLOW })
}

/**
 * Makes somebody an admin, or one no more. Whether another admin is left is asked of the server just before.
 * @param others who else is an admin, as far as it is known
 * @throws CodedError `last-admin`; HttpError 403, 404
 */
export async function setAdmin(
  client: QueryClient,
  name: string,
  isAdmin: boolean,
  others: readonly string[],
): Promise<void> {
  if (!isAdmin) {
    const asked = await Promise.all(
      others.slice(0, 3).map((other) => client.fetchQuery({ ...peopleQueries.person(other), staleTime: 0 })),
    )
    const fault = lastAdminFault(
      name,
      asked.filter((one) => one !== null),
    )
    if (fault !== null) throw new CodedError('last-admin', fault)
  }
  await inTurn(() => mlflow.updateAdmin({ body: { username: name, is_admin: isAdmin } }))
  await forgetPeople(client)
  // Of oneself: pages for admins are for somebody else now.
  await client.invalidateQueries({ queryKey: [...MLFLOW, 'role'] })
}

/**
 * Deletes an account. Before 3.13 a server deletes nobody who has rows: they are taken one by one before.
 * @param onRow after each row, with how many are left
 * @throws HttpError 403, 404; where it stops half-way, what is left of the rows is still there
 */
export async function deleteUser(
  client: QueryClient,
  server: string,
  { name, rows }: Pick<Person, 'name' | 'rows'>,
  { hasRoles }: { hasRoles: boolean },
  onRow: (left: number) => void,
): Promise<void> {
  if (!hasRoles && rows) {
    const writer = await permissionServer(client)
    let left = rows.size
    for (const [key, level] of rows) {
      await inTurn(async () => writer?.write(name, refOf(key), null, level))
      left -= 1
      onRow(left)
    }
  }
  try {
    await inTurn(() => mlflow.deleteUser({ body: { username: name } }))
  } catch (error) {
    // The rows that were taken are gone all the same.
    await forgetPeople(client)
    throw error
  }
  forgetUser(server, name)
  await forgetPeople(client, name)
}

/** What a key of `resourceKey` is of. */
export function refOf(key: string): ResourceRef {
  return { kind: key.startsWith('e:') ? 'experiment' : 'registered-model', id: key.slice(2) }
}

/** Whether one is signed in by a password that MLflow came with. Only what was typed is looked at; nothing is tried. */
export function usesShippedPassword(): boolean {
  const credential = credentialOf('mlflow')
  return credential?.kind === 'basic' && isShippedPassword(credential.password)
}

function throwClean(error: unknown): never {
  throw withoutSecrets(error)
}
