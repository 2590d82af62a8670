import type { ReactNode } from 'react'
import { Button } from '~/ui/controls/button'
import { Dialog, type DialogProps } from '~/ui/overlays/dialog'
import { type DraftOptions, useDraft } from './use-draft'

interface DraftDialogProps extends Omit<DialogProps, 'open'> {
  /** What is being sent is none: it is on its way, and where that ends another page may open. */
  draft: DraftOptions
  /** What the button says that closes: `Done` where each thing is sent at once, else `Cancel`. */
  leave: 'Cancel' | 'Done'
  /** The buttons beside it. */
  actions?: ReactNode
}

/** A dialog that is typed into: its button, Esc, a press outside and another page ask before what is typed is lost. */
export function DraftDialog({ draft, leave, actions, onClose, children, ...dialog }: DraftDialogProps) {
  const typed = useDraft(draft)
  const close = () => typed.leave(onClose)
  return (
    <>
      <Dialog
        {...dialog}
        open
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{leave}</Button>
            {actions}
          </>
        }
      >
        {children}
      </Dialog>
      {typed.guard}
    </>
  )
}
