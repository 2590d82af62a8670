import { EmptyState } from '~/ui/states/empty-state'
import type { RunsSettings } from './settings'

interface NoRunsProps {
  view: RunsSettings['view']
  /** The experiment itself, with its runs. */
  isDeleted: boolean
}

/** In place of the table: why there is no run, and where one comes from. */
export function NoRuns({ view, isDeleted }: NoRunsProps) {
  if (view === 'deleted')
    return (
      <EmptyState
        title="No deleted runs"
        text="Deleted runs are listed here until the server removes them for good."
      />
    )
  if (isDeleted)
    return (
      <EmptyState
        title="No active runs"
        text="All runs of this experiment are deleted: choose Deleted to see them."
      />
    )
  return (
    <EmptyState
      title="No runs yet"
      text="A run begins when a training logs to this experiment, with mlflow.start_run()."
    />
  )
}
