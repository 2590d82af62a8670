import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '~/ui/controls/button'
import { Dialog, type DialogProps } from '~/ui/overlays/dialog'
import { type DraftOptions, useDraft } from './use-draft'

interface DraftDialogProps extends Omit<DialogProps, 'open' | 'actions'> {
  /** What is being sent is none: it is on its way, and where that ends another page may open. */
  draft: DraftOptions
  /** What the button says that closes: `Done` where each thing is sent at once, else `Cancel`. */
  leave: 'Cancel' | 'Done'
  /** What sends all that was typed, by its button or by Enter in a field of one line; or other buttons. */
  actions?: Sending | ReactNode
}

interface Sending {
  /** Of the button. */
  word: string
  busy: boolean
  /** Why it cannot be sent yet. */
  disabledReason?: string | null
  send: () => void
}

/**
 * A dialog that is typed into: its first field has the focus, Enter sends, and its button, Esc, a press outside and
 * another page ask before what is typed is lost.
 */
export function DraftDialog({ draft, leave, actions, onClose, children, ...dialog }: DraftDialogProps) {
  const typed = useDraft(draft)
  const formId = useId()
  const close = () => typed.leave(onClose)
  const sending = isSending(actions) ? actions : null
  return (
    <>
      <Dialog
        {...dialog}
        open
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{leave}</Button>
            {sending === null ? (
              (actions as ReactNode)
            ) : (
              <Button
                variant="primary"
                type="submit"
                form={formId}
                busy={sending.busy}
                disabledReason={sending.disabledReason}
              >
                {sending.word}
              </Button>
            )}
          </>
        }
      >
        <FirstFieldFocused>
          {sending === null ? (
            children
          ) : (
            <form
              id={formId}
              noValidate
              onSubmit={(event) => {
                event.preventDefault()
                // Enter sends a form of one field, whatever its button says.
                if (!sending.busy && (sending.disabledReason ?? null) === null) sending.send()
              }}
            >
              {children}
            </form>
          )}
        </FirstFieldFocused>
      </Dialog>
      {typed.guard}
    </>
  )
}

function isSending(actions: DraftDialogProps['actions']): actions is Sending {
  return typeof actions === 'object' && actions !== null && 'send' in actions
}

function FirstFieldFocused({ children }: { children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A list that opens as it is typed into is left alone.
    const field = around.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      'input:is([type=text], [type=password], :not([type])):not([role=combobox], [tabindex="-1"]), textarea',
    )
    field?.focus()
    if (field instanceof HTMLInputElement) field.select()
  }, [])
  return <div ref={around}>{children}</div>
}
