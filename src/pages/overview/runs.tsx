import { durationMs } from '~/domain/mlflow/run'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { ListTable } from '~/ui/lists/list-table'
import { RunStatusBadge } from '~/ui/words/run-status'
import { When } from '~/ui/words/when'
import { Card } from './card'
import styles from './page.module.css'
import type { useNewestRuns } from './use-concerns'

const SHOWN = 6

interface RunsProps {
  runs: ReturnType<typeof useNewestRuns>
  now: number
}

/** The newest runs of every experiment that one may see. */
export function Runs({ runs: { list, error, refetch, nameOf }, now }: RunsProps) {
  const rows = (list.data ?? []).slice(0, SHOWN)
  return (
    <Card
      title="Recent runs"
      subtitle="From all experiments you can read"
      all={{ page: 'experiments', label: 'All experiments' }}
      error={error}
      onRetry={refetch}
      isPending={list.isPending}
      none={rows.length === 0 ? 'No runs you can read.' : null}
    >
      <ListTable label="Newest runs">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Experiment</th>
            <th scope="col">State</th>
            <th scope="col" data-align="end">
              Duration
            </th>
            <th scope="col" data-align="end">
              Started
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <a href={linkTo('experiments.run', { experiment: run.experimentId, run: run.id })}>
                  {run.name}
                </a>
              </th>
              <td className={styles['experiment']}>
                <a href={linkTo('experiments.runs', { experiment: run.experimentId })}>
                  {nameOf(run.experimentId)}
                </a>
              </td>
              <td>
                <RunStatusBadge status={run.status} />
              </td>
              <td data-align="end">{formatDuration(durationMs(run))}</td>
              <td data-align="end">
                <When at={run.startedAt} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </ListTable>
    </Card>
  )
}
