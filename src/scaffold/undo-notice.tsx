import type { QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { useAction } from './use-action'

interface UndoNoticeProps {
  /** What was taken away: of another object, a refusal before is none. */
  of: object
  /** What was done: "“team” was removed.". */
  title: string
  undo: (client: QueryClient) => Promise<void>
  /** After it was taken back. */
  onUndone: () => void
}

/** In a dialog where each thing is sent at once: what took something away, and the way back. */
export function UndoNotice({ of, title, undo, onUndone }: UndoNoticeProps) {
  const back = useAction((_: void, client) => undo(client), { failure: 'here', onDone: onUndone })
  const [tried, setTried] = useState<object | null>(null)
  const undoThis = () => {
    setTried(of)
    back.run()
  }
  return (
    <>
      <Notice
        tone="info"
        title={title}
        announce
        actions={
          <Button size={28} busy={back.busy} onClick={undoThis}>
            Undo
          </Button>
        }
      />
      {back.failure === null || tried !== of ? null : <Problem level={3} error={back.failure} />}
    </>
  )
}
