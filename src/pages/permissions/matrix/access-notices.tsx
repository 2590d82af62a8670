import { managedByYou } from '~/domain/mlflow/permissions/effective'
import { LEVEL_NAMES } from '~/domain/mlflow/permissions/level'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'
import { isAnyHidden, type AccessTable } from '~/domain/mlflow/permissions/table'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'
import type { Access } from './use-access'

/** "no access", "read (measured)", "not told by the server". */
export function defaultWords({ table }: Access): string {
  const known = table.rules.default
  if (!known) return 'not shown'
  return `${LEVEL_NAMES[known.level].toLowerCase()} (${known.from === 'measured' ? 'measured' : 'as typed here'})`
}

/** Over the names: what the cells mean. */
export function Corner({ isAdmin, hasRoles }: { isAdmin: boolean; hasRoles: boolean }) {
  return (
    <div className={styles['corner']}>
      <p>
        A filled cell is a row on the server. Grey words come from{' '}
        {hasRoles ? 'roles, the default or being an admin' : 'the default or being an admin'}.
        {isAdmin ? '' : ' * is what you set yourself.'}
      </p>
      <span>User ↑</span>
    </div>
  )
}

/** What is not told to this reader, and what could not be read. */
export function AccessNotices({ access, kind }: { access: Access; kind: ResourceRef['kind'] }) {
  const { isAdmin, unread, table } = access
  const failed = [...unread].filter(([, why]) => why === 'failed').map(([name]) => name)
  const reading = unread.size - failed.length
  return (
    <div className={styles['notices']}>
      {isAdmin ? null : <NotAdmin table={table} kind={kind} />}
      {reading > 0 ? (
        <p className={styles['keys']} role="status">
          Reading what {formatCount(reading)} more {reading === 1 ? 'user has' : 'users have'} …
        </p>
      ) : null}
      {failed.length > 0 ? (
        <Notice
          tone="warning"
          title={`What ${formatCount(failed.length)} ${failed.length === 1 ? 'user has' : 'users have'} could not be read.`}
          actions={
            <Button size={28} onClick={() => void access.refresh()}>
              Read again
            </Button>
          }
        >
          {failed.slice(0, 5).join(', ')}
          {failed.length > 5 ? ', …' : ''}
        </Notice>
      ) : null}
    </div>
  )
}

/** What an owner or a reader may change, and what they are not told. */
function NotAdmin({ table, kind }: { table: AccessTable; kind: ResourceRef['kind'] }) {
  const managed = managedByYou(table).filter(({ ref }) => ref.kind === kind).length
  const { hasRoles } = table.rules.abilities
  return (
    <Notice
      title={
        managed === 0
          ? 'You have no Manage permission here.'
          : `You can change ${formatCount(managed)} of these.`
      }
    >
      {managed === 0
        ? 'To change access you need Manage. Ask a manager of the experiment or model, or an admin.'
        : 'You can change those you manage; the server refuses changes to the others.'}
      {!isAnyHidden(table)
        ? ''
        : hasRoles
          ? ' A question mark means that this server does not show you the level. Where you have Manage you can set it all the same; the review then says “not shown”.'
          : ' A question mark means that this server does not show you the level.'}
      {hasRoles || managed === 0
        ? ''
        : ' It does not list its people either: add names to see what each may do where you have Manage.'}
    </Notice>
  )
}
