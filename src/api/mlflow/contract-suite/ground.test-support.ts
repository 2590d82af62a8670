import type { Transport } from '../../contract'

/**
 * `wrong` is the reader with a wrong password, `nobody` sends no credentials. `guest` is somebody whom the suite itself
 * creates, `renewed` the same with a new password.
 */
export type Person = 'admin' | 'owner' | 'reader' | 'wrong' | 'nobody' | 'guest' | 'renewed'

export const GUEST_PASSWORDS = { guest: 'guest-password-1234', renewed: 'renewed-password-1234' } as const
export const guestName = (salt: string): string => `guest-${salt}@example.org`

/** A server for the suite, with its people, and what the contract has no endpoint for. */
export interface Ground {
  /** "2.21.3" */
  version: string
  /** Part of every name that the suite gives, so that it never meets what is there already. */
  salt: string
  userNames: Readonly<Record<'admin' | 'owner' | 'reader', string>>
  transportOf: (person: Person) => Transport
  /** Gives the reader a level on an experiment or a registered model. */
  grantReader: (kind: 'experiment' | 'registered_model', resource: string, level: string) => Promise<void>
  /** A registered model with two versions of a run, as the owner. */
  registerModel: (name: string, run: { runId: string; experimentId: string }) => Promise<void>
  /** A data set as an input of a run. */
  logDataset: (runId: string, dataset: { name: string; digest: string; context: string }) => Promise<void>
}
