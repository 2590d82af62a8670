import { classNames } from '../class-names'
import styles from './kbd.module.css'

const onMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

export interface KbdProps {
  /** As on a PC; "Ctrl" is printed as ⌘ on a Mac: "Ctrl K", "Esc", "Ctrl ↵", "G L". */
  children: string
  /** Without its frame. */
  plain?: boolean
}

/** Keys, as they are printed on them. */
export function Kbd({ children, plain = false }: KbdProps) {
  return (
    <kbd className={classNames(styles['kbd'], plain && styles['plain'])}>
      {onMac ? children.replace('Ctrl', '⌘') : children}
    </kbd>
  )
}
