import { type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount } from '~/lib/format'
import { TextArea } from '~/ui/controls/text-area'
import { Problem } from '~/ui/states/problem'
import { DraftDialog } from './draft-dialog'
import styles from './run-dialogs.module.css'
import { useAction } from './use-action'

interface TextDialogProps {
  title: string
  /** Of the field: "Description". */
  label: string
  help: string
  /** As it is now. */
  before: string
  /** Characters that a server takes. */
  most: number
  onSave: (client: QueryClient, text: string) => Promise<unknown>
  onClose: () => void
}

/** A longer text of something on a server; what was typed stays where it is refused. */
export function TextDialog({ title, label, help, before, most, onSave, onClose }: TextDialogProps) {
  const [text, setText] = useState(before)
  const save = useAction((_: void, client) => onSave(client, text), { failure: 'here', onDone: onClose })
  return (
    <DraftDialog
      draft={{
        unsaved: text !== before && !save.busy,
        title: 'Leave without saving?',
        lost: `The ${label.toLowerCase()} that you typed is lost.`,
      }}
      question
      onClose={onClose}
      size={640}
      title={title}
      leave="Cancel"
      actions={{
        word: save.busy ? 'Saving' : 'Save',
        busy: save.busy,
        disabledReason:
          text.length > most
            ? `A ${label.toLowerCase()} has at most ${formatCount(most)} characters: this one has ${formatCount(text.length)}.`
            : null,
        send: () => save.run(),
      }}
    >
      <div className={styles['form']}>
        <TextArea label={label} help={help} value={text} onChange={setText} rows={10} />
        {save.failure === null ? null : <Problem level={3} error={save.failure} />}
      </div>
    </DraftDialog>
  )
}
