import type { MlflowClient } from '../lists'
import type { World } from './world.test-support'

export const INVALID = 'INVALID_PARAMETER_VALUE'
export const TAKEN = 'RESOURCE_ALREADY_EXISTS'
export const MISSING = 'RESOURCE_DOES_NOT_EXIST'
export const workspace = 'default'

export const nothing = {} as never

/** Refused by 3.17; on 2.21 a page that is not there. */
export const refused = (status: number, code: string | null) => ({
  status: { line2: 404, line3: status },
  code: { line2: null, line3: code },
})
export const taken = (is: unknown) => ({ status: { line2: 404, line3: 200 }, code: null, is })

export const named = (w: World) => `team ${w.salt}`
/** No role has this id. */
export const UNKNOWN = 987_654

/** The suite's role, as an admin finds it. */
export async function team(c: MlflowClient, w: World) {
  const { data } = await c.roles({ query: { workspace } })
  const role = data.roles.find(({ name }) => name.startsWith(named(w)))
  if (!role) throw new Error('The suite’s role is not there.')
  return role
}

export const ofTeam =
  <T>(ask: (c: MlflowClient, role_id: number, w: World) => Promise<T>) =>
  async (c: MlflowClient, w: World): Promise<T> =>
    // Where there are no roles, any id is answered alike.
    ask(c, w.version.startsWith('2.') ? UNKNOWN : (await team(c, w)).id, w)

export const add = (permission: string, resource_type = 'experiment', resource_pattern = '*') =>
  ofTeam((c, role_id) =>
    c.addRolePermission({ body: { role_id, resource_type, resource_pattern, permission } }),
  )

/** The first permission of the suite's role. */
export const changed = (permission: string) => async (c: MlflowClient, w: World) => {
  const id = w.version.startsWith('2.') ? UNKNOWN : ((await team(c, w)).permissions[0]?.id ?? UNKNOWN)
  return c.updateRolePermission({ body: { role_permission_id: id, permission } })
}
