import { useMemo } from 'react'
import { accessResource } from '~/domain/mlflow/permissions/table'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { refOf, usesShippedPassword } from '~/queries/mlflow/account-actions'
import { connectionsQuery } from '~/queries/connections'
import { peopleQueries, type Person } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { CopyText } from '~/ui/controls/copy-text'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { Notice } from '~/ui/states/notice'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { ACCOUNTS } from '../accounts'
import { NoAccounts } from '../no-accounts'
import { accessUser, ownOf, reachOf } from '../reach'
import { ReachTable } from '../reach-table'
import { useResources, useRules } from '../use-rules'
import { ChangePassword } from './change-password'
import styles from './page.module.css'

export const needs: Needs = ACCOUNTS

export const loader: PageLoader<'connections.account'> = ({ client }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiments()),
    client.ensureQueryData(mlflowQueries.models()),
    client.ensureQueryData(connectionsQuery()),
    client.ensureQueryData(peopleQueries.me()),
  ])

/** One's own account on the MLflow server: who one is, what one may do, another password. */
export function Component() {
  const me = usePrefetched(peopleQueries.me()).data
  return me === null ? <NoAccounts title="Account" /> : <AccountPage me={me} />
}

function AccountPage({ me }: { me: Person }) {
  const rules = useRules()
  const listed = useResources()
  const rows = useMemo(() => {
    const known = new Set(listed.map(({ key }) => key))
    // Of what is deleted the row is left.
    const others = [...(me.rows?.keys() ?? [])]
      .filter((key) => !known.has(key))
      .map((key) => accessResource(refOf(key), `${refOf(key).id} (not listed any more)`, []))
    const user = accessUser(me, me)
    return [...listed, ...others].map((resource) => reachOf(user, resource, ownOf(me, resource), rules))
  }, [listed, me, rules])
  const own = me.rows?.size ?? 0
  return (
    <>
      <PageHeader
        title="Account"
        facts={`${me.name} on MLflow ${rules.version}`}
        actions={
          <LinkButton href={linkTo('permissions.person', { name: me.name })}>What you can reach</LinkButton>
        }
      />
      <div className={styles['content']}>
        {usesShippedPassword() ? (
          <Notice tone="warning" title="You signed in with MLflow’s default password.">
            Anybody can find it in MLflow’s documentation. Change it now.
          </Notice>
        ) : null}
        <div className={styles['beside']}>
          <Frame title="Who you are">
            <dl className={styles['facts']}>
              <dt>Name</dt>
              <dd>{me.name}</dd>
              <dt>User id</dt>
              <dd>{me.id === null ? '–' : <CopyText text={String(me.id)} what="user id" />}</dd>
              <dt>Account type</dt>
              <dd>{me.isAdmin === true ? 'Admin: may do everything, whatever the rows say' : 'User'}</dd>
              <dt>Rows of your own</dt>
              <dd>{formatCount(own)}</dd>
              {rules.abilities.hasRoles ? (
                <>
                  <dt>Roles</dt>
                  <dd>{[...new Set(me.roleGrants?.map(({ role }) => role))].join(', ') || 'none'}</dd>
                </>
              ) : null}
            </dl>
          </Frame>
          <Frame title="Change password">
            <ChangePassword name={me.name} />
          </Frame>
        </div>
        <ReachTable
          of="person"
          label="Your permissions"
          title="Your permissions"
          rows={rows}
          fileName="my-permissions.csv"
        />
        <UnreadableList what="role" rows={me.unreadable} />
      </div>
    </>
  )
}

/** Until the account is there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Account" facts="Your own account on the MLflow server" />
      <Loading label="The account is loading">
        <div className={styles['content']}>
          <Frame title="Who you are">
            <Skeleton height="160px" />
          </Frame>
        </div>
      </Loading>
    </>
  )
}
