import { queryOptions, useQuery } from '@tanstack/react-query'
import { type Owned, type OwnRights, refusalOf } from '~/domain/mlflow/own-rights'
import type { MlflowRights } from '~/domain/mlflow/permissions/level'
import { peopleKey, peopleQueries } from './people'
import { mlflowQueries } from './queries'

/**
 * What the server tells whoever is signed in of their own permissions; null: nobody is, or it has no accounts. From 3.13
 * on with what roles give; on 3.12 roles count and are not told.
 */
export const ownRightsQuery = () =>
  queryOptions<OwnRights | null>({
    queryKey: [...peopleKey, 'own rights'],
    queryFn: async ({ client }) => {
      const me = await client.fetchQuery(peopleQueries.me())
      if (me === null) return null
      const { abilities } = await client.ensureQueryData(mlflowQueries.server())
      const areRolesTold = abilities.hasRoles || !abilities.rolesAddRights
      return {
        isAdmin: me.isAdmin === true,
        rows: me.rows,
        roleGrants: areRolesTold ? me.roleGrants : null,
        unknown: new Set(me.unreadable.map(({ id }) => id ?? '*')),
      }
    },
    retry: false,
    staleTime: 30_000,
  })

/** Says why the person may not do something, where that is known; null lets the server decide. */
export function useRefusal(): (of: Owned, right: keyof MlflowRights) => string | null {
  const { data = null } = useQuery(ownRightsQuery())
  return (of, right) => refusalOf(data, of, right)
}
