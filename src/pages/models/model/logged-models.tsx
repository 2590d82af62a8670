import { useQuery } from '@tanstack/react-query'
import type { LoggedModel } from '~/domain/mlflow/model'
import type { Run } from '~/domain/mlflow/run'
import { formatCount, formatNumber } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { comparedRuns } from '~/queries/mlflow/compared-runs'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { useSame } from '~/scaffold/use-same'
import { CopyText } from '~/ui/controls/copy-text'
import { Frame } from '~/ui/page/frame'
import { ListTable } from '~/ui/lists/list-table'
import { Problem } from '~/ui/states/problem'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { DatasetNames } from './dataset-names'
import styles from './page.module.css'

/** More are counted: the newest stand first. */
const SHOWN = 50
/** Metrics that stand in a row. */
const METRICS = 3

/** The models that the runs of an experiment logged; nothing where the server knows none. */
export function LoggedModels({ experimentId }: { experimentId: string }) {
  const now = useNow()
  const { data, error, refetch } = useQuery(mlflowQueries.loggedModels(experimentId))
  const experiment = useQuery({
    ...mlflowQueries.experiment(experimentId),
    enabled: data !== undefined && data !== null && data.rows.length > 0,
  })
  const rows = data?.rows.slice(0, SHOWN) ?? []
  const ids = useSame([...new Set(rows.flatMap(({ sourceRunId }) => sourceRunId ?? []))])
  const runs = useQuery({ ...comparedRuns(experimentId, ids), enabled: ids.length > 0 })
  const known = new Map(runs.data?.runs.map((run) => [run.id, run]))
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  return (
    <Frame
      title={`Logged models ${formatCount(data.rows.length)}`}
      subtitle={`Models that the runs of ${experiment.data?.name ?? `experiment ${experimentId}`} logged, registered or not`}
      flush
    >
      <ListTable label="Logged models" top>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Kind</th>
            <th scope="col">Status</th>
            <th scope="col">Metrics</th>
            <th scope="col">From run</th>
            <th scope="col">Data sets of that run</th>
            <th scope="col" data-align="end">
              Created
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((model) => (
            <tr key={model.id}>
              <th scope="row">
                <span className={styles['origin']}>
                  {model.name} <CopyText text={model.id} what="id" />
                </span>
              </th>
              <td>{model.type === '' ? '–' : model.type}</td>
              <td>{model.status.replace('LOGGED_MODEL_', '').toLowerCase().replaceAll('_', ' ')}</td>
              <td>{metricsText(model.metrics)}</td>
              <td>
                {model.sourceRunId === null ? (
                  '–'
                ) : (
                  <a
                    href={linkTo('experiments.run', { experiment: experimentId, run: model.sourceRunId })}
                    className={styles['link']}
                  >
                    {/* Deleted, or not to be seen by this person: by its id. */}
                    {known.get(model.sourceRunId)?.name || model.sourceRunId.slice(0, 8)}
                  </a>
                )}
              </td>
              <td>
                <DataOf run={known.get(model.sourceRunId ?? '')} />
              </td>
              <td data-align="end">
                <When at={model.createdAt} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </ListTable>
      {data.rows.length > SHOWN ? (
        <p className={styles['more']}>{formatCount(data.rows.length - SHOWN)} more are not shown.</p>
      ) : null}
    </Frame>
  )
}

/** Nothing is said of a run that is not there, or not yet. */
function DataOf({ run }: { run: Run | undefined }) {
  return run ? <DatasetNames datasets={run.datasets} /> : '–'
}

/** The first of them, each with the data set that it was measured on, where that was logged. */
function metricsText(metrics: LoggedModel['metrics']): string {
  if (metrics.length === 0) return '–'
  const first = metrics
    .slice(0, METRICS)
    .map(
      ({ key, value, dataset }) => `${key} ${formatNumber(value)}${dataset === '' ? '' : ` on ${dataset}`}`,
    )
  const more = metrics.length - first.length
  return first.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '')
}
