import { GUEST_PASSWORDS, guestName } from './ground.test-support'
import { type Check, check } from './suite.test-support'

const { guest: PASSWORD, renewed: RENEWED } = GUEST_PASSWORDS
const INVALID = 'INVALID_PARAMETER_VALUE'
const TAKEN = 'RESOURCE_ALREADY_EXISTS'
const MISSING = 'RESOURCE_DOES_NOT_EXIST'

/** Accounts; the guest is made here. */
export const userChecks: readonly Check[] = [
  check(
    'admin',
    'create a user',
    (c, w) => c.createUser({ body: { username: guestName(w.salt), password: PASSWORD } }),
    {
      status: 200,
      says: ({ user }, w) => ({ isNamed: user.username === guestName(w.salt), is_admin: user.is_admin }),
      is: { isNamed: true, is_admin: false },
    },
  ),
  check(
    'admin',
    'create a user who is there',
    (c, w) => c.createUser({ body: { username: guestName(w.salt), password: PASSWORD } }),
    { status: 400, code: TAKEN },
  ),
  check(
    'admin',
    'create a user with a password of 5 characters',
    (c, w) => c.createUser({ body: { username: `short-${w.salt}@example.org`, password: 'short' } }),
    { status: { line2: 200, line3: 400 }, code: INVALID, says: ({ user }) => user.is_admin, is: false },
  ),
  check(
    'admin',
    'create a user without a password',
    (c, w) => c.createUser({ body: { username: `none-${w.salt}@example.org`, password: '' } }),
    { status: 400, code: null },
  ),
  check(
    'admin',
    'create a user without a name',
    (c) => c.createUser({ body: { username: '', password: PASSWORD } }),
    { status: 400, code: null },
  ),
  check(
    'admin',
    'create a user with a colon in the name',
    (c, w) => c.createUser({ body: { username: `co:lon-${w.salt}`, password: PASSWORD } }),
    { status: 200, says: ({ user }) => user.username.startsWith('co:lon-'), is: true },
  ),
  check(
    'reader',
    'create a user',
    (c, w) => c.createUser({ body: { username: `other-${w.salt}@example.org`, password: PASSWORD } }),
    { status: 403, code: null },
  ),
  check('nobody', 'create a user', (c) => c.createUser({ body: { username: 'x', password: PASSWORD } }), {
    status: 401,
    code: null,
  }),
  check('guest', 'oneself', (c, w) => c.user({ query: { username: guestName(w.salt) } }), {
    status: 200,
    says: ({ user }) => [user.experiment_permissions, user.registered_model_permissions],
    is: { line2: [[], []], line3: [undefined, undefined] },
  }),

  check('reader', 'all users', (c) => c.users({}), {
    status: { line2: 404, line3: 200 },
    code: null,
    says: ({ users }, w) => {
      const read = users.flatMap((row) => (row.ok ? [row.row] : []))
      return {
        unreadable: users.length - read.length,
        admin: read.find(({ username }) => username === w.userNames.admin)?.is_admin,
        rolesOfOthers: read
          .filter(({ username }) => username !== w.userNames.reader)
          .flatMap(({ roles }) => roles ?? []),
        own: read.find(({ username }) => username === w.userNames.reader)?.roles?.length,
      }
    },
    is: { unreadable: 0, admin: true, rolesOfOthers: [], own: 1 },
  }),
  check('admin', 'all users', (c) => c.users({}), {
    status: { line2: 404, line3: 200 },
    code: null,
    says: ({ users }, w) => {
      const read = users.flatMap((row) => (row.ok ? [row.row] : []))
      const reader = read.find(({ username }) => username === w.userNames.reader)
      return reader?.roles
        ?.flatMap(({ permissions }) => permissions)
        .filter(({ resource_pattern }) =>
          [w.experiments.open, w.experiments.edited, w.models.open].includes(resource_pattern),
        )
        .map(({ resource_type, permission }) => `${resource_type} ${permission}`)
        .toSorted()
    },
    is: ['experiment EDIT', 'experiment READ', 'registered_model READ'],
  }),

  check(
    'admin',
    'a new password for nobody that is known',
    (c) => c.updatePassword({ body: { username: 'ghost@example.org', password: RENEWED } }),
    { status: 404, code: MISSING },
  ),
  check(
    'reader',
    'a new password for somebody else',
    (c, w) => c.updatePassword({ body: { username: w.userNames.owner, password: RENEWED } }),
    { status: 403, code: null },
  ),
  check(
    'admin',
    'a short password for somebody',
    (c, w) => c.updatePassword({ body: { username: guestName(w.salt), password: 'short' } }),
    { status: { line2: 200, line3: 400 }, code: INVALID, says: (data) => data, is: {} },
  ),
  check(
    'admin',
    'a new password for somebody',
    (c, w) => c.updatePassword({ body: { username: guestName(w.salt), password: PASSWORD } }),
    { status: 200, says: (data) => data, is: {} },
  ),
  check(
    'guest',
    'a new password with a wrong present one',
    (c, w) =>
      c.updatePassword({
        body: { username: guestName(w.salt), password: PASSWORD, current_password: 'wrong-password-1234' },
      }),
    // 2.x passes it over: it is the same password as before.
    { status: { line2: 200, line3: 400 }, code: INVALID, says: (data) => data, is: {} },
  ),
  check(
    'guest',
    'a new password without the present one',
    (c, w) => c.updatePassword({ body: { username: guestName(w.salt), password: PASSWORD } }),
    { status: { line2: 200, line3: 400 }, code: INVALID, says: (data) => data, is: {} },
  ),
  check(
    'guest',
    'the present password again',
    (c, w) =>
      c.updatePassword({
        body: { username: guestName(w.salt), password: PASSWORD, current_password: PASSWORD },
      }),
    { status: { line2: 200, line3: 400 }, code: INVALID, says: (data) => data, is: {} },
  ),
  check(
    'guest',
    'a new password with the present one',
    (c, w) =>
      c.updatePassword({
        body: { username: guestName(w.salt), password: RENEWED, current_password: PASSWORD },
      }),
    { status: 200, says: (data) => data, is: {} },
  ),
  check('guest', 'version, with the old password', (c) => c.version({}), { status: 401, code: null }),
  check('renewed', 'version, with the new password', (c) => c.version({}), {
    status: 200,
    says: (text, w) => text.trim() === w.version,
    is: true,
  }),

  check(
    'reader',
    'make oneself an admin',
    (c, w) => c.updateAdmin({ body: { username: w.userNames.reader, is_admin: true } }),
    { status: 403, code: null },
  ),
  check(
    'admin',
    'make nobody that is known an admin',
    (c) => c.updateAdmin({ body: { username: 'ghost@example.org', is_admin: true } }),
    { status: 404, code: MISSING },
  ),
  check(
    'admin',
    'make somebody an admin',
    (c, w) => c.updateAdmin({ body: { username: guestName(w.salt), is_admin: true } }),
    { status: 200, says: (data) => data, is: {} },
  ),
  check(
    'renewed',
    'somebody else, as a new admin',
    (c, w) => c.user({ query: { username: w.userNames.reader } }),
    {
      status: 200,
      says: ({ user }) => user.is_admin,
      is: false,
    },
  ),
  check(
    'renewed',
    'one admin less',
    (c, w) => c.updateAdmin({ body: { username: guestName(w.salt), is_admin: false } }),
    { status: 200, says: (data) => data, is: {} },
  ),
  check(
    'renewed',
    'somebody else, as an admin no more',
    (c, w) => c.user({ query: { username: w.userNames.reader } }),
    {
      status: 403,
      code: null,
    },
  ),

  check('reader', 'delete oneself', (c, w) => c.deleteUser({ body: { username: w.userNames.reader } }), {
    status: 403,
    code: null,
  }),
  check(
    'admin',
    'delete nobody that is known',
    (c) => c.deleteUser({ body: { username: 'ghost@example.org' } }),
    {
      status: 404,
      code: MISSING,
    },
  ),
]

