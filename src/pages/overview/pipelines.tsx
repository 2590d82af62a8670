import { Sparkline } from '~/charts/inline/sparkline'
import { isLive } from '~/domain/jenkins/build'
import { BUILD_MARKS, type Pipeline, readableNames } from '~/domain/jenkins/pipeline'
import { explain } from '~/lib/explain'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { usePipelineChoices } from '~/stores/pipelines'
import { Mark } from '~/ui/words/mark'
import { Card } from './card'
import styles from './page.module.css'
import type { usePipelines } from './use-concerns'

const SHOWN = 5

interface PipelinesProps {
  pipelines: ReturnType<typeof usePipelines>
}

/** The favourites, then what was built last. */
export function Pipelines({ pipelines: { list, all, unjudged } }: PipelinesProps) {
  const favourites = usePipelineChoices((choices) => choices.favourites)
  const lastOf = ({ builds }: Pipeline) => builds[0]?.startedAt ?? 0
  const isFavourite = ({ fullName }: Pipeline) => Number(favourites.includes(fullName))
  const rows = all
    .filter(({ builds }) => builds.length > 0)
    .toSorted((a, b) => isFavourite(b) - isFavourite(a) || lastOf(b) - lastOf(a))
    .slice(0, SHOWN)
  return (
    <Card
      title="Pipelines"
      subtitle="Durations of their last successful builds"
      all={{ page: 'pipelines', label: 'All pipelines' }}
      error={list.error}
      onRetry={() => void list.refetch()}
      isPending={list.isPending}
      none={rows.length === 0 ? 'No builds you can see yet.' : null}
    >
      <ul className={styles['rows']}>
        {rows.map((pipeline) => (
          <li key={pipeline.fullName} className={styles['row']}>
            <Row pipeline={pipeline} />
          </li>
        ))}
      </ul>
      {unjudged.map(({ fullName, error }) => (
        <p key={fullName} className={styles['none']}>
          The stages of {readableNames(fullName).slice(-2).join(' / ')} could not be judged:{' '}
          {explain(error).title}.
        </p>
      ))}
    </Card>
  )
}

function Row({ pipeline: { fullName, state, isBuilding, builds } }: { pipeline: Pipeline }) {
  const times = builds
    .filter(({ status }) => !isLive(status))
    .toReversed()
    .map(({ status, durationMs }) => (status === 'success' ? durationMs : Number.NaN))
  const last = times.findLast((ms) => !Number.isNaN(ms))
  return (
    <>
      <Mark state={isBuilding ? 'running' : BUILD_MARKS[state]} label={isBuilding ? 'Building now' : state} />
      <a href={linkTo('pipelines.stages', { job: fullName })} className={styles['name']} dir="auto">
        {readableNames(fullName).slice(-2).join(' / ')}
      </a>
      {last === undefined ? (
        <span className={styles['why']}>No successful build</span>
      ) : (
        <>
          <Sparkline values={times} tone="quiet" label={`Durations of the last ${times.length} builds`} />
          <span className={styles['value']}>{formatDuration(last)}</span>
        </>
      )}
    </>
  )
}
