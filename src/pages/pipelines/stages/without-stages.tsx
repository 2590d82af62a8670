import { formatCount } from '~/lib/format'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { Frame } from '~/ui/page/frame'
import styles from './page.module.css'

/** More are counted. */
const SHOWN_FAULTS = 20

/** Builds whose stages could not be had, with why: they count with their totals alone. */
export function WithoutStages({ rows }: { rows: readonly UnreadableRow[] }) {
  if (rows.length === 0) return null
  return (
    <Frame
      title={`${formatCount(rows.length)} ${rows.length === 1 ? 'build' : 'builds'} without stages`}
      subtitle="Jenkins lists these builds but did not describe them; they are requested again at the next refresh."
    >
      <ul className={styles['renames']}>
        {rows.slice(0, SHOWN_FAULTS).map(({ id, why }, i) => (
          <li key={`${id ?? ''} ${i}`}>
            <b>{id ?? 'without a number'}</b> {why}
          </li>
        ))}
        {rows.length > SHOWN_FAULTS ? <li>{formatCount(rows.length - SHOWN_FAULTS)} more</li> : null}
      </ul>
    </Frame>
  )
}
