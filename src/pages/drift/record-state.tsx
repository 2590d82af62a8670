import type { PointState } from '~/domain/drift-watch/history'
import { RECORD_STATES } from '~/domain/drift-watch/record-states'
import { Mark } from '~/ui/words/mark'
import styles from './record-state.module.css'

/** In a row of a table. */
export function RecordState({ state }: { state: PointState }) {
  const { mark, word } = RECORD_STATES[state]
  return (
    <span className={styles['state']}>
      <Mark state={mark} />
      {word}
    </span>
  )
}

/** On a coloured ground, where it stands by itself. */
export function RecordBadge({ state }: { state: PointState }) {
  const { mark, word } = RECORD_STATES[state]
  return (
    <span className={`${styles['badge']} ${styles[mark]}`}>
      <Mark state={mark} />
      {word}
    </span>
  )
}
