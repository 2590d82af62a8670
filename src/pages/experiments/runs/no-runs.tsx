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
      <EmptyState title="No run was deleted" text="A deleted run stands here until the server cleans up." />
    )
  if (isDeleted)
    return <EmptyState title="No run is active" text="Those of this experiment stand under Deleted." />
  return (
    <EmptyState
      title="No runs yet"
      text="A run begins when a training logs to this experiment, with mlflow.start_run()."
    />
  )
}
