import { useEffect } from 'react'
import { minuteText } from '~/lib/dates'
import { lookedAtText, overviewTitle, silence } from '~/domain/overview/answers'
import { newSince } from '~/domain/overview/concerns'
import { formatCount } from '~/lib/format'
import { connectionsQuery } from '~/queries/connections'
import type { RecentState } from '~/queries/drift-watch/use-recents'
import type { BackendId } from '~/queries/session'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { rememberConcerns, rememberLook, useLooked } from '~/stores/looked'
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

/** Servers that are asked what needs somebody. */
const ASKED = ['drift-watch', 'jenkins', 'mlflow'] as const

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
  const answers = { asked: ASKED.filter(isThere).length, silent, isSettled }
  useEffect(() => {
    if (isSettled) rememberConcerns(concerns.length)
  }, [isSettled, concerns.length])
  return (
    <>
      <PageHeader
        title={overviewTitle(concerns.length, answers)}
        facts={[
          `${minuteText(now)} UTC`,
          ...(before === null
            ? []
            : [`${formatCount(newSince(concerns, before))} new since you looked, ${minuteText(before)}`]),
          ...(silent.length > 0 && silent.length < answers.asked ? [silence(silent)] : []),
        ].join(' · ')}
      />
      <div className={styles['content']}>
        <ConcernList
          concerns={concerns}
          answers={answers}
          lookedAt={lookedAtText({
            histories: isThere('drift-watch')
              ? { checked: countKnown(histories.recents), seen: histories.count }
              : null,
            pipelines: isThere('jenkins') ? pipelines.all.length : null,
            judged: pipelines.judgedNames,
            runs: isThere('mlflow') && runs.error === null,
          })}
        />
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

const countKnown = (recents: ReadonlyMap<string, RecentState>): number =>
  [...recents.values()].filter(({ state }) => state === 'known').length

/** Until it is known which servers there are. */
export function Pending() {
  return <PagePending title="Overview" label="Loading the servers" content={{ rows: 4 }} />
}
