import { Mark, type State } from './mark'
import styles from './run-status.module.css'

/** The mark and the word of each state of a run: never the one without the other. */
const STATES: Readonly<Record<string, { mark: State; word: string }>> = {
  FINISHED: { mark: 'ok', word: 'Finished' },
  FAILED: { mark: 'failed', word: 'Failed' },
  KILLED: { mark: 'warning', word: 'Killed' },
  RUNNING: { mark: 'running', word: 'Running' },
  SCHEDULED: { mark: 'running', word: 'Scheduled' },
}

const UNKNOWN = { mark: 'unknown', word: 'Unknown' } as const

/** How a run ended, or that it goes on; a state that this page does not know is unknown. */
export function RunStatusBadge({ status }: { status: string }) {
  const { mark, word } = STATES[status] ?? UNKNOWN
  return (
    <span className={styles['status']}>
      <Mark state={mark} />
      {word}
    </span>
  )
}
