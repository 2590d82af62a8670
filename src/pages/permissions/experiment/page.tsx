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

export const loader: PageLoader<'permissions.experiment'> = ({ client, params }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiment(params.experiment)),
    client.ensureQueryData(mlflowQueries.server()),
    client.ensureQueryData(connectionsQuery()),
    client.ensureQueryData(peopleQueries.me()),
    client.ensureQueryData(peopleQueries.directory()),
  ])

/** Who can reach this experiment? */
export function Component() {
  const params = usePathParams('permissions.experiment')
  const { data } = usePrefetched(mlflowQueries.experiment(params.experiment))
  usePageNames({ 'permissions.experiment': data.name })
  return <ResourcePage resource={accessResource({ kind: 'experiment', id: data.id }, data.name, data.tags)} />
}

/** Until the people are there. */
export function Pending() {
  return <ResourcePending title="Experiment" />
}
