import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { counted, formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { peopleQueries, type Person } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { LinkButton } from '~/ui/controls/link-button'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { ACCOUNTS } from '../accounts'
import { NoAccounts } from '../no-accounts'
import { accessUser, ownOf, reachOf, reads } from '../reach'
import { ReachBar } from '../reach-bar'
import { reachCodec, shownReach } from '../reach-settings'
import { ReachTable } from '../reach-table'
import { Sections } from '../sections'
import { useResources, useRules } from '../use-rules'
import styles from '../reach.module.css'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'permissions.person'> = ({ client }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiments()),
    client.ensureQueryData(mlflowQueries.models()),
    client.ensureQueryData(peopleQueries.me()),
    client.ensureQueryData(peopleQueries.directory()),
  ])

/** What can this person reach? */
export function Component() {
  const { name } = usePathParams('permissions.person')
  usePageNames({ 'permissions.person': name })
  const me = usePrefetched(peopleQueries.me()).data
  const directory = usePrefetched(peopleQueries.directory()).data
  const isAsked = me?.isAdmin === true && name !== me.name
  const asked = useQuery({ ...peopleQueries.person(name), enabled: isAsked })
  if (me === null) return <NoAccounts title={name} />
  if (isAsked && asked.isPending) return <Pending />
  if (isAsked && asked.error)
    return (
      <>
        <PageHeader title={name} />
        <Problem error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
      </>
    )
  const listed = directory?.people.find((one) => one.name === name)
  const person = name === me.name ? me : isAsked ? (asked.data ?? null) : (listed ?? unknownPerson(name))
  if (person === null || (directory !== null && !isAsked && name !== me.name && !listed))
    return <NoSuchAccount name={name} />
  return <PersonPage person={person} me={me} />
}

const unknownPerson = (name: string): Person => ({
  name,
  id: null,
  isAdmin: null,
  rows: null,
  roleGrants: null,
  unreadable: [],
})

function NoSuchAccount({ name }: { name: string }) {
  return (
    <>
      <PageHeader title={name} />
      <Frame label={name} flush>
        <EmptyState
          picture={null}
          title="This account does not exist"
          text={`The server has no account ${name}: it was deleted, or is spelled differently. Upper and lower case must match.`}
          actions={<LinkButton href={linkTo('permissions.people')}>People</LinkButton>}
        />
      </Frame>
    </>
  )
}

function PersonPage({ person, me }: { person: Person; me: Person }) {
  const rules = useRules()
  const resources = useResources()
  const [settings, change] = useUrlSettings(reachCodec)
  const user = useMemo(() => accessUser(person, me), [person, me])
  const all = useMemo(
    () => resources.map((resource) => reachOf(user, resource, ownOf(person, resource), rules)),
    [user, person, resources, rules],
  )
  const shown = useMemo(() => shownReach(all, settings), [all, settings])
  const readable = all.filter((row) => reads(row) === true)
  const models = readable.filter(({ resource }) => resource.ref.kind !== 'experiment').length
  const isWhole = all.every((row) => reads(row) !== 'unknown')
  return (
    <>
      <PageHeader
        title={person.name}
        facts={`${isWhole ? '' : 'At least '}${counted(readable.length - models, 'experiment')} and ${counted(models, 'model')} can be read, of ${formatCount(all.length)} that you see${person.isAdmin === true ? ' · admin: everything, whatever the rows say' : ''}`}
      />
      <Sections hasRoles={rules.abilities.hasRoles} />
      <ReachBar search="experiment, model or source" rows="Which rows" settings={settings} change={change} />
      <div className={styles['content']}>
        {person.rows === null ? (
          <Notice title={`The server does not show you the rows of ${person.name}.`}>
            Only admins and {person.name} can see them. For an experiment or model you manage, open its own
            page.
          </Notice>
        ) : null}
        {rules.default === null && person.isAdmin !== true && person.rows !== null ? (
          <Notice title="The server does not report its default.">
            Where no row or role applies, the level is unknown. If you know default_permission, set it under
            “Server default…” in the matrix.
          </Notice>
        ) : null}
        <ReachTable
          of="person"
          label={`What ${person.name} can reach`}
          rows={shown}
          fileName={`access-of-${person.name.replaceAll(/[^\w.@-]+/g, '_')}.csv`}
        />
        <UnreadableList what="role" rows={person.unreadable} />
      </div>
    </>
  )
}

/** Until the rows are there. */
export function Pending() {
  return (
    <PagePending
      title="Person"
      facts="What one can reach"
      label="The permissions are loading"
      hasBar
      frame="What one can reach"
      flush
      content={{ height: '320px' }}
    />
  )
}
