import { useState } from 'react'
import { renameRun, setRunNote } from '~/queries/mlflow/actions'
import { TextField } from '~/ui/controls/field'
import { Problem } from '~/ui/states/problem'
import { DraftDialog } from './draft-dialog'
import styles from './run-dialogs.module.css'
import { TextDialog } from './text-dialog'
import { useAction } from './use-action'

interface RenameProps {
  run: { id: string; name: string }
  onClose: () => void
}

/** Another name for a run. */
export function RenameDialog({ run, onClose }: RenameProps) {
  const [name, setName] = useState(run.name)
  const save = useAction((_: void, client) => renameRun(client, run.id, name.trim()), {
    failure: 'here',
    onDone: onClose,
  })
  return (
    <DraftDialog
      draft={{
        unsaved: name !== run.name && !save.busy,
        title: 'Leave without saving?',
        lost: 'The name that you typed is lost.',
      }}
      question
      onClose={onClose}
      title="Rename run"
      leave="Cancel"
      actions={{
        word: save.busy ? 'Saving' : 'Save',
        busy: save.busy,
        disabledReason: name.trim() === '' ? 'Give it a name first.' : null,
        send: () => save.run(),
      }}
    >
      <div className={styles['form']}>
        <TextField label="Name" value={name} onChange={setName} />
        {save.failure === null ? null : <Problem error={save.failure} />}
      </div>
    </DraftDialog>
  )
}

/** The longest value of a tag that every server takes, in characters. */
const MAX_NOTE_LENGTH = 5000

interface NoteProps {
  runId: string
  /** As it is now. */
  before: string
  onClose: () => void
}

/** The note of a run. */
export function NoteDialog({ runId, before, onClose }: NoteProps) {
  return (
    <TextDialog
      title="Note"
      label="Note"
      help="Markdown. Everybody who may read the run sees it."
      before={before}
      most={MAX_NOTE_LENGTH}
      onSave={(client, note) => setRunNote(client, runId, note)}
      onClose={onClose}
    />
  )
}