/** Last: the guest is gone afterwards. */
export const farewellChecks: readonly Check[] = [
  check(
    'owner',
    'give the guest a row',
    (c, w) =>
      w.version.startsWith('2.')
        ? c.createExperimentPermission({
            body: { experiment_id: w.experiments.open, username: guestName(w.salt), permission: 'READ' },
          })
        : c.grantPermission({
            body: {
              username: guestName(w.salt),
              resource_type: 'experiment',
              resource_id: w.experiments.open,
              permission: 'READ',
            },
          }),
    { status: 200 },
  ),
  check(
    'admin',
    'delete somebody with a row',
    (c, w) => c.deleteUser({ body: { username: guestName(w.salt) } }),
    { status: { line2: 400, line3: 200 }, code: 'BAD_REQUEST', says: (data) => data, is: {} },
  ),
  check(
    'admin',
    'delete somebody without rows',
    async (c, w) => {
      const of = { experiment_id: w.experiments.open, username: guestName(w.salt) }
      if (w.version.startsWith('2.')) await c.deleteExperimentPermission({ body: of })
      return c.deleteUser({ body: { username: guestName(w.salt) } })
    },
    { status: { line2: 200, line3: 404 }, code: MISSING, says: (data) => data, is: {} },
  ),
  check('renewed', 'version, as somebody who was deleted', (c) => c.version({}), { status: 401, code: null }),
  check(
    'admin',
    'delete oneself on 3.17',
    (c, w) =>
      w.version.startsWith('2.')
        ? c.user({ query: { username: w.userNames.admin } })
        : c.deleteUser({ body: { username: w.userNames.admin } }),
    { status: { line2: 200, line3: 400 }, code: 'BAD_REQUEST' },
  ),
]
