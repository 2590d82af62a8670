import UserPlus from 'lucide-react/icons/user-plus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lastAdminFault } from '~/domain/mlflow/account'
import { formatCount } from '~/lib/format'
import { setAdmin } from '~/queries/mlflow/account-actions'
import { connectionsQuery } from '~/queries/connections'
import { peopleQueries, type Person } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { useAction } from '~/scaffold/use-action'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { forgetUser } from '~/stores/known-users'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { Segmented } from '~/ui/controls/segmented'
import { ListBar } from '~/ui/lists/list-bar'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { Notice } from '~/ui/states/notice'
import { ACCOUNTS } from '../accounts'
import { ADMIN } from '../admin'
import { Holes } from '../holes'
import { NoAccounts } from '../no-accounts'
import { Sections } from '../sections'
import { type People, usePeople } from '../use-people'
import { AddDialog } from './add-dialog'
import { CreateDialog } from './create-dialog'
import { DeleteDialog } from './delete-dialog'
import { PeopleTable } from './people-table'
import { ResetDialog } from './reset-dialog'
import { peopleCodec, shownPeople } from './settings'
import styles from './page.module.css'

export const needs: Needs = { ...ACCOUNTS, role: ADMIN }

export const loader: PageLoader<'permissions.people'> = ({ client }) =>
  Promise.all([
    client.ensureQueryData(connectionsQuery()),
    client.ensureQueryData(mlflowQueries.server()),
    client.ensureQueryData(peopleQueries.me()),
    client.ensureQueryData(peopleQueries.directory()),
  ])

type Open = { kind: 'create' | 'add' } | { kind: 'reset' | 'delete'; person: Person } | null

/** The accounts of the MLflow server, for its admins. */
export function Component() {
  const people = usePeople()
  if (people.me === null) return <NoAccounts title="People" />
  return <PeoplePage {...people} />
}

function PeoplePage({ me, people, isListed, unread, gone, unreadable, address }: People) {
  const server = usePrefetched(mlflowQueries.server()).data
  const known = useQuery(peopleQueries.default()).data ?? null
  const [settings, change] = useUrlSettings(peopleCodec)
  const [open, setOpen] = useState<Open>(null)
  const admin = useAction(
    ({ person, isAdmin }: { person: Person; isAdmin: boolean }, client) =>
      setAdmin(
        client,
        person.name,
        isAdmin,
        people.filter((one) => one.isAdmin === true && one.name !== person.name).map(({ name }) => name),
      ),
    {
      failure: { toast: 'No account was changed' },
      onDone: (_, { person, isAdmin }) =>
        toast({
          tone: 'ok',
          title: isAdmin ? `${person.name} is an admin now` : `${person.name} is no longer an admin`,
          text: isAdmin
            ? 'Admins may do everything, whatever the rows say.'
            : 'From now on only their rows apply.',
        }),
    },
  )
  const shown = shownPeople(people, settings)
  const admins = people.filter(({ isAdmin }) => isAdmin === true).length
  const close = () => setOpen(null)
  return (
    <>
      <PageHeader
        title="People"
        facts={`${formatCount(people.length)} ${people.length === 1 ? 'account' : 'accounts'}${isListed ? '' : ' known here'}, ${formatCount(admins)} ${admins === 1 ? 'admin' : 'admins'} · MLflow ${server.version.text}`}
        actions={
          <>
            {isListed ? null : <Button onClick={() => setOpen({ kind: 'add' })}>Add names</Button>}
            <Button variant="primary" icon={UserPlus} onClick={() => setOpen({ kind: 'create' })}>
              New account
            </Button>
          </>
        }
      />
      <Sections hasRoles={server.abilities.hasRoles} />
      <ListBar
        search={{
          label: 'Search people',
          placeholder: 'Search name',
          value: settings.search,
          onChange: (search) => change({ search }),
        }}
      >
        <Segmented
          label="Which people"
          value={settings.show}
          options={[
            { value: 'all', label: 'All' },
            { value: 'admins', label: 'Admins' },
            { value: 'bare', label: 'Without permissions' },
          ]}
          onChange={(show) => change({ show })}
        />
      </ListBar>
      <div className={styles['content']}>
        {isListed ? null : (
          <Notice title={`MLflow ${server.version.text} cannot list its accounts.`}>
            This list holds the accounts created, typed or imported in this browser. Others may exist: add
            their names to see them.
          </Notice>
        )}
        {gone.map((name) => (
          <Notice
            key={name}
            tone="warning"
            title={`${name} has no account on this server.`}
            actions={
              <Button size={28} onClick={() => forgetUser(address, name)}>
                Forget name
              </Button>
            }
          >
            The name was typed or imported here, or the account was deleted.
          </Notice>
        ))}
        <Frame label="List of people" flush>
          {shown.length > 0 ? (
            <PeopleTable
              people={shown}
              me={me}
              hasRoles={server.abilities.hasRoles}
              unread={unread}
              adminFault={(person) => lastAdminFault(person.name, people)}
              onAdmin={(person, isAdmin) => admin.run({ person, isAdmin })}
              onReset={(person) => setOpen({ kind: 'reset', person })}
              onDelete={(person) => setOpen({ kind: 'delete', person })}
            />
          ) : (
            <EmptyState
              picture={null}
              title={`0 of ${formatCount(people.length)} people match`}
              text="Nobody matches these filters."
              actions={<Button onClick={() => change(peopleCodec.empty)}>Clear filters</Button>}
            />
          )}
        </Frame>
        <UnreadableList what="account" rows={unreadable} />
        <Holes server={server} known={known} />
      </div>
      {open?.kind === 'create' ? <CreateDialog address={address} onClose={close} /> : null}
      {open?.kind === 'add' ? <AddDialog address={address} onClose={close} /> : null}
      {open?.kind === 'reset' ? <ResetDialog name={open.person.name} onClose={close} /> : null}
      {open?.kind === 'delete' ? (
        <DeleteDialog
          person={people.find(({ name }) => name === open.person.name) ?? open.person}
          abilities={server.abilities}
          address={address}
          onClose={close}
        />
      ) : null}
    </>
  )
}

/** Until the list is there. */
export function Pending() {
  return (
    <PagePending
      title="People"
      facts="Accounts of the MLflow server"
      label="The accounts are loading"
      hasBar
      frame="List of people"
      flush
      content={{ rows: 5 }}
    />
  )
}
