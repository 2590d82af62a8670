import type { QueryClient } from '@tanstack/react-query'
import { peopleQueries } from '~/queries/mlflow/people'
import type { Role } from '~/scaffold/needs'

/** Pages that only an admin has a use for: by what the server says, never by what is typed here. */
export const ADMIN: Role = {
  word: 'an admin of MLflow',
  ask: 'Ask an admin of this server to make you one.',
  isHeld: async (client: QueryClient) => {
    const me = await client.ensureQueryData(peopleQueries.me())
    // A server without accounts has no admins; the page says so.
    return me === null || me.isAdmin === true
  },
}
