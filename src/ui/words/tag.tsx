import type { ReactNode } from 'react'
import { Icon, type IconType } from '~/ui/words/icon'
import styles from './tag.module.css'

/** A word about what it stands beside: "Public", "v3.1", "data-drift". */
export function Tag({ icon, children }: { icon?: IconType; children: ReactNode }) {
  return (
    <span className={styles['tag']}>
      {icon ? <Icon of={icon} size={14} /> : null}
      {/* What is cut is read by a pointer here, and whole where it is edited. */}
      <span title={typeof children === 'string' ? children : undefined}>{children}</span>
    </span>
  )
}
