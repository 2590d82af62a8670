import * as v from 'valibot'
import type { Contract } from '../contract'
import { memberOf, rows } from '../rows'
import { api, done } from './addresses'
import { listedUserSchema, newUserSchema } from './permission-schemas'

/**
 * Accounts of the basic-auth app. A password is in a body alone, never in an address. Who may: an admin; of one's own
 * account anybody its password.
 */
export const userEndpoints = {
  /**
   * From 3.10. Anybody gets all names and who is an admin; the roles of others only an admin, and from 3.13. It is the
   * whole matrix in one answer: 200 people with 500 grants each are 15 MB.
   */
  users: {
    method: 'GET',
    path: `${api}/users/list`,
    response: v.object({ users: rows(listedUserSchema, (user) => memberOf(user, 'username')) }),
    maxBytes: 64_000_000,
  },
  /** At least 12 characters from 3.x on; 2.x takes any. A name with a colon is taken, and can never sign in. */
  createUser: {
    method: 'POST',
    path: `${api}/users/create`,
    body: v.object({ username: v.string(), password: v.string() }),
    response: v.object({ user: newUserSchema }),
  },
  /** 3.17 asks for the present password too where it is one's own; before, it is passed over. */
  updatePassword: {
    method: 'PATCH',
    path: `${api}/users/update-password`,
    body: v.object({
      username: v.string(),
      password: v.string(),
      current_password: v.optional(v.string()),
    }),
    response: done,
  },
  /** Also of the last admin: afterwards there is none. */
  updateAdmin: {
    method: 'PATCH',
    path: `${api}/users/update-admin`,
    body: v.object({ username: v.string(), is_admin: v.boolean() }),
    response: done,
  },
  /** 3.17 refuses one's own account; before 3.x somebody with permissions cannot be deleted (500). */
  deleteUser: {
    method: 'DELETE',
    path: `${api}/users/delete`,
    body: v.object({ username: v.string() }),
    response: done,
  },
} as const satisfies Contract
