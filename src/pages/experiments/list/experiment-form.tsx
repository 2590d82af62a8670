import { useState } from 'react'
import {
  type Experiment,
  MAX_EXPERIMENT_TAG_LENGTH,
  MAX_NAME_LENGTH,
  NOTE_TAG,
} from '~/domain/mlflow/experiment'
import { formatCount } from '~/lib/format'
import { createExperiment, renameExperiment, setExperimentTag } from '~/queries/mlflow/actions'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { TextField } from '~/ui/controls/field'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { TextArea } from '~/ui/controls/text-area'
import styles from './page.module.css'

interface FormProps {
  /** Null: a new one. */
  experiment: Experiment | null
  onClose: () => void
  /** With the id of what was made or changed. */
  onDone: (id: string) => void
}

/** A new experiment, or another name and description for one. What was typed stays where the server refuses it. */
export function ExperimentForm({ experiment, onClose, onDone }: FormProps) {
  const [name, setName] = useState(experiment?.name ?? '')
  const [description, setDescription] = useState(experiment?.description ?? '')
  // As it is at the server: name and description are two changes, and it may refuse the second alone.
  const [savedName, setSavedName] = useState(experiment?.name ?? '')
  const isRenamed = experiment !== null && savedName !== experiment.name
  const save = useAction(
    async (_: void, client) => {
      if (experiment === null) return createExperiment(client, { name: name.trim(), description })
      if (name.trim() !== savedName.trim()) {
        await renameExperiment(client, experiment.id, name.trim())
        setSavedName(name)
      }
      if (description !== experiment.description)
        await setExperimentTag(client, experiment.id, NOTE_TAG, description)
      return experiment.id
    },
    { failure: 'here', onDone },
  )
  const isNameTyped = name !== savedName
  const isChanged = isNameTyped || description !== (experiment?.description ?? '')
  const wrong = faultOf(name, description)
  return (
    <DraftDialog
      draft={{
        unsaved: isChanged && !save.busy,
        title: experiment === null ? 'Leave without creating?' : 'Leave without saving?',
        lost:
          isRenamed && !isNameTyped
            ? 'The new name is saved; the description that you typed is lost.'
            : 'The name and description that you typed are lost.',
      }}
      onClose={onClose}
      size={640}
      title={experiment === null ? 'New experiment' : 'Edit experiment'}
      question
      leave="Cancel"
      actions={{
        word: experiment === null ? (save.busy ? 'Creating' : 'Create') : save.busy ? 'Saving' : 'Save',
        busy: save.busy,
        disabledReason: wrong,
        send: () => save.run(),
      }}
    >
      <div className={styles['form']}>
        <TextField label="Name" value={name} onChange={setName} />
        <TextArea
          label="Description"
          help="Markdown. Everybody who may read the experiment sees it."
          value={description}
          onChange={setDescription}
          rows={6}
        />
        {save.failure !== null && isRenamed && !isNameTyped ? (
          <Notice tone="warning" title="The new name is saved, the description is not." />
        ) : null}
        {save.failure === null ? null : <Problem error={save.failure} />}
      </div>
    </DraftDialog>
  )
}

function faultOf(name: string, description: string): string | null {
  if (name.trim() === '') return 'Give it a name first.'
  if (name.trim().length > MAX_NAME_LENGTH) return `A name has at most ${MAX_NAME_LENGTH} characters.`
  if (description.length > MAX_EXPERIMENT_TAG_LENGTH)
    return `A description has at most ${formatCount(MAX_EXPERIMENT_TAG_LENGTH)} characters: this one has ${formatCount(description.length)}.`
  return null
}
