import type { ReactNode } from 'react'
import { Icon, type IconType } from '../words/icon'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  title: ReactNode
  /** What would be here, or why nothing is. */
  text?: ReactNode
  /** The next step: buttons. */
  actions?: ReactNode
  /** `wave`: nothing yet. An icon: a reason (a lock). `null`: nothing matches. */
  picture?: 'wave' | IconType | null
  level?: 2 | 3
}

/** What would be here, and the way to get it. */
export function EmptyState({ title, text, actions, picture = 'wave', level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={styles['empty']}>
      {picture === 'wave' ? <Wave /> : picture === null ? null : <Icon of={picture} size={20} />}
      <Heading className={styles['title']}>{title}</Heading>
      {text === undefined ? null : <p className={styles['text']}>{text}</p>}
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}

/** A threshold that nothing has reached yet. */
function Wave() {
  return (
    <svg width="122" height="16" viewBox="0 0 122 16" fill="none" aria-hidden>
      <path className={styles['threshold']} d="M1 1.5h120" strokeDasharray="4 4" strokeWidth="1.5" />
      <path
        className={styles['wave']}
        d="M1 11.5C13 4.500 21 5 33 9.500S55 14 67 8 85 2.800 97 7.500s14 3.500 24 .5"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
