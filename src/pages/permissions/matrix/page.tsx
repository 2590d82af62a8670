import { peopleQueries } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { PageHeader } from '~/ui/page/page-header'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { ACCOUNTS } from '../accounts'
import { NoAccounts } from '../no-accounts'
import { permissionServerQuery, type ServerAccess, useAccess, usePermissionServer } from './use-access'
import { Permissions } from './permissions'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'permissions'> = ({ client }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiments()),
    client.ensureQueryData(mlflowQueries.models()),
    client.ensureQueryData(peopleQueries.directory()),
    client.ensureQueryData(permissionServerQuery),
  ])

/** Who may do what: users × experiments or models, changed as a draft, reviewed, applied. */
export function Component() {
  const server = usePermissionServer()
  return server ? <WithAccess server={server} /> : <NoAccounts title="Permissions" />
}

function WithAccess({ server }: { server: ServerAccess }) {
  return <Permissions access={useAccess(server)} />
}

/** Until the lists are there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Permissions" facts="Who may do what on the MLflow server" />
      <Loading label="The permissions are loading">
        <Skeleton height="420px" />
      </Loading>
    </>
  )
}
