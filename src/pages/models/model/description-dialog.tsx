import { MAX_MODEL_DESCRIPTION_LENGTH, type RegisteredModel } from '~/domain/mlflow/model'
import { describeModel } from '~/queries/mlflow/model-actions'
import { TextDialog } from '~/scaffold/text-dialog'

interface DescriptionDialogProps {
  model: RegisteredModel
  onClose: () => void
}

/** Another description; what was typed stays where the server refuses it. */
export function DescriptionDialog({ model, onClose }: DescriptionDialogProps) {
  return (
    <TextDialog
      title="Describe this model"
      label="Description"
      help="Markdown. Everybody who may read the model sees it."
      before={model.description}
      most={MAX_MODEL_DESCRIPTION_LENGTH}
      onSave={(client, text) => describeModel(client, model.name, text)}
      onClose={onClose}
    />
  )
}
