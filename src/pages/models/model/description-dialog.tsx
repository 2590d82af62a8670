import { useState } from 'react'
import { MAX_MODEL_DESCRIPTION_LENGTH, type RegisteredModel } from '~/domain/mlflow/model'
import { formatCount } from '~/lib/format'
import { describeModel } from '~/queries/mlflow/model-actions'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { Problem } from '~/ui/states/problem'
import { TextArea } from '~/ui/controls/text-area'
import styles from './page.module.css'

interface DescriptionDialogProps {
  model: RegisteredModel
  onClose: () => void
}

/** Another description; what was typed stays where the server refuses it. */
export function DescriptionDialog({ model, onClose }: DescriptionDialogProps) {
  const [text, setText] = useState(model.description)
  const save = useAction((_: void, client) => describeModel(client, model.name, text), {
    failure: 'here',
    onDone: onClose,
  })
  return (
    <Dialog
      open
      question
      onClose={onClose}
      size={640}
      title="Describe this model"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={save.busy}
            disabledReason={
              text.length > MAX_MODEL_DESCRIPTION_LENGTH
                ? `A description has at most ${formatCount(MAX_MODEL_DESCRIPTION_LENGTH)} characters: this one has ${formatCount(text.length)}.`
                : null
            }
            onClick={() => save.run()}
          >
            {save.busy ? 'Saving' : 'Save'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextArea
          label="Description"
          help="Markdown. Everybody who may read the model sees it."
          value={text}
          onChange={setText}
          rows={10}
        />
        {save.failure === null ? null : <Problem level={3} error={save.failure} />}
      </div>
    </Dialog>
  )
}
