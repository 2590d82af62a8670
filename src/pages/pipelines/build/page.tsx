import { useQuery, useQueryClient } from '@tanstack/react-query'
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import { useEffect } from 'react'
import { buildFinding } from '~/domain/jenkins/build-finding'
import { buildTime } from '~/domain/jenkins/build-time'
import { type Build, isLive } from '~/domain/jenkins/build'
import { elapsedOf, etaBasis, etaOf, etaText } from '~/domain/jenkins/eta'
import { readableNames } from '~/domain/jenkins/pipeline'
import { minuteText } from '~/lib/dates'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { buildKey, jenkinsQueries } from '~/queries/jenkins/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { aliasesOf, usePipelineChoices } from '~/stores/pipelines'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { useNow } from '~/ui/words/use-now'
import { BuildState } from '../build-state'
import { Artifacts, Changes, Related } from './beside'
import { buildCodec } from './settings'
import { StageLog } from './stage-log'
import { Waterfall } from './waterfall'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines.build'> = ({ params, client }) =>
  client.ensureQueryData(jenkinsQueries.build(params.job, params.build))

/** By its address, where it could not be loaded. */
export function Head() {
  const { job, build } = usePathParams('pipelines.build')
  const names = readableNames(job)
  usePageNames({ 'pipelines.stages': names.join(' / '), 'pipelines.build': `#${build}` })
  return (
    <PageHeader
      title={
        <span className={styles['title']}>
          {names.slice(-2).join(' / ')} #{build}
        </span>
      }
    />
  )
}

/** One build: where its time went, stage by stage, and what went into it. */
export function Component() {
  const { job, build: id } = usePathParams('pipelines.build')
  const [{ stage: openId }, change] = useUrlSettings(buildCodec)
  const answer = usePrefetched(jenkinsQueries.build(job, id))
  const build = answer.data
  useAnewWhenEnded(job, build)
  const names = readableNames(job)
  usePageNames({ 'pipelines.stages': names.join(' / '), 'pipelines.build': build.name })
  const open = build.stages.find((stage) => stage.id === openId)
  return (
    <>
      <PageHeader
        title={
          <span className={styles['title']}>
            {names.slice(-2).join(' / ')} {build.name}
          </span>
        }
        facts={<Facts build={build} />}
        actions={
          Number(id) > 1 ? (
            <LinkButton
              icon={ArrowLeftRight}
              href={linkTo('pipelines.compare', { job }, { before: String(Number(id) - 1), after: id })}
            >
              Compare with #{Number(id) - 1}
            </LinkButton>
          ) : undefined
        }
      />
      <div className={styles['content']}>
        {answer.error ? (
          <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
        ) : null}
        {isLive(build.status) ? <Left job={job} build={build} /> : null}
        <Frame title={buildFinding(build) ?? 'Where the time went'} subtitle={sumOf(build)}>
          {build.stages.length === 0 ? (
            <p className={styles['quiet']}>
              No stages: the build ended before its first one, or this is not a pipeline.
            </p>
          ) : (
            <Waterfall build={build} open={openId} onOpen={(stage) => change({ stage })} />
          )}
        </Frame>
        {open ? <StageLog key={open.id} job={job} build={build} stage={open} /> : null}
        <div className={styles['beside']}>
          <Changes job={job} build={build} />
          <Related job={job} build={build} />
          <Artifacts job={job} build={build} />
        </div>
      </div>
    </>
  )
}

/** What was told of a build under way is not all of it: asked once more when it has ended, or is opened again. */
function useAnewWhenEnded(job: string, { id, status }: Build): void {
  const client = useQueryClient()
  const isUnderWay = isLive(status)
  useEffect(() => {
    if (!isUnderWay) return undefined
    return () => void client.invalidateQueries({ queryKey: buildKey(job, id) })
  }, [client, job, id, isUnderWay])
}

function Facts({ build }: { build: Build }) {
  const took = formatDuration(soFar(build, useNow()))
  return (
    <span className={styles['facts']}>
      <span>
        <BuildState state={build.status} /> ·
      </span>
      <span>
        began {minuteText(build.startedAt)} UTC · {isLive(build.status) ? `${took} so far` : `took ${took}`}
      </span>
    </span>
  )
}

/** As Jenkins tells it; of a build under way not each of its interfaces does. */
const soFar = (build: Build, now: number): number => build.durationMs || elapsedOf(build, now)

/** Builds that an estimate rests on, at most. */
const EARLIER = 100

/** When a build under way may end. */
function Left({ job, build }: { job: string; build: Build }) {
  const { data } = useQuery(jenkinsQueries.history(job, EARLIER))
  const now = useNow()
  const aliases = usePipelineChoices(aliasesOf(job))
  if (!data) return null
  const eta = etaOf(build, data.builds, soFar(build, now), aliases)
  return (
    <Notice tone={eta.kind === 'overdue' ? 'warning' : 'info'} title={`${capital(etaText(eta))}.`}>
      {etaBasis(eta)}
    </Notice>
  )
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** The row that adds up. */
function sumOf(build: Build): string {
  const time = buildTime(build)
  return [
    `${formatDuration(time.stagesMs)} in stages − ${formatDuration(time.savedMs)} side by side + ${formatDuration(time.overheadMs)} outside of stages = ${formatDuration(time.totalMs)}`,
    ...(time.queuedMs === null ? [] : [`${formatDuration(time.queuedMs)} in the queue before`]),
    ...(time.pausedMs > 0 ? [`${formatDuration(time.pausedMs)} paused`] : []),
  ].join(' · ')
}

/** Until the build is there. */
export function Pending() {
  const { job, build } = usePathParams('pipelines.build')
  return (
    <PagePending
      title={`${readableNames(job).slice(-2).join(' / ')} #${build}`}
      facts="Loading the build"
      label="The build is loading"
      frame="Stages over time"
      content={{ height: '420px' }}
    />
  )
}
