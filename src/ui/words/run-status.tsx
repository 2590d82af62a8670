import { Mark, type State } from './mark'
import { unseen } from './unseen'
import styles from './run-status.module.css'

/** The mark and the word of each state of a run: for hearing never the one without the other. */
const STATES: Readonly<Record<string, { mark: State; word: string }>> = {
  FINISHED: { mark: 'ok', word: 'Finished' },
  FAILED: { mark: 'failed', word: 'Failed' },
  KILLED: { mark: 'warning', word: 'Killed' },
  RUNNING: { mark: 'running', word: 'Running' },
  SCHEDULED: { mark: 'running', word: 'Scheduled' },
}

const UNKNOWN = { mark: 'unknown', word: 'Unknown' } as const

interface RunStatusProps {
  status: string
  /** "1 of 2": how many runs of a group have it; it stands in place of the word, which is then for hearing; both are where `isShort`. */
  share?: string
  /** Where there is no room for the word: it is there for hearing, and as a title. */
  isShort?: boolean
}

/** How a run ended, or that it goes on; a state that this page does not know is unknown. */
export function RunStatusBadge({ status, share = '', isShort = false }: RunStatusProps) {
  const { mark, word } = STATES[status] ?? UNKNOWN
  return (
    <span
      className={styles['status']}
      title={share !== '' || isShort ? `${word} ${share}`.trim() : undefined}
    >
      <Mark state={mark} />
      <span className={share !== '' || isShort ? unseen : undefined}>{word}</span>
      {share === '' ? null : <span className={isShort ? unseen : undefined}>{share}</span>}
    </span>
  )
}
