import { Sparkline } from '~/charts/inline/sparkline'
import { RECORD_STATES } from '~/domain/drift-watch/record-states'
import { formatNumber } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { RecentState } from '~/queries/drift-watch/use-recents'
import { Skeleton } from '~/ui/states/skeleton'
import { Mark } from '~/ui/words/mark'
import { When } from '~/ui/words/when'
import { Card } from './card'
import styles from './page.module.css'
import type { useHistories } from './use-concerns'

const SHOWN = 5

interface HistoriesProps {
  histories: ReturnType<typeof useHistories>
  now: number
}

/** The monitored experiments that logged last. */
export function Histories({ histories: { list, seen, recents, isSettled }, now }: HistoriesProps) {
  const lastOf = (id: string) => {
    const known = recents.get(id)
    return known?.state === 'known' ? (known.recent.lastRecordAt ?? 0) : 0
  }
  const rows = seen.toSorted((a, b) => lastOf(b.id) - lastOf(a.id)).slice(0, SHOWN)
  return (
    <Card
      title="Monitored experiments"
      subtitle="Last records of each, newest on the right"
      all={{ page: 'drift', label: 'All histories' }}
      error={list.error}
      onRetry={() => void list.refetch()}
      isPending={list.isPending || !isSettled}
      none={rows.length === 0 ? 'No experiments you can read.' : null}
    >
      <ul className={styles['rows']}>
        {rows.map(({ id, name }) => (
          <li key={id} className={styles['row']}>
            <Recent name={name} experiment={id} recent={recents.get(id) ?? { state: 'waiting' }} now={now} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface RecentProps {
  name: string
  experiment: string
  recent: RecentState
  now: number
}

function Recent({ name, experiment, recent, now }: RecentProps) {
  const last = recent.state === 'known' ? recent.recent.last : null
  const { mark, word } = last ? RECORD_STATES[last.state] : UNKNOWN
  return (
    <>
      <Mark state={mark} label={word} />
      <a href={linkTo('drift.history', { experiment })} className={styles['name']} dir="auto">
        {name}
      </a>
      {recent.state === 'unknown' ? (
        <span className={styles['why']}>{recent.why}</span>
      ) : recent.state === 'waiting' ? (
        <Skeleton width="120px" />
      ) : last === null ? (
        <span className={styles['why']}>No records yet</span>
      ) : (
        <>
          <Sparkline
            values={recent.recent.points.map(({ value }) => value ?? Number.NaN)}
            threshold={recent.recent.points.findLast(({ threshold }) => threshold !== null)?.threshold}
            tone={last.state === 'drift' ? 'drift' : 'line'}
            label={`The last ${recent.recent.points.length} records of ${name}`}
          />
          <span className={styles['value']}>{last.value === null ? '–' : formatNumber(last.value)}</span>
          <span className={styles['when']}>
            <When at={recent.recent.lastRecordAt} now={now} />
          </span>
        </>
      )}
    </>
  )
}

const UNKNOWN = { mark: 'unknown', word: 'Unknown' } as const
