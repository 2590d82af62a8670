import CircleAlert from 'lucide-react/icons/circle-alert'
import Info from 'lucide-react/icons/info'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { Icon, type IconType } from '../words/icon'
import styles from './notice.module.css'

export type Tone = 'info' | 'warning' | 'error'

const icons: Record<Tone, IconType> = { info: Info, warning: TriangleAlert, error: CircleAlert }

export interface NoticeProps {
  tone?: Tone
  /** First words, in bold: "None does not block everything." */
  title?: ReactNode
  children?: ReactNode
  /** Buttons at the end. */
  actions?: ReactNode
  /** Without fill and padding: a line under a control. */
  plain?: boolean
  /** Announce it when it appears (an error always is). */
  announce?: boolean
}

/** A sentence in place, about what stands beside it. */
export function Notice({
  tone = 'info',
  title,
  children,
  actions,
  plain = false,
  announce = false,
}: NoticeProps) {
  return (
    <div
      className={classNames(styles['notice'], styles[tone], plain && styles['plain'])}
      {...(tone === 'error' ? { role: 'alert' } : announce ? { role: 'status' } : {})}
    >
      <Icon of={icons[tone]} size={plain ? 14 : 16} />
      <div className={styles['words']}>
        {title === undefined ? null : <b>{title}</b>} {children}
      </div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
