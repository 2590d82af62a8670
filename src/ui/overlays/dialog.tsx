import type { ReactNode } from 'react'
import { late } from '../states/late'

export interface DialogProps {
  /** Nothing is mounted or loaded while it is false. */
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  subtitle?: ReactNode
  /** Width in px: 440 for a question, 640 for a list, 960 for a table. */
  size?: 440 | 640 | 960
  /** Buttons at the foot; the one that goes on is the last. */
  actions?: ReactNode
  /** A question that must be answered: a press outside does not close it. */
  question?: boolean
  children?: ReactNode
}

const { Late: DialogOverlay } = late(() => import('./dialog-overlay'))

/** A modal dialog: focus goes in, stays in, and returns to where it was. */
export function Dialog({ open, ...rest }: DialogProps) {
  if (!open) return null
  return <DialogOverlay {...rest} />
}
