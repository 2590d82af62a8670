import { queryOptions, useQuery } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { credentialOf } from '~/api/session'
import { type Owned, type OwnRights, ownRights, refusalOf } from '~/domain/mlflow/own-rights'
import type { MlflowRights } from '~/domain/mlflow/permissions/level'
import { inTurn, MLFLOW, mlflowQueries } from './queries'

/**
 * What the server tells whoever is signed in of their own permissions; null: nobody is, or rows do not decide alone, as
 * since there are roles (only admins are known there).
 * @throws HttpError 404 where the server has no accounts
 */
export const ownRightsQuery = () =>
  queryOptions<OwnRights | null>({
    queryKey: [...MLFLOW, 'own rights'],
    queryFn: async ({ client, signal }) => {
      const credential = credentialOf('mlflow')
      if (credential?.kind !== 'basic') return null
      const { abilities } = await client.ensureQueryData(mlflowQueries.server())
      const query = { username: credential.name }
      const { user } = (await inTurn(() => mlflow.user({ query }, { signal }), signal)).data
      const { experiment_permissions: experiments = [], registered_model_permissions: models = [] } = user
      if (abilities.rolesAddRights) return ownRights(user.is_admin, [])
      return ownRights(user.is_admin, [
        ...experiments.map(({ experiment_id: id, permission }) => ({
          of: { kind: 'experiment', id } as const,
          permission,
        })),
        ...models.map(({ name: id, permission }) => ({ of: { kind: 'model', id } as const, permission })),
      ])
    },
    retry: false,
    staleTime: 30_000,
  })

/** Says why the person may not do something, where that is known; null lets the server decide. */
export function useRefusal(): (of: Owned, right: keyof MlflowRights) => string | null {
  const { data = null } = useQuery(ownRightsQuery())
  return (of, right) => refusalOf(data, of, right)
}
