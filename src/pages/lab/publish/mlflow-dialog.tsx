import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { JobToPublish } from '~/domain/drift-watch/publish'
import { driftLogOf } from '~/domain/mlflow/drift-log'
import { minuteText } from '~/lib/dates'
import { pathTo } from '~/lib/paths'
import { logDrift, newestRuns, startDriftRun } from '~/queries/mlflow/drift-log'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { experimentOfTables } from '~/stores/lab-choice'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Problem } from '~/ui/states/problem'
import { SelectField } from '~/ui/controls/select'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import styles from './mlflow-dialog.module.css'

interface MlflowDialogProps {
  job: JobToPublish
  onClose(): void
}

/** In place of a run's id. */
const NEW = ''

/** A result of the Lab becomes metrics, tags and a file of an MLflow run. */
export default function MlflowDialog({ job, onClose }: MlflowDialogProps) {
  const experiments = useQuery(mlflowQueries.experiments())
  const { reference, test } = job.selection
  // A result of tables from runs is most likely wanted beside them.
  const [experiment, setExperiment] = useState(() =>
    experimentOfTables([(test ?? reference).digest, reference.digest]),
  )
  const [run, setRun] = useState(NEW)
  const ownName = `drift ${job.detector.id}`
  const [name, setName] = useState(ownName)
  const navigate = useNavigate()
  const rows = experiments.data?.rows ?? []
  const chosen = rows.find(({ id }) => id === experiment) ?? null
  const runs = useQuery({ ...newestRuns(chosen?.id ?? ''), enabled: chosen !== null })
  // A run that was begun before something failed is not begun twice.
  const begun = useRef<{ experiment: string; id: string } | null>(null)
  const log = useAction(
    async (at: number, client) => {
      if (chosen === null) throw new Error('No experiment is chosen.')
      if (run === NEW && begun.current?.experiment !== chosen.id)
        begun.current = {
          experiment: chosen.id,
          id: await startDriftRun(chosen.id, name.trim(), at),
        }
      const id = run === NEW ? (begun.current?.id ?? '') : run
      await logDrift(client, id, driftLogOf(job, at), run === NEW ? at : null)
      return { experiment: chosen.id, run: id }
    },
    {
      failure: 'here',
      onDone: (where) => {
        toast({
          tone: 'ok',
          title: 'Logged to the MLflow run',
          text: `Metrics, tags and drift/${job.main.detector}.json are there.`,
          action: { label: 'Open', run: () => void navigate(pathTo('experiments.run', where)) },
        })
        onClose()
      },
    },
  )
  const wrong =
    chosen === null
      ? 'Choose an experiment first.'
      : run === NEW && name.trim() === ''
        ? 'Give the run a name first.'
        : null
  return (
    <DraftDialog
      draft={{
        unsaved: name !== ownName && !log.busy,
        title: 'Leave without logging?',
        lost: 'The name that you typed is lost; your result stays.',
      }}
      onClose={onClose}
      question
      size={640}
      title="Log to an MLflow run"
      subtitle="The numbers of this result and the names and digests of its files are sent. The files are not."
      leave="Cancel"
      actions={
        <Button variant="primary" busy={log.busy} disabledReason={wrong} onClick={() => log.run(Date.now())}>
          {log.busy ? 'Logging' : 'Log'}
        </Button>
      }
    >
      {experiments.error ? (
        <Problem level={3} error={experiments.error} onRetry={() => void experiments.refetch()} />
      ) : !experiments.data ? (
        <Loading label="Loading the experiments">
          <Skeleton height="28px" />
        </Loading>
      ) : (
        <div className={styles['mlflow']}>
          <SelectField
            label="Experiment"
            value={experiment ?? ''}
            options={[
              { value: '', label: rows.length === 0 ? 'None you can read' : 'Choose an experiment' },
              ...rows.map(({ id, name: label }) => ({ value: id, label })),
            ]}
            onChange={(id) => {
              setExperiment(id)
              setRun(NEW)
            }}
          />
          <SelectField
            label="Run"
            value={run}
            disabled={chosen === null}
            options={[
              { value: NEW, label: 'A new run' },
              ...(runs.data ?? []).map(({ id, name: label, startedAt }) => ({
                value: id,
                label: `${label === '' ? id : label}${startedAt === null ? '' : `, ${minuteText(startedAt)} UTC`}`,
              })),
            ]}
            onChange={setRun}
          />
          {run === NEW ? <TextField label="Name of the new run" value={name} onChange={setName} /> : null}
          {runs.error ? <Problem level={3} error={runs.error} onRetry={() => void runs.refetch()} /> : null}
          {log.failure === null ? null : <Problem level={3} error={log.failure} />}
        </div>
      )}
    </DraftDialog>
  )
}
