import { accessResource } from '~/domain/mlflow/permissions/table'
import { connectionsQuery } from '~/queries/connections'
import { peopleQueries } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { ACCOUNTS } from '../accounts'
import { ResourcePage, ResourcePending } from '../resource-page'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'permissions.model'> = ({ client, params }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.model(params.model)),
    client.ensureQueryData(mlflowQueries.server()),
    client.ensureQueryData(connectionsQuery()),
    client.ensureQueryData(peopleQueries.me()),
    client.ensureQueryData(peopleQueries.directory()),
  ])

/** Who can reach this model? */
export function Component() {
  const params = usePathParams('permissions.model')
  const { data } = usePrefetched(mlflowQueries.model(params.model))
  usePageNames({ 'permissions.model': data.name })
  return (
    <ResourcePage
      resource={accessResource({ kind: 'registered-model', id: data.name }, data.name, data.tags)}
    />
  )
}

/** Until the people are there. */
export function Pending() {
  return <ResourcePending title="Model" />
}
