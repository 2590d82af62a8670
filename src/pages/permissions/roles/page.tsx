import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { formatCount } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { peopleQueries } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { Button } from '~/ui/controls/button'
import { ListTable, RowDescription } from '~/ui/lists/list-table'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { ACCOUNTS } from '../accounts'
import { ADMIN } from '../admin'
import { NoAccounts } from '../no-accounts'
import { permissionWords } from '../role/words'
import { Sections } from '../sections'
import { NoRoles } from './no-roles'
import { RoleForm } from './role-form'
import styles from './page.module.css'

export const needs: Needs = { ...ACCOUNTS, role: ADMIN }

export const loader: PageLoader<'permissions.roles'> = async ({ client }) => {
  const { abilities } = await client.ensureQueryData(mlflowQueries.server())
  await client.ensureQueryData(peopleQueries.me())
  if (abilities.hasRoles) await client.ensureQueryData(peopleQueries.roles())
}

/** The roles of the MLflow server: what several people are given at once. */
export function Component() {
  const { abilities, version } = usePrefetched(mlflowQueries.server()).data
  const me = usePrefetched(peopleQueries.me()).data
  if (me === null) return <NoAccounts title="Roles" />
  return abilities.hasRoles ? <RolesPage /> : <NoRoles title="Roles" version={version.text} />
}

function RolesPage() {
  const roles = usePrefetched(peopleQueries.roles()).data
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
      New role
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Roles"
        facts={`${formatCount(roles.length)} ${roles.length === 1 ? 'role' : 'roles'}; permissions of single people are in the matrix`}
        actions={roles.length === 0 ? undefined : create}
      />
      <Sections hasRoles />
      <Frame label="List of roles" flush>
        {roles.length === 0 ? (
          <EmptyState
            title="No roles yet"
            text="A role gives the same permissions to several people, for example Read on all experiments to a team."
            actions={create}
          />
        ) : (
          <ListTable label="Roles" top>
            <thead>
              <tr>
                <th scope="col">Role</th>
                <th scope="col">Gives</th>
                <th scope="col">Workspace</th>
              </tr>
            </thead>
            <tbody>
              {roles.map((role) => (
                <tr key={role.id}>
                  <th scope="row">
                    <a
                      href={linkTo('permissions.role', { role: String(role.id) })}
                      className={styles['link']}
                    >
                      {role.name}
                    </a>
                    <RowDescription text={role.description} />
                  </th>
                  <td>
                    {role.permissions.length === 0
                      ? 'nothing yet'
                      : role.permissions.slice(0, 3).map(permissionWords).join(', ')}
                    {role.permissions.length > 3
                      ? ` and ${formatCount(role.permissions.length - 3)} more`
                      : ''}
                  </td>
                  <td>{role.workspace}</td>
                </tr>
              ))}
            </tbody>
          </ListTable>
        )}
      </Frame>
      {isOpen ? (
        <RoleForm
          role={null}
          onClose={() => setOpen(false)}
          onDone={(id) => void navigate(pathTo('permissions.role', { role: String(id) }))}
        />
      ) : null}
    </>
  )
}

/** Until the roles are there. */
export function Pending() {
  return (
    <PagePending
      title="Roles"
      facts="Permissions for several people at once"
      label="The roles are loading"
      frame="List of roles"
      flush
      content={{ rows: 3 }}
    />
  )
}
