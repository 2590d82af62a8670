import ArrowRight from 'lucide-react/icons/arrow-right'
import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Change } from '~/domain/mlflow/permissions/change'
import type { Review } from '~/domain/mlflow/permissions/review'
import { counted, formatCount, formatDuration } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { IconButton } from '~/ui/controls/icon-button'
import { Notice } from '~/ui/states/notice'
import { Icon } from '~/ui/words/icon'
import { LevelPill } from './level-pill'
import styles from './review-panel.module.css'

interface ReviewPanelProps {
  review: Review
  /** How long all requests take at the pace that was measured; null: nothing was measured yet. */
  estimateMs: number | null
  /** Whether the server tells what it holds after a change. */
  isReadBack: boolean
  onLeaveOut: (change: Change) => void
  onDiscard: () => void
  onClose: () => void
  onApply: () => void
  onExport: () => void
}

/** More are no list that anybody reads at once, and take long to draw; all of them are in the export. */
const FIRST_CHANGES = 20
const MORE_CHANGES = 300

/** A draft before it is applied: what changes for whom, what to know, how much work it is for the server. */
export function ReviewPanel(props: ReviewPanelProps) {
  const { review, estimateMs, onClose, onDiscard } = props
  const [most, setMost] = useState(FIRST_CHANGES)
  const { changes, byUser, warnings, lost } = review
  const count = review.applicable.length
  const users = byUser.length
  return (
    <PanelFrame
      label="Review"
      title="Review"
      facts={`${formatCount(changes.length)} ${changes.length === 1 ? 'change' : 'changes'} for ${formatCount(users)} ${users === 1 ? 'user' : 'users'}`}
      actions={
        <Button variant="quiet" size={28} onClick={onDiscard}>
          Discard
        </Button>
      }
      onClose={onClose}
      foot={
        <>
          <p className={styles['help']}>
            {counted(review.requests, 'request')}
            {estimateMs === null
              ? ''
              : `, about ${formatDuration(Math.max(1000, Math.round(estimateMs / 1000) * 1000))}`}
            .{' '}
            {props.isReadBack
              ? 'Each cell is checked after it is saved. You can undo the batch until somebody else changes one of its cells.'
              : 'This server does not show you what others have: cells that cannot be checked afterwards are marked.'}
          </p>
          <div className={styles['buttons']}>
            <Button
              variant="primary"
              onClick={props.onApply}
              disabledReason={count === 0 ? 'No change here can be applied.' : null}
            >
              Apply {formatCount(count)} {count === 1 ? 'change' : 'changes'}
            </Button>
            <Button onClick={props.onExport}>Export as CSV</Button>
          </div>
        </>
      }
    >
      {warnings.map(({ code, tone, title, text }) => (
        <Notice key={`${code} ${tone}`} tone={tone === 'fail' ? 'error' : 'warning'} title={title}>
          {text}
        </Notice>
      ))}
      {lost.length > 0 ? (
        <Notice
          tone="warning"
          title={`${formatCount(lost.length)} drafted ${lost.length === 1 ? 'cell is' : 'cells are'} left out.`}
        >
          The server does not have the user or the experiment.
        </Notice>
      ) : null}
      {shownUsers(review, most).map(({ user, note, changes: own }) => (
        <section key={user.name} className={styles['user']} aria-label={user.name}>
          <h3>
            <span>{user.name}</span>
            {note === null ? null : <small>{note}</small>}
          </h3>
          <ul>
            {own.map((change) => (
              <li key={change.resource.key}>
                <span className={styles['resource']} title={change.resource.name}>
                  {change.resource.name}
                </span>
                <span className={styles['levels']}>
                  <LevelPill level={change.before} />
                  <Icon of={ArrowRight} size={14} />
                  <LevelPill level={change.after} />
                </span>
                <IconButton
                  icon={X}
                  size={28}
                  label={`Leave out ${change.resource.name} for ${user.name}`}
                  onClick={() => props.onLeaveOut(change)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {changes.length > most ? (
        <p className={styles['help']}>
          And {formatCount(changes.length - most)} more: the export has all of them.{' '}
          <Button size={28} variant="quiet" onClick={() => setMost(most + MORE_CHANGES)}>
            Show {formatCount(Math.min(MORE_CHANGES, changes.length - most))}
          </Button>
        </p>
      ) : null}
    </PanelFrame>
  )
}

function shownUsers({ byUser }: Review, most: number): Review['byUser'] {
  let left = most
  return byUser.flatMap((one) => {
    if (left <= 0) return []
    const changes = one.changes.slice(0, left)
    left -= changes.length
    return [{ ...one, changes }]
  })
}

interface PanelFrameProps {
  label: string
  title: string
  facts: string
  actions?: ReactNode
  foot: ReactNode
  children: ReactNode
  /** Null: it cannot be closed now. */
  onClose: (() => void) | null
}

/** The panel at the right, with its foot. */
export function PanelFrame({ label, title, facts, actions, foot, children, onClose }: PanelFrameProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    // It takes the place of another panel, whose button was pressed: the keyboard goes on in it.
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true })
  }, [])
  return (
    <aside ref={panel} tabIndex={-1} className={styles['panel']} aria-label={label}>
      <header className={styles['head']}>
        <h2>{title}</h2>
        <span className={styles['facts']}>{facts}</span>
        <span className={styles['actions']}>
          {actions}
          {onClose === null ? null : <IconButton icon={X} label="Close" onClick={onClose} />}
        </span>
      </header>
      <div className={styles['body']}>{children}</div>
      <footer className={styles['foot']}>{foot}</footer>
    </aside>
  )
}
