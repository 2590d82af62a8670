import type { Experiment } from '~/domain/mlflow/experiment'
import { restoreExperiment } from '~/queries/mlflow/actions'
import { useRefusal } from '~/queries/mlflow/own-rights'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'

/** Above the runs of an experiment that was deleted: they were deleted with it. */
export function DeletedNotice({ experiment: { id, name } }: { experiment: Experiment }) {
  const owner = { kind: 'experiment', id } as const
  const refusal = useRefusal([owner])(owner, 'delete')
  const restore = useAction((_: void, client) => restoreExperiment(client, id), {
    failure: { toast: 'The experiment was not restored' },
    onDone: () => toast({ tone: 'ok', title: 'Experiment restored', text: name }),
  })
  return (
    <div className={styles['said']}>
      <Notice
        tone="warning"
        title="This experiment was deleted."
        actions={
          <Button size={28} busy={restore.busy} disabledReason={refusal} onClick={() => restore.run()}>
            {restore.busy ? 'Restoring' : 'Restore'}
          </Button>
        }
      >
        Its runs were deleted with it. All can be restored until the server removes them for good.
      </Notice>
    </div>
  )
}
