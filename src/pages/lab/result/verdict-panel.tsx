import type { ReactNode } from 'react'
import type { Verdict } from '~/domain/detection/verdict'
import { Frame, FrameFooter } from '~/ui/page/frame'
import { Mark } from '~/ui/words/mark'
import styles from './verdict-panel.module.css'

interface VerdictPanelProps {
  verdict: Verdict
  /** What was done to the data on its way, and what limits the result. */
  notes: readonly string[]
  /** "38 ms in a worker". */
  cost: string
  /** At the right of the finding: what can be done with it. */
  actions: ReactNode
}

const MARKS = { drift: 'drift', 'no-drift': 'ok', undecided: 'unknown' } as const

/** The finding, first and largest; then the numbers behind it. */
export function VerdictPanel({ verdict, notes, cost, actions }: VerdictPanelProps) {
  return (
    <Frame label="Verdict" flush>
      <div className={styles['finding']}>
        <Mark state={MARKS[verdict.outcome]} size={16} />
        <div className={styles['words']}>
          <h2 className={styles['title']}>{verdict.title}</h2>
          <p className={styles['text']}>{verdict.text}</p>
          {notes.length > 0 ? (
            <ul className={styles['notes']}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          ) : null}
        </div>
        <div className={styles['actions']}>{actions}</div>
      </div>
      <FrameFooter>
        {verdict.facts.map(({ label, value }) => (
          <span key={label}>
            {label} <b>{value}</b>
          </span>
        ))}
        <span className={styles['cost']}>{cost}</span>
      </FrameFooter>
    </Frame>
  )
}
