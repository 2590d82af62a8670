import type { MlflowClient } from '../lists'
import { guestName } from './ground.test-support'
import { type Check, check } from './suite.test-support'
import type { World } from './world.test-support'

const INVALID = 'INVALID_PARAMETER_VALUE'
const TAKEN = 'RESOURCE_ALREADY_EXISTS'
const MISSING = 'RESOURCE_DOES_NOT_EXIST'
const workspace = 'default'

const nothing = {} as never

/** Refused by 3.17; on 2.21 a page that is not there. */
const refused = (status: number, code: string | null) => ({
  status: { line2: 404, line3: status },
  code: { line2: null, line3: code },
})
const taken = (is: unknown) => ({ status: { line2: 404, line3: 200 }, code: null, is })

const named = (w: World) => `team ${w.salt}`
/** No role has this id. */
const UNKNOWN = 987_654

/** The suite's role, as an admin finds it. */
async function team(c: MlflowClient, w: World) {
  const { data } = await c.roles({ query: { workspace } })
  const role = data.roles.find(({ name }) => name.startsWith(named(w)))
  if (!role) throw new Error('The suite’s role is not there.')
  return role
}

const ofTeam =
  <T>(ask: (c: MlflowClient, role_id: number, w: World) => Promise<T>) =>
  async (c: MlflowClient, w: World): Promise<T> =>
    // Where there are no roles, any id is answered alike.
    ask(c, w.version.startsWith('2.') ? UNKNOWN : (await team(c, w)).id, w)

const add = (permission: string, resource_type = 'experiment', resource_pattern = '*') =>
  ofTeam((c, role_id) =>
    c.addRolePermission({ body: { role_id, resource_type, resource_pattern, permission } }),
  )

/** The first permission of the suite's role. */
const changed = (permission: string) => async (c: MlflowClient, w: World) => {
  const id = w.version.startsWith('2.') ? UNKNOWN : ((await team(c, w)).permissions[0]?.id ?? UNKNOWN)
  return c.updateRolePermission({ body: { role_permission_id: id, permission } })
}

