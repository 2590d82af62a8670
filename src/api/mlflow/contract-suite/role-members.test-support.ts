import { guestName } from './ground.test-support'
import {
  add,
  INVALID,
  MISSING,
  ofTeam,
  refused,
  TAKEN,
  taken,
  team,
  UNKNOWN,
  workspace,
} from './roles-ground.test-support'
import { type Check, check } from './suite.test-support'

/** Who has a role, and what comes of it; on 2.21 there are none. */
export const roleMemberChecks: readonly Check[] = [
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
  check('renewed', 'what one may by a role', (c) => c.ownPermissions({}), {
    ...taken(['experiment EDIT']),
    says: ({ permissions }) =>
      permissions.flatMap((one) =>
        one.ok && !one.row.role_name.startsWith('__user_')
          ? [`${one.row.resource_type} ${one.row.permission}`]
          : [],
      ),
  }),
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
