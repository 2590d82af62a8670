import { useEffect } from 'react'
import { minuteText } from '~/lib/dates'
import { concernsTitle, newSince } from '~/domain/overview/concerns'
import { formatCount } from '~/lib/format'
import { connectionsQuery } from '~/queries/connections'
import type { BackendId } from '~/queries/session'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { rememberLook, useLooked } from '~/stores/looked'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { useNow } from '~/ui/words/use-now'
import { Histories } from './histories'
import { ConcernList } from './concern-list'
import styles from './page.module.css'
import { Pipelines } from './pipelines'
import { Runs } from './runs'
import { Servers } from './servers'
import { useHealth, useHistories, useConcerns, useNewestRuns, usePipelines } from './use-concerns'

export const loader: PageLoader<'overview'> = ({ client }) => client.ensureQueryData(connectionsQuery())

/** What needs somebody now, over all servers, and the rest small. Each server's part stands by itself. */
export function Component() {
  const { connections } = usePrefetched(connectionsQuery()).data
  const now = useNow()
  const isThere = (id: BackendId) => connections.some((one) => one.id === id && one.configured)
  const histories = useHistories(isThere('drift-watch'))
  const pipelines = usePipelines(isThere('jenkins'), now)
  const runs = useNewestRuns(isThere('mlflow'))
  const health = useHealth(connections)
  const { concerns, isSettled } = useConcerns({
    histories,
    pipelines,
    runs,
    nameOfServer: (id) => connections.find((one) => one.id === id)?.name ?? id,
    now,
  })
  const before = useLooked((looked) => looked.before)
  useEffect(() => rememberLook(Date.now()), [])
  const silent = [
    ...(histories.list.error ? ['Drift Watch'] : []),
    ...(pipelines.list.error ? ['Jenkins'] : []),
    ...(runs.error ? ['MLflow'] : []),
  ]
  const asked = [histories, pipelines, runs].length - silent.length
  const isNothing = concerns.length === 0 && isSettled
  return (
    <>
      <PageHeader
        title={
          isNothing && silent.length > 0
            ? 'Nothing is known to need you'
            : concernsTitle(concerns.length, isSettled)
        }
        facts={[
          `${minuteText(now)} UTC`,
          ...(before === null
            ? []
            : [`${formatCount(newSince(concerns, before))} new since you looked, ${minuteText(before)}`]),
          ...(silent.length > 0 && asked > 0 ? [`${silent.join(' and ')} told nothing`] : []),
        ].join(' · ')}
      />
      <div className={styles['content']}>
        <ConcernList concerns={concerns} isSettled={isSettled} isWhole={silent.length === 0} />
        <div className={styles['cards']}>
          {isThere('drift-watch') ? <Histories histories={histories} now={now} /> : null}
          {isThere('jenkins') ? <Pipelines pipelines={pipelines} /> : null}
          <Servers connections={connections} health={health} />
        </div>
        {isThere('mlflow') ? <Runs runs={runs} now={now} /> : null}
      </div>
    </>
  )
}

/** Until it is known which servers there are. */
export function Pending() {
  return <PagePending title="Overview" label="The servers are asked for" content={{ rows: 4 }} />
}