/** Roles; on 2.21 there are none. */
export const roleChecks: readonly Check[] = [
  check(
    'admin',
    'create a role',
    (c, w) => c.createRole({ body: { name: named(w), workspace, description: 'All who train.' } }),
    {
      ...taken({ workspace, description: 'All who train.', permissions: [] }),
      says: ({ role }) => ({
        workspace: role.workspace,
        description: role.description,
        permissions: role.permissions,
      }),
    },
  ),
  check(
    'admin',
    'create a role that is there',
    (c, w) => c.createRole({ body: { name: named(w), workspace } }),
    refused(400, TAKEN),
  ),
  check(
    'admin',
    'create a role without a name',
    (c) => c.createRole({ body: { name: ' ', workspace } }),
    refused(400, INVALID),
  ),
  check(
    'admin',
    'create a role of a reserved name',
    (c) => c.createRole({ body: { name: '__user_99__', workspace } }),
    refused(400, INVALID),
  ),
  check(
    'owner',
    'create a role',
    (c) => c.createRole({ body: { name: 'x', workspace } }),
    refused(403, null),
  ),
  check('admin', 'all roles', (c) => c.roles({}), {
    ...taken({ isThere: true, hasHidden: true }),
    says: ({ roles }, w) => ({
      isThere: roles.some(({ name }) => name === named(w)),
      hasHidden: roles.some(({ name }) => /^__user_\d+__$/.test(name)),
    }),
  }),
  check('owner', 'all roles', (c) => c.roles({}), refused(403, null)),
  // Not what the documentation says: whoever has any row sees everybody's.
  check('reader', 'all roles of the workspace', (c) => c.roles({ query: { workspace } }), {
    ...taken({ isThere: true, seesTheOwners: true }),
    says: ({ roles }, w) => ({
      isThere: roles.some(({ name }) => name === named(w)),
      seesTheOwners: roles.some(({ permissions }) =>
        permissions.some(
          (row) => row.resource_pattern === w.experiments.closed && row.permission === 'MANAGE',
        ),
      ),
    }),
  }),
  check(
    'reader',
    'all roles of a workspace that is not there',
    (c) => c.roles({ query: { workspace: 'elsewhere' } }),
    refused(403, null),
  ),
  check(
    'admin',
    'all roles of a workspace that is not there',
    (c) => c.roles({ query: { workspace: 'elsewhere' } }),
    {
      ...taken([]),
      says: ({ roles }) => roles,
    },
  ),
  check(
    'admin',
    'all roles of a workspace without a name',
    (c) => c.roles({ query: { workspace: '' } }),
    refused(400, INVALID),
  ),
  check(
    'admin',
    'a role',
    ofTeam((c, role_id) => c.role({ query: { role_id } })),
    {
      ...taken(true),
      says: ({ role }, w) => role.name === named(w),
    },
  ),
  check('admin', 'an unknown role', (c) => c.role({ query: { role_id: UNKNOWN } }), refused(404, MISSING)),
  check('reader', 'an unknown role', (c) => c.role({ query: { role_id: UNKNOWN } }), refused(403, null)),
  check('admin', 'a role without an id', (c) => c.role({ query: nothing }), refused(400, INVALID)),
  check('reader', 'a role without an id', (c) => c.role({ query: nothing }), refused(400, INVALID)),
  check(
    'admin',
    'a role whose id is no number',
    (c) => c.role({ query: { role_id: 'x' } as never }),
    refused(400, INVALID),
  ),

  check(
    'admin',
    'change a role',
    ofTeam((c, role_id, w) => c.updateRole({ body: { role_id, name: `${named(w)} B` } })),
    {
      ...taken('All who train.'),
      says: ({ role }) => role.description,
    },
  ),
  check(
    'admin',
    'change nothing of a role',
    ofTeam((c, role_id) => c.updateRole({ body: { role_id } })),
    refused(400, INVALID),
  ),
  check(
    'admin',
    'change an unknown role',
    (c) => c.updateRole({ body: { role_id: UNKNOWN, name: 'x' } }),
    refused(404, MISSING),
  ),
  check(
    'admin',
    'change a role to a reserved name',
    ofTeam((c, role_id) => c.updateRole({ body: { role_id, name: '__user_1__' } })),
    refused(400, INVALID),
  ),
  check(
    'reader',
    'change a role',
    ofTeam((c, role_id) => c.updateRole({ body: { role_id, name: 'x' } })),
    refused(403, null),
  ),

  check('admin', 'give a role all experiments', add('READ'), {
    ...taken({ resource_type: 'experiment', resource_pattern: '*', permission: 'READ' }),
    says: ({ role_permission: { resource_type, resource_pattern, permission } }) => ({
      resource_type,
      resource_pattern,
      permission,
    }),
  }),
  check('admin', 'give a role the same again', add('EDIT'), refused(400, TAKEN)),
  check('admin', 'give a role NO_PERMISSIONS', add('NO_PERMISSIONS'), refused(400, INVALID)),
  check('admin', 'give a role something unknown', add('READ', 'nope'), refused(400, INVALID)),
  check('admin', 'give a role READ on a workspace', add('READ', 'workspace'), refused(400, INVALID)),
  check('admin', 'give a role one workspace', add('USE', 'workspace', 'x'), refused(400, INVALID)),
  check(
    'admin',
    'give an unknown role something',
    (c) =>
      c.addRolePermission({
        body: { role_id: UNKNOWN, resource_type: 'experiment', resource_pattern: '*', permission: 'READ' },
      }),
    refused(404, MISSING),
  ),
  check('reader', 'give a role something', add('READ', 'registered_model'), refused(403, null)),
  check(
    'reader',
    'what a role gives',
    ofTeam((c, role_id) => c.rolePermissions({ query: { role_id } })),
    {
      ...taken(['experiment * READ']),
      says: ({ role_permissions }) =>
        role_permissions.map((row) => `${row.resource_type} ${row.resource_pattern} ${row.permission}`),
    },
  ),
  check(
    'admin',
    'what an unknown role gives',
    (c) => c.rolePermissions({ query: { role_id: UNKNOWN } }),
    refused(404, MISSING),
  ),
  check('admin', 'change what a role gives', changed('EDIT'), {
    ...taken('EDIT'),
    says: ({ role_permission }) => role_permission.permission,
  }),
  check(
    'admin',
    'change what a role gives to NO_PERMISSIONS',
    changed('NO_PERMISSIONS'),
    refused(400, INVALID),
  ),
  check(
    'admin',
    'change what no role gives',
    (c) => c.updateRolePermission({ body: { role_permission_id: UNKNOWN, permission: 'READ' } }),
    refused(404, MISSING),
  ),
  check('reader', 'change what a role gives', changed('MANAGE'), refused(403, null)),

  check(
    'admin',
    'give somebody a role',
    ofTeam((c, role_id, w) => c.assignRole({ body: { role_id, username: guestName(w.salt) } })),
    {
      ...taken(true),
      says: ({ assignment }) => assignment.role_id > 0,
    },
  ),
  check(
    'admin',
    'give somebody a role again',
    ofTeam((c, role_id, w) => c.assignRole({ body: { role_id, username: guestName(w.salt) } })),
    refused(400, TAKEN),
  ),
  check(
    'admin',
    'give nobody that is known a role',
    ofTeam((c, role_id) => c.assignRole({ body: { role_id, username: 'ghost@example.org' } })),
    refused(404, MISSING),
  ),
  check(
    'admin',
    'give somebody an unknown role',
    (c, w) => c.assignRole({ body: { role_id: UNKNOWN, username: guestName(w.salt) } }),
    refused(404, MISSING),
  ),
  check(
    'reader',
    'give oneself a role',
    ofTeam((c, role_id, w) => c.assignRole({ body: { role_id, username: w.userNames.reader } })),
    refused(403, null),
  ),
  check(
    'renewed',
    'read by a role',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.closed } }),
    {
      status: { line2: 403, line3: 200 },
      code: null,
    },
  ),
  check('renewed', 'one’s roles', (c, w) => c.userRoles({ query: { username: guestName(w.salt) } }), {
    ...taken([true]),
    says: ({ roles }, w) =>
      roles.filter(({ name }) => !name.startsWith('__user_')).map(({ name }) => name === `${named(w)} B`),
  }),
  check(
    'reader',
    'roles of somebody else',
    (c, w) => c.userRoles({ query: { username: guestName(w.salt) } }),
    refused(403, null),
  ),
  check(
    'admin',
    'roles of nobody that is known',
    (c) => c.userRoles({ query: { username: 'ghost@example.org' } }),
    refused(404, MISSING),
  ),
  check(
    'admin',
    'who has a role',
    ofTeam((c, role_id) => c.roleUsers({ query: { role_id } })),
    {
      ...taken(1),
      says: ({ assignments }) => assignments.length,
    },
  ),
  check(
    'reader',
    'who has a role',
    ofTeam((c, role_id) => c.roleUsers({ query: { role_id } })),
    refused(403, null),
  ),
  check(
    'admin',
    'who has an unknown role',
    (c) => c.roleUsers({ query: { role_id: UNKNOWN } }),
    refused(404, MISSING),
  ),
  check(
    'reader',
    'take a role from somebody',
    ofTeam((c, role_id, w) => c.unassignRole({ body: { role_id, username: guestName(w.salt) } })),
    refused(403, null),
  ),
  check(
    'admin',
    'take a role from somebody',
    ofTeam((c, role_id, w) => c.unassignRole({ body: { role_id, username: guestName(w.salt) } })),
    {
      ...taken({}),
      says: (data) => data,
    },
  ),
  check(
    'admin',
    'take a role from who has it not',
    ofTeam((c, role_id, w) => c.unassignRole({ body: { role_id, username: guestName(w.salt) } })),
    refused(404, MISSING),
  ),

  check('admin', 'take MANAGE on the workspace into a role', add('MANAGE', 'workspace'), {
    ...taken('MANAGE'),
    says: ({ role_permission }) => role_permission.permission,
  }),
  check(
    'admin',
    'make somebody nearly an admin by it',
    ofTeam((c, role_id, w) => c.assignRole({ body: { role_id, username: guestName(w.salt) } })),
    taken(undefined),
  ),
  check(
    'renewed',
    'a role, nearly as an admin',
    (c) => c.createRole({ body: { name: '', workspace } }),
    refused(400, INVALID),
  ),
  check(
    'renewed',
    'rows of others, nearly as an admin',
    (c, w) => c.userPermissions({ query: { username: w.userNames.reader } }),
    {
      ...taken(false),
      says: ({ is_admin }) => is_admin,
    },
  ),
  check(
    'renewed',
    'somebody else, nearly as an admin',
    (c, w) => c.user({ query: { username: w.userNames.reader } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'renewed',
    'any experiment, nearly as an admin',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.closed } }),
    {
      status: { line2: 403, line3: 200 },
      code: null,
    },
  ),
  check(
    'reader',
    'take something out of a role',
    ofTeam((c) => c.removeRolePermission({ body: { role_permission_id: UNKNOWN } })),
    refused(403, null),
  ),
  check(
    'admin',
    'take out of a role what is not in it',
    (c) => c.removeRolePermission({ body: { role_permission_id: UNKNOWN } }),
    refused(404, MISSING),
  ),
  check(
    'admin',
    'take something out of a role',
    async (c, w) => {
      const id = w.version.startsWith('2.') ? UNKNOWN : ((await team(c, w)).permissions[0]?.id ?? UNKNOWN)
      return c.removeRolePermission({ body: { role_permission_id: id } })
    },
    { ...taken({}), says: (data) => data },
  ),
  check(
    'reader',
    'delete a role',
    ofTeam((c, role_id) => c.deleteRole({ body: { role_id } })),
    refused(403, null),
  ),
  check(
    'admin',
    'delete a role',
    ofTeam((c, role_id) => c.deleteRole({ body: { role_id } })),
    {
      ...taken({}),
      says: (data) => data,
    },
  ),
  check(
    'admin',
    'delete a role that is not there',
    (c) => c.deleteRole({ body: { role_id: UNKNOWN } }),
    refused(404, MISSING),
  ),
]
