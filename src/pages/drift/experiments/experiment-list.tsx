import Globe from 'lucide-react/icons/globe'
import Lock from 'lucide-react/icons/lock'
import { Sparkline } from '~/charts/inline/sparkline'
import { instantText } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { RecentState } from '~/queries/drift-watch/use-recents'
import { Skeleton } from '~/ui/states/skeleton'
import { Tooltip } from '~/ui/overlays/tooltip'
import { timeAgo } from '~/ui/words/relative-time'
import { RecordBadge } from '../record-state'
import { Tag } from '~/ui/words/tag'
import { useNow } from '~/ui/words/use-now'
import styles from './experiment-list.module.css'
import type { ExperimentRow } from './rows'

interface ListProps {
  rows: readonly ExperimentRow[]
  recents: ReadonlyMap<string, RecentState>
}

/** One row an experiment: what it is, who sees it, its last verdict and its newest records. */
export function ExperimentList({ rows, recents }: ListProps) {
  const now = useNow()
  return (
    <table className={styles['list']}>
      <thead>
        <tr>
          <th scope="col">Experiment</th>
          <th scope="col">Last verdict</th>
          <th scope="col" className={styles['wide']}>
            Last records
          </th>
          <th scope="col" className={styles['number']}>
            Records
          </th>
          <th scope="col" className={styles['number']}>
            Last record
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.experiment.id}
            row={row}
            recent={recents.get(row.experiment.id) ?? { state: 'waiting' }}
            now={now}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: ExperimentRow
  recent: RecentState
  now: number
}

function Row({ row: { experiment, access }, recent, now }: RowProps) {
  const reason = access.allowed ? (recent.state === 'unknown' ? recent.why : null) : access.reason
  return (
    <tr>
      <th scope="row">
        <span className={styles['name']}>
          <a href={linkTo('drift.history', { experiment: experiment.id })} className={styles['link']}>
            {experiment.name}
          </a>
          <Tag icon={experiment.isPublic ? Globe : Lock}>{experiment.isPublic ? 'Public' : 'Private'}</Tag>
        </span>
        {experiment.description ? (
          <span className={styles['description']}>{experiment.description}</span>
        ) : null}
      </th>
      {reason === null ? (
        <RecentCells recent={recent} name={experiment.name} now={now} />
      ) : (
        <td colSpan={4} className={styles['locked']}>
          {reason}
        </td>
      )}
    </tr>
  )
}

function RecentCells({ recent, name, now }: { recent: RecentState; name: string; now: number }) {
  if (recent.state !== 'known') {
    return (
      <>
        <td>
          <Skeleton width="72px" />
        </td>
        <td className={styles['wide']}>
          <Skeleton width="104px" />
        </td>
        <td className={styles['number']}>
          <Skeleton width="28px" />
        </td>
        <td className={styles['number']}>
          <Skeleton width="56px" />
        </td>
      </>
    )
  }
  const { points, total, last, lastRecordAt } = recent.recent
  return (
    <>
      <td>
        {last ? <RecordBadge state={last.state} /> : <span className={styles['none']}>No records yet</span>}
      </td>
      <td className={styles['wide']}>
        <span className={styles['spark']}>
          {points.some(({ value }) => value !== null) ? (
            <Sparkline
              values={points.map(({ value }) => value ?? Number.NaN)}
              threshold={points.findLast(({ threshold }) => threshold !== null)?.threshold}
              tone={last?.state === 'drift' ? 'drift' : 'line'}
              width={104}
              label={`The last ${points.length} records of ${name}`}
            />
          ) : null}
          {last?.value === null || last === null ? null : <span>{formatNumber(last.value)}</span>}
        </span>
      </td>
      <td className={styles['number']}>{formatCount(total)}</td>
      <td className={styles['number']}>
        {lastRecordAt === null ? (
          '–'
        ) : (
          <Tooltip text={`${instantText(lastRecordAt, 'UTC')} UTC`}>
            <time dateTime={new Date(lastRecordAt).toISOString()}>{timeAgo(lastRecordAt, now)}</time>
          </Tooltip>
        )}
      </td>
    </>
  )
}
