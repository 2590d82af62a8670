import type { UserRow } from './tables'

/** The accounts of the demo's server. */
export const demoUsers: readonly (UserRow & { password: string })[] = [
  { id: 1, username: 'admin@example.org', password: 'demo-admin-password', is_admin: true },
  { id: 4, username: 'researcher@example.org', password: 'demo-researcher-password', is_admin: false },
  { id: 6, username: 'owner@example.org', password: 'demo-owner-password', is_admin: false },
  { id: 9, username: 'stranger@example.org', password: 'demo-stranger-password', is_admin: false },
]

/** What signs somebody of the demo in. @throws Error for a name that has no account */
export function accountOf(username: string): { kind: 'basic'; name: string; password: string } {
  const user = demoUsers.find((one) => one.username === username)
  if (!user) throw new Error(`The demo's MLflow has no account ${username}.`)
  return { kind: 'basic', name: username, password: user.password }
}
