import type { Scenario } from '../db'
import { USERS } from '../drift-watch/tables'
import { demoUsers } from './people'

/** A server on its first day: the people are registered, and nothing was logged. */
export const empty: Scenario = {
  [USERS]: async () => demoUsers(),
}
