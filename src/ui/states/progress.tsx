import { type ReactNode, useId } from 'react'
import { Button } from '../controls/button'
import styles from './progress.module.css'

export interface ProgressProps {
  /** "MMD, 999 permutations". */
  label: string
  /** Counted work. `total` null or 0: not known yet, no bar is invented. */
  done: number
  total: number | null
  /** At the right: "62 %" unless given, as "3 400 of 10 000". */
  valueText?: string
  /** Under the bar: what is already known, and the time left. */
  soFar?: ReactNode
  onCancel?: () => void
}

/** Counted work under way, and the way to stop it. */
export function Progress({ label, done, total, valueText, soFar, onCancel }: ProgressProps) {
  const id = useId()
  const known = total !== null && total > 0
  const share = known ? Math.min(1, Math.max(0, done / total)) : 0
  const words = valueText ?? (known ? `${Math.floor(share * 100)} %` : 'starting')
  return (
    <div className={styles['progress']}>
      <div className={styles['line']}>
        <span id={id} className={styles['label']}>
          {label}
        </span>
        <span className={styles['value']}>{words}</span>
      </div>
      <div
        className={styles['track']}
        role="progressbar"
        aria-labelledby={id}
        aria-valuetext={words}
        {...(known
          ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': Math.min(done, total) }
          : {})}
      >
        <div className={styles['bar']} style={{ transform: `scaleX(${share})` }} />
      </div>
      {soFar !== undefined || onCancel ? (
        <div className={styles['line']}>
          <span className={styles['soFar']}>{soFar}</span>
          {onCancel ? (
            <Button size={28} onClick={onCancel} aria-label={`Cancel ${label}`}>
              Cancel
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
