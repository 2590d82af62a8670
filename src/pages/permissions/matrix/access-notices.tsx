import { LEVEL_NAMES } from '~/domain/mlflow/permissions/level'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'
import type { Access } from './use-access'

/** "no access", "read (measured)", "not told by the server". */
export function defaultWords({ table }: Access): string {
  const known = table.rules.default
  if (!known) return 'not told'
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
export function AccessNotices({ access }: { access: Access }) {
  const { isAdmin, unread, table } = access
  const failed = [...unread].filter(([, why]) => why === 'failed').map(([name]) => name)
  const reading = unread.size - failed.length
  return (
    <>
      {isAdmin ? null : (
        <Notice title="You see your own access, and what you set yourself.">
          {table.rules.abilities.hasRoles
            ? ' What others have on the experiments that you manage, this server tells admins alone. You can set it all the same: the review says “not told”.'
            : ' What others have on the experiments that you manage is read for each person that you name.'}
        </Notice>
      )}
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
    </>
  )
}
