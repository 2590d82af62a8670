import type { PointState } from '~/domain/drift-watch/history'
import { Mark, type State } from '~/ui/words/mark'
import styles from './record-state.module.css'

/** The mark and the word of each state of a run: never the one without the other. */
export const RECORD_STATES: Readonly<Record<PointState, { mark: State; word: string }>> = {
  ok: { mark: 'ok', word: 'No drift' },
  warning: { mark: 'warning', word: 'Warning' },
  drift: { mark: 'drift', word: 'Drift' },
  failed: { mark: 'failed', word: 'Failed' },
  running: { mark: 'running', word: 'Running' },
  undecided: { mark: 'unknown', word: 'Not enough data' },
  unplotted: { mark: 'unknown', word: 'No value' },
}

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
