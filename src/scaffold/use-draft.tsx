import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { useLeaveGuard } from './leave-guard'

export interface DraftOptions {
  /** Something was typed or chosen that is not kept anywhere yet. */
  unsaved: boolean
  /** Of the question: "Leave without publishing?" */
  title: string
  /** What would be lost: "The name, tags and model that you typed are lost." */
  lost: string
}

export interface Draft {
  /** To be rendered: the question, while it is asked. */
  guard: ReactNode
  /** Does it, after asking where something would be lost: for a Cancel button, the close of a dialog. */
  leave: (go: () => void) => void
}

/**
 * Keeps what a person typed from getting lost: whoever goes to another page, closes the tab or presses Cancel (`leave`)
 * is asked first. A dialog's draft over a page's: both are asked about.
 */
export function useDraft({ unsaved, title, lost }: DraftOptions): Draft {
  const held = useLeaveGuard(unsaved)
  useEffect(() => {
    if (!unsaved) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
  const [asked, setAsked] = useState<{ go: () => void } | null>(null)

  const stay = () => {
    setAsked(null)
    held?.stay()
  }
  const go = () => {
    setAsked(null)
    if (held) {
      held.stay()
      held.leave()
    } else asked?.go()
  }
  return {
    guard: (
      <Dialog
        open={asked !== null || held !== null}
        question
        title={title}
        subtitle={lost}
        onClose={stay}
        actions={
          <>
            <Button onClick={stay}>Stay</Button>
            <Button variant="destructive" onClick={go}>
              Leave
            </Button>
          </>
        }
      />
    ),
    leave: (then) => (unsaved ? setAsked({ go: then }) : then()),
  }
}
