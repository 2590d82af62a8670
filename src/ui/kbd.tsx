import type { ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './kbd.module.css'

/** Keys as they are printed on them: "Ctrl K", "Esc", "Ctrl ↵". */
export function Kbd({ children, plain = false }: { children: ReactNode; plain?: boolean }) {
  return <kbd className={classNames(styles['kbd'], plain && styles['plain'])}>{children}</kbd>
}
