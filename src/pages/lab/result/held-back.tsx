import type { ReactNode } from 'react'
import { classNames } from '~/ui/class-names'
import styles from './held-back.module.css'

/**
 * What tells how a stream that is being played ends: while `isHeld` it keeps its room, is not seen, and takes no focus.
 * Not while presenting: there each chart stands alone, and somebody stepped to it.
 */
export function HeldBack({ isHeld, children }: { isHeld: boolean; children: ReactNode }) {
  return <div className={classNames(styles['room'], isHeld && styles['held'])}>{children}</div>
}
