import Pencil from 'lucide-react/icons/pencil'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { formatCount } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { peopleQueries, type Role } from '~/queries/mlflow/people'
import { deleteRole } from '~/queries/mlflow/role-actions'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { connectionsQuery } from '~/queries/connections'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { useAction } from '~/scaffold/use-action'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Dialog } from '~/ui/overlays/dialog'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { ACCOUNTS } from '../accounts'
import { ADMIN } from '../admin'
import { NoAccounts } from '../no-accounts'
import { NoRoles } from '../roles/no-roles'
import { RoleForm } from '../roles/role-form'
import { Sections } from '../sections'
import { Gives } from './gives'
import { Members } from './members'
import styles from './page.module.css'

export const needs: Needs = { ...ACCOUNTS, role: ADMIN }

export const loader: PageLoader<'permissions.role'> = async ({ client, params }) => {
  const { abilities } = await client.ensureQueryData(mlflowQueries.server())
  await client.ensureQueryData(peopleQueries.me())
  if (!abilities.hasRoles) return
  await Promise.all([
    client.ensureQueryData(connectionsQuery()),
    client.ensureQueryData(peopleQueries.roles()),
    client.ensureQueryData(peopleQueries.directory()),
    client.ensureQueryData(peopleQueries.members(Number(params.role))),
  ])
}

/** One role: what it gives, and to whom. */
export function Component() {
  const { role: id } = usePathParams('permissions.role')
  const { abilities, version } = usePrefetched(mlflowQueries.server()).data
  const me = usePrefetched(peopleQueries.me()).data
  if (me === null) return <NoAccounts title="Role" />
  return abilities.hasRoles ? <WithRole id={Number(id)} /> : <NoRoles title="Role" version={version.text} />
}

function WithRole({ id }: { id: number }) {
  const role = usePrefetched(peopleQueries.roles()).data.find((one) => one.id === id)
  usePageNames({ 'permissions.role': role?.name ?? null })
  if (role) return <RolePage role={role} />
  return (
    <>
      <PageHeader title="Role" />
      <Sections hasRoles />
      <Frame label="Role" flush>
        <EmptyState
          picture={null}
          title="This role does not exist"
          text="It was deleted, or the link is wrong."
          actions={<LinkButton href={linkTo('permissions.roles')}>Roles</LinkButton>}
        />
      </Frame>
    </>
  )
}

function RolePage({ role }: { role: Role }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const members = usePrefetched(peopleQueries.members(role.id)).data
  const remove = useAction((_: void, client) => deleteRole(client, role.id), {
    failure: 'here',
    onDone: () => {
      toast({ tone: 'ok', title: 'Role deleted', text: role.name })
      void navigate(pathTo('permissions.roles'))
    },
  })
  return (
    <>
      <PageHeader
        title={role.name}
        facts={role.description === '' ? `A role of the workspace ${role.workspace}` : role.description}
        actions={
          <>
            <Button icon={Pencil} onClick={() => setOpen('edit')}>
              Edit
            </Button>
            <Button icon={Trash2} variant="destructive" onClick={() => setOpen('delete')}>
              Delete
            </Button>
          </>
        }
      />
      <Sections hasRoles />
      <div className={styles['content']}>
        <Gives role={role} />
        <Members role={role} members={members} />
      </div>
      {open === 'edit' ? (
        <RoleForm role={role} onClose={() => setOpen(null)} onDone={() => setOpen(null)} />
      ) : null}
      <Dialog
        open={open === 'delete'}
        onClose={() => setOpen(null)}
        question
        title={`Delete the role ${role.name}`}
        subtitle={`${members.length === 0 ? 'Nobody has it.' : `${formatCount(members.length)} ${members.length === 1 ? 'person loses' : 'people lose'} what it gives, at once.`} It cannot be undone.`}
        actions={
          <>
            <Button onClick={() => setOpen(null)}>Cancel</Button>
            <Button variant="destructive" busy={remove.busy} onClick={() => remove.run()}>
              {remove.busy ? 'Deleting' : 'Delete role'}
            </Button>
          </>
        }
      >
        {remove.failure === null ? null : <Problem error={remove.failure} level={3} />}
      </Dialog>
    </>
  )
}

/** Until the role is there. */
export function Pending() {
  return (
    <PagePending
      title="Role"
      facts="What it gives, and to whom"
      label="The role is loading"
      frame="Role"
      flush
      content={{ height: '200px' }}
    />
  )
}
