import { abilitiesOf, parseVersion } from '~/domain/mlflow/abilities'
import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import { htmlReply, type PlainRequest } from '../request'
import { Answered, type Implementation } from '../server'
import { caller, isWorkspaceAdmin } from './access'
import { asked, bodyOf, given, givenText } from './body'
import { forbid, notFoundPage, refuse } from './refusal'
import { rolesOf, wireRole } from './role-rows'
import { isPassword, secretOf } from './secret'
import { assignments, grants, hiddenRoleId, roles, type UserRow, users } from './tables'
import type { MlflowWorld } from './world'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  'user' | 'currentUser' | 'users' | 'createUser' | 'updatePassword' | 'updateAdmin' | 'deleteUser'
>

const done = { status: 200, data: {} }
const LEAST_PASSWORD = 12

/** Somebody by name. @throws Answered 404 */
export async function userNamed(name: string, tx: Transaction): Promise<UserRow> {
  const found = (await tx.rows(users)).get(name)
  return found ?? refuse('RESOURCE_DOES_NOT_EXIST', `User with username=${name} not found`)
}

/** Accounts, as the handlers of a version answer them. */
export function userHandlers({ version, isModern, newHex }: MlflowWorld): Handlers {
  const { listsUsers } = abilitiesOf(parseVersion(version) ?? { text: version, major: 2, minor: 0 })

  async function adminOnly(request: PlainRequest, tx: Transaction): Promise<UserRow> {
    const user = await caller(request, tx)
    return user.is_admin ? user : forbid()
  }

  function checkPassword(password: string): void {
    if (isModern && password.length < LEAST_PASSWORD)
      refuse('INVALID_PARAMETER_VALUE', 'Password must be at least 12 characters.')
  }

  return {
    user: async (request, tx) => {
      const name = asked(request, 'username')
      const user = await caller(request, tx)
      if (!user.is_admin && user.username !== name) forbid()
      return { status: 200, data: { user: await wireUser(await userNamed(name, tx), tx) } }
    },

    currentUser: async (request, tx) => {
      if (!isModern) throw new Answered(notFoundPage())
      const data = { is_basic_auth: true, user: await wireUser(await caller(request, tx), tx) }
      return { status: 200, data }
    },

    users: async (request, tx) => {
      if (!listsUsers) throw new Answered(notFoundPage())
      const user = await caller(request, tx)
      const seesAll = user.is_admin || (await isWorkspaceAdmin(user, tx))
      const told = await Promise.all(
        [...(await tx.rows(users)).values()].map(async (one) => ({
          id: one.id,
          username: one.username,
          is_admin: one.is_admin,
          roles:
            seesAll || one.username === user.username
              ? await Promise.all((await rolesOf(one, tx)).map((role) => wireRole(role, tx)))
              : [],
        })),
      )
      return { status: 200, data: { users: told } }
    },

    createUser: async (request, tx) => {
      const user = await caller(request, tx)
      if (!user.is_admin && !(isModern && (await isWorkspaceAdmin(user, tx)))) forbid()
      const body = bodyOf(request)
      const [username, password] = [givenText(body, 'username'), givenText(body, 'password')]
      if (username === '' || password === '')
        throw new Answered(htmlReply(400, 'Username and password cannot be empty.'))
      checkPassword(password)
      const all = await tx.rows(users)
      if (all.has(username))
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `User (username=${username}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: users.username\n[SQL: INSERT INTO users (username, password_hash, is_admin) VALUES (?, ?, ?)]`,
        )
      const id = Math.max(0, ...[...all.values()].map((one) => one.id)) + 1
      const row = { id, username, password: null, is_admin: false }
      tx.put(users, { ...row, secret: secretOf(password, newHex()) })
      return { status: 200, data: { user: await wireUser(row, tx) } }
    },

    updatePassword: async (request, tx) => {
      const body = bodyOf(request)
      const username = givenText(body, 'username')
      const user = await caller(request, tx)
      if (!user.is_admin && user.username !== username) forbid()
      const password = givenText(body, 'password')
      if (isModern && user.username === username) {
        const present = body['current_password']
        if (typeof present !== 'string' || present === '')
          return refuse(
            'INVALID_PARAMETER_VALUE',
            'Current password is required when changing your own password.',
          )
        if (!isPassword(user, present)) refuse('INVALID_PARAMETER_VALUE', 'Current password does not match.')
        if (password === present)
          refuse('INVALID_PARAMETER_VALUE', 'New password must differ from the current password.')
      }
      const row = await userNamed(username, tx)
      checkPassword(password)
      tx.put(users, { ...row, password: null, secret: secretOf(password, newHex()) })
      return done
    },

    updateAdmin: async (request, tx) => {
      await adminOnly(request, tx)
      const body = bodyOf(request)
      const username = givenText(body, 'username')
      const is_admin = given(body, 'is_admin') === true
      // Nothing holds back the last admin.
      tx.put(users, { ...(await userNamed(username, tx)), is_admin })
      return done
    },

    deleteUser: async (request, tx) => {
      const user = await adminOnly(request, tx)
      const username = givenText(bodyOf(request), 'username')
      if (isModern && username === user.username)
        refuse(
          'BAD_REQUEST',
          'Users cannot delete their own account. Ask another admin to delete this user instead.',
        )
      const row = await userNamed(username, tx)
      const own = [...(await tx.rows(grants)).values()].filter((grant) => grant.username === username)
      // The older store would leave rows of nobody, and its database refuses that.
      if (!isModern && own.length > 0)
        refuse(
          'BAD_REQUEST',
          `(sqlite3.IntegrityError) NOT NULL constraint failed: experiment_permissions.user_id\n[SQL: UPDATE experiment_permissions SET user_id=? WHERE experiment_permissions.id = ?]`,
        )
      for (const grant of own) tx.remove(grants, grants.keyOf(grant))
      for (const one of (await tx.rows(assignments)).values())
        if (one.user_id === row.id) tx.remove(assignments, assignments.keyOf(one))
      tx.remove(roles, String(hiddenRoleId(row)))
      tx.remove(users, username)
      return done
    },
  }

  /** From 3.13 without the grants. */
  async function wireUser(
    { id, username, is_admin }: Pick<UserRow, 'id' | 'username' | 'is_admin'>,
    tx: Transaction,
  ) {
    if (isModern) return { id, username, is_admin }
    const own = [...(await tx.rows(grants)).values()].filter((grant) => grant.username === username)
    return {
      id,
      username,
      is_admin,
      experiment_permissions: own
        .filter(({ kind }) => kind === 'experiment')
        .map(({ resource, permission }) => ({ experiment_id: resource, permission, user_id: id })),
      registered_model_permissions: own
        .filter(({ kind }) => kind === 'registered_model')
        .map(({ resource, permission }) => ({ name: resource, permission, user_id: id })),
    }
  }
}
