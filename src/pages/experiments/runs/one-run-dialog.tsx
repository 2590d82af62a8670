import { useQuery } from '@tanstack/react-query'
import { noteOf } from '~/domain/mlflow/run'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { NoteDialog, RenameDialog } from '~/scaffold/run-dialogs'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { Problem } from '~/ui/states/problem'
import { Skeleton } from '~/ui/states/skeleton'

interface OneRunProps {
  id: string
  dialog: 'rename' | 'note'
  onClose: () => void
}

/** All that a table does not hold of a run is asked for before it is edited: nothing newer is overwritten unseen. */
export default function OneRunDialog({ id, dialog, onClose }: OneRunProps) {
  const run = useQuery(mlflowQueries.run(id))
  if (run.data)
    return dialog === 'rename' ? (
      <RenameDialog run={run.data} onClose={onClose} />
    ) : (
      <NoteDialog runId={id} before={noteOf(run.data)} onClose={onClose} />
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={dialog === 'rename' ? 'Rename run' : 'Note'}
      actions={<Button onClick={onClose}>Cancel</Button>}
    >
      {run.error ? (
        <Problem error={run.error} onRetry={() => void run.refetch()} retrying={run.isFetching} />
      ) : (
        <Skeleton height="64px" />
      )}
    </Dialog>
  )
}
