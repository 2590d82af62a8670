import type { UnreadableRow } from '~/lib/unreadable-row'
import { formatCount } from '~/lib/format'
import { CopyText } from '~/ui/controls/copy-text'
import { Frame } from '~/ui/page/frame'
import styles from './unreadable-list.module.css'

/** More are counted. */
const SHOWN = 20

/** Rows that do not read as what they should be: listed beside the good ones, with why. */
export function UnreadableList({
  what,
  rows,
}: {
  what: 'account' | 'experiment' | 'item' | 'model' | 'record' | 'role' | 'row' | 'run' | 'version'
  rows: readonly UnreadableRow[]
}) {
  if (rows.length === 0) return null
  return (
    <Frame
      title={`${formatCount(rows.length)} ${what}${rows.length === 1 ? '' : 's'} cannot be read`}
      subtitle="The server sent them in a form this page does not know, so they are neither shown nor counted."
    >
      <ul className={styles['list']}>
        {rows.slice(0, SHOWN).map(({ id, why }, i) => (
          // The same row may come twice without an id.
          <li key={`${id ?? ''} ${i}`}>
            {id === null ? (
              <span className={styles['none']}>without id</span>
            ) : (
              <CopyText text={id} what="id" />
            )}
            <span>{why}</span>
          </li>
        ))}
        {rows.length > SHOWN ? <li>{formatCount(rows.length - SHOWN)} more</li> : null}
      </ul>
    </Frame>
  )
}
