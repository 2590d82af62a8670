import { queryOptions, useQuery } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { findRights } from '~/api/mlflow/found-rights'
import {
  type FoundRights,
  isUnsaid,
  type Owned,
  type OwnRights,
  type Reach,
  reachOf,
  refusalByDefault,
  refusalOf,
} from '~/domain/mlflow/own-rights'
import { innerQuery, knownQuery } from '../inner-query'
import { peopleKey, peopleQueries } from './people'
import { inTurn, mlflowQueries } from './queries'

/**
 * What the server tells whoever is signed in of their own permissions; null: nobody is, or it has no accounts. From 3.13
 * on with what roles give; on 3.12 roles count and are not told.
 */
export const ownRightsQuery = () =>
  queryOptions<OwnRights | null>({
    queryKey: [...peopleKey, 'own rights'],
    queryFn: async ({ client, signal }) => {
      const me = await innerQuery(client, peopleQueries.me(), signal)
      if (me === null) return null
      const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
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

/**
 * What the server lets whoever is signed in do with a thing of which no row tells; null: nobody is signed in, or it names
 * a level that is not known here.
 * @throws HttpError where it says neither yes nor no
 */
export const foundRightsQuery = (of: Owned) =>
  queryOptions<FoundRights | null>({
    queryKey: [...peopleKey, 'found rights', of.kind, of.id],
    queryFn: async ({ client, signal }) => {
      const me = await knownQuery(client, peopleQueries.me(), signal)
      const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
      return me && inTurn(() => findRights(mlflow, abilities, me.name, of, signal), signal)
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

/**
 * Says why the person may not do something, where that is known; null lets the server decide. Where no row tells of
 * some, it is found out of the first of these.
 * @param things that the page shows
 */
export function useRefusal(things: readonly Owned[]): (of: Owned, right: keyof FoundRights) => string | null {
  const { data: own = null } = useQuery(ownRightsQuery())
  const unsaid = things.find((of) => isUnsaid(own, of))
  const { data: rights = null } = useQuery(unsaid ? foundRightsQuery(unsaid) : NOTHING_TO_FIND)
  const found = unsaid && rights ? { of: unsaid, rights } : null
  return (of, right) => refusalOf(own, of, right) ?? refusalByDefault(own, of, right, found)
}

/** How far the person comes with something that they see; null where that is not known. */
export function useReach(of: Owned): Reach | null {
  const { data: own = null } = useQuery(ownRightsQuery())
  const { data: found = null } = useQuery(isUnsaid(own, of) ? foundRightsQuery(of) : NOTHING_TO_FIND)
  return reachOf(own, of, found)
}

/**
 * Settles once `useReach` tells what it can, and never fails: a page whose buttons hang on it shows none before, so that
 * no button moves the others. What fails is not told: the page goes without it.
 */
export const reachSettledQuery = (of: Owned) =>
  queryOptions({
    queryKey: [...peopleKey, 'reach settled', of.kind, of.id],
    queryFn: async ({ client }): Promise<true> => {
      await client.prefetchQuery(ownRightsQuery())
      const own = client.getQueryData(ownRightsQuery().queryKey) ?? null
      if (isUnsaid(own, of)) await client.prefetchQuery(foundRightsQuery(of))
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Whether somebody could be given permission there: false on a server without accounts, and until that is known. */
export function useHasAccounts(): boolean {
  const { data = null } = useQuery(ownRightsQuery())
  return data !== null
}

const NOTHING_TO_FIND = { ...foundRightsQuery({ kind: 'experiment', id: '' }), enabled: false }
