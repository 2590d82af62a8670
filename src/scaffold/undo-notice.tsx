import type { QueryClient } from '@tanstack/react-query'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { useAction } from './use-action'

interface UndoNoticeProps {
  /** What was done: "“team” was removed.". */
  title: string
  undo: (client: QueryClient) => Promise<void>
  /** After it was taken back. */
  onUndone: () => void
}

/** In a dialog where each thing is sent at once: what took something away, and the way back. */
export function UndoNotice({ title, undo, onUndone }: UndoNoticeProps) {
  const back = useAction((_: void, client) => undo(client), { failure: 'here', onDone: onUndone })
  return (
    <>
      <Notice
        tone="info"
        title={title}
        announce
        actions={
          <Button size={28} busy={back.busy} onClick={() => back.run()}>
            Undo
          </Button>
        }
      />
      {back.failure === null ? null : <Problem level={3} error={back.failure} />}
    </>
  )
}
