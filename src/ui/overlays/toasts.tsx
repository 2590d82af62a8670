import X from 'lucide-react/icons/x'
import { type FocusEvent, useEffect, useState } from 'react'
import { Button } from '../controls/button'
import { IconButton } from '../controls/icon-button'
import { Mark, type State } from '../words/mark'
import styles from './toasts.module.css'

interface ShownToast {
  id: number
  tone: 'ok' | 'warn' | 'fail'
  title: string
  text?: string
  stays?: boolean
  action?: { label: string; run: () => void }
  otherAction?: { label: string; run: () => void }
}

const marks: Record<ShownToast['tone'], State> = { ok: 'ok', warn: 'warning', fail: 'failed' }

export interface ToastsProps {
  toasts: readonly ShownToast[]
  onDismiss: (id: number) => void
  /** How long one stays, in ms; one with an action stays twice as long, a failure or one that `stays` until it is dismissed. */
  stayMs?: number
}

/** Outcomes, at the foot of the page. They are read out as they come, and wait while they are looked at. */
export function Toasts({ toasts, onDismiss, stayMs = 6000 }: ToastsProps) {
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const held = hovered || focused
  return (
    <section
      aria-label="Notifications"
      className={styles['region']}
      data-unprinted=""
      // A modal dialog hides the rest of the page from screen readers, but not what it brought about.
      data-react-aria-top-layer="true"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false)
      }}
    >
      <ol aria-live="polite" aria-relevant="additions" className={styles['list']}>
        {toasts.map((toast) => (
          <Item key={toast.id} toast={toast} held={held} stayMs={stayMs} onDismiss={onDismiss} />
        ))}
      </ol>
    </section>
  )
}

interface ItemProps {
  toast: ShownToast
  held: boolean
  stayMs: number
  onDismiss: (id: number) => void
}

function Item({ toast, held, stayMs, onDismiss }: ItemProps) {
  const { id, tone, title, text, stays = tone === 'fail', action, otherAction } = toast
  useEffect(() => {
    if (held || stays) return
    const timer = setTimeout(() => onDismiss(id), action ? 2 * stayMs : stayMs)
    return () => clearTimeout(timer)
  }, [held, stays, id, action, stayMs, onDismiss])
  return (
    <li className={styles['toast']}>
      <span className={styles['mark']}>
        <Mark state={marks[tone]} />
      </span>
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {text === undefined ? null : <p className={styles['text']}>{text}</p>}
      </div>
      {[action, otherAction].map((one) =>
        one ? (
          <Button
            key={one.label}
            size={28}
            onClick={() => {
              onDismiss(id)
              one.run()
            }}
          >
            {one.label}
          </Button>
        ) : null,
      )}
      <IconButton icon={X} size={24} label="Dismiss" onClick={() => onDismiss(id)} />
    </li>
  )
}
