/** A person of an identity provider, and their account on an MLflow server, as a sign-up service tells of both. */
export interface Registrant {
  /** Their e-mail address at the identity provider: the account's name. */
  email: string
  /** Null: they have none yet. */
  account: RegisteredAccount | null
}

export interface RegisteredAccount {
  id: number
  isAdmin: boolean
  permissions: readonly OwnPermission[]
}

/** What a permission is for: an experiment by its id, a model by its name. */
export interface Subject {
  kind: 'experiment' | 'model'
  key: string
}

export interface OwnPermission extends Subject {
  /** As MLflow names it. Another version may know more than this page. */
  level: string
}

/** What the service sets. `NO_PERMISSIONS` is kept as a row of its own: it shuts out also where the default lets in. */
export const SETTABLE = ['READ', 'EDIT', 'MANAGE', 'NO_PERMISSIONS'] as const
export type SettableLevel = (typeof SETTABLE)[number]

/** Why this cannot be the name of somebody who has an account; null where it can. */
export function addresseeFault(typed: string, own: string): string | null {
  if (typed === '') return 'Type the email address with which the person registered.'
  if (!/^[^\s@]+@[^\s@]+$/.test(typed))
    return 'This is not an email address: accounts of this service are named by email address.'
  if (typed.toLowerCase() === own.toLowerCase())
    return 'This is you: without MANAGE you could not give it back to yourself.'
  return null
}
