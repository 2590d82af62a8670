import type { QueryClient } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { DEFAULT_WORKSPACE } from '~/api/mlflow/permission-server'
import { HttpError } from '~/lib/errors'
import { forgetPeople } from './people'
import { inTurn } from './queries'

/** What an admin changes of roles, from 3.13 on. Each throws NetworkError | HttpError | ContractError for `explain`. */

/** @returns the new role's number @throws HttpError 400 where the name is taken, 403 */
export async function createRole(
  client: QueryClient,
  { name, description }: { name: string; description: string },
): Promise<number> {
  const { data } = await inTurn(() =>
    mlflow.createRole({ body: { name, workspace: DEFAULT_WORKSPACE, description } }),
  )
  await forgetPeople(client)
  return data.role.id
}

/** @throws HttpError 400 where the name is taken, 403, 404 */
export async function updateRole(
  client: QueryClient,
  id: number,
  change: { name: string; description: string },
): Promise<void> {
  await inTurn(() => mlflow.updateRole({ body: { role_id: id, ...change } }))
  await forgetPeople(client)
}

/** Its members lose what it gave. @throws HttpError 403 */
export async function deleteRole(client: QueryClient, id: number): Promise<void> {
  await inTurn(() => mlflow.deleteRole({ body: { role_id: id } })).catch(unlessGone)
  await forgetPeople(client)
}

/** @throws HttpError 400 where they have it, 403, 404 for nobody that is known */
export async function addMember(client: QueryClient, id: number, name: string): Promise<void> {
  await inTurn(() => mlflow.assignRole({ body: { role_id: id, username: name } }))
  await forgetPeople(client)
}

/** @throws HttpError 403 */
export async function removeMember(client: QueryClient, id: number, name: string): Promise<void> {
  await inTurn(() => mlflow.unassignRole({ body: { role_id: id, username: name } })).catch(unlessGone)
  await forgetPeople(client)
}

/** @throws HttpError 400 where there is a row on it, or the level is none for it; 403, 404 */
export async function addRolePermission(
  client: QueryClient,
  id: number,
  { type, pattern, level }: { type: string; pattern: string; level: string },
): Promise<void> {
  await inTurn(() =>
    mlflow.addRolePermission({
      body: { role_id: id, resource_type: type, resource_pattern: pattern, permission: level },
    }),
  )
  await forgetPeople(client)
}

/** @param id of the permission @throws HttpError 400, 403, 404 */
export async function updateRolePermission(client: QueryClient, id: number, level: string): Promise<void> {
  await inTurn(() => mlflow.updateRolePermission({ body: { role_permission_id: id, permission: level } }))
  await forgetPeople(client)
}

/** @param id of the permission @throws HttpError 403 */
export async function removeRolePermission(client: QueryClient, id: number): Promise<void> {
  await inTurn(() => mlflow.removeRolePermission({ body: { role_permission_id: id } })).catch(unlessGone)
  await forgetPeople(client)
}

function unlessGone(error: unknown): void {
  if (!(error instanceof HttpError) || error.status !== 404) throw error
}
