import CircleAlert from 'lucide-react/icons/circle-alert'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import type { ReactNode } from 'react'
import { Button } from '../controls/button'
import { CopyButton } from '../controls/copy-button'
import { Icon } from '../words/icon'
import styles from './error-panel.module.css'

export interface ErrorPanelProps {
  /** What happened: "The stage times could not be read". */
  title: ReactNode
  /** Why it may have happened. */
  why?: ReactNode
  /** What to do next. */
  next?: ReactNode
  /** The words of the server or of the computation, as they came. */
  words?: string
  onRetry?: () => void
  retrying?: boolean
  /** Beside "Try again": "again by itself in 8 s". */
  retryNote?: ReactNode
  /** Other ways out: buttons. */
  actions?: ReactNode
  /** What "Copy details" puts on the clipboard; without it there is no such button. */
  details?: string
  level?: 2 | 3
}

/** An error in the place of what it is about; the rest of the page stays as it is. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { title, why, next, words, onRetry, retrying = false, retryNote, actions, details, level = 2 } = props
  const Heading = `h${level}` as const
  return (
    <div className={styles['panel']} role="alert">
      <span className={styles['icon']}>
        <Icon of={CircleAlert} size={18} />
      </span>
      <div className={styles['content']}>
        <Heading className={styles['title']}>{title}</Heading>
        {why === undefined && next === undefined ? null : (
          <p className={styles['text']}>
            {why} {next}
          </p>
        )}
        {words === undefined ? null : (
          // Long words scroll: with the keys too.
          <pre className={styles['words']} tabIndex={0} role="group" aria-label="As it came">
            {words}
          </pre>
        )}
        {onRetry || actions !== undefined || details !== undefined ? (
          <div className={styles['actions']}>
            {onRetry ? (
              <Button size={28} icon={RefreshCw} busy={retrying} onClick={onRetry}>
                {retrying ? 'Trying again' : 'Try again'}
              </Button>
            ) : null}
            {actions}
            {retryNote === undefined ? null : <span className={styles['note']}>{retryNote}</span>}
            {details === undefined ? null : (
              <span className={styles['end']}>
                <CopyButton text={details} variant="quiet" size={28}>
                  Copy details
                </CopyButton>
              </span>
            )}
          </div>
        ) : null}
      </div>
    </div>
  )
}
