import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconType } from './icon'
import { Mark, type State } from './mark'
import styles from './state-badge.module.css'

const words: Record<State, string> = {
  ok: 'No drift',
  warning: 'Warning',
  drift: 'Drift',
  failed: 'Failed',
  running: 'Running',
  unknown: 'Unknown',
}

export interface StateBadgeProps {
  state: State
  /** Instead of the state's own word: "3 alarms". */
  children?: ReactNode
}

/** A state with its mark and its word. */
export function StateBadge({ state, children }: StateBadgeProps) {
  return (
    <span className={classNames(styles['badge'], styles[state])}>
      <Mark state={state} size={10} />
      {children ?? words[state]}
    </span>
  )
}

/** A neutral word in a frame: a family, a version, a type of column. */
export function Tag({ children, icon }: { children: ReactNode; icon?: IconType }) {
  return (
    <span className={classNames(styles['badge'], styles['tag'])}>
      {icon ? <Icon of={icon} size={12} /> : null}
      {children}
    </span>
  )
}
