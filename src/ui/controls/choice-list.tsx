import type { ReactNode } from 'react'
import styles from './choice-list.module.css'

/** Checkboxes one below the other, as `<li>`: a list that scrolls where they are many. */
export function ChoiceList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles['choices']} aria-label={label}>
      {children}
    </ul>
  )
}
