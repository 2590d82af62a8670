import {
  add,
  changed,
  INVALID,
  MISSING,
  named,
  nothing,
  ofTeam,
  refused,
  TAKEN,
  taken,
  UNKNOWN,
  workspace,
} from './roles-ground.test-support'
import { type Check, check } from './suite.test-support'

/** Roles and what they give; on 2.21 there are none. */
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
]
