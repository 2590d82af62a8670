import { type Stage, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import { comparisonFinding } from '~/domain/jenkins/comparison-finding'
import { readableNames } from '~/domain/jenkins/pipeline'
import { compareBuilds } from '~/domain/jenkins/stage-table'
import { minuteText } from '~/lib/dates'
import { formatChange, formatCount, formatDelta, formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { aliasesOf, usePipelineChoices } from '~/stores/pipelines'
import { LinkButton } from '~/ui/controls/link-button'
import { ListTable } from '~/ui/lists/list-table'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { BuildMark } from '../build-state'
import { compareCodec } from './settings'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines.compare'> = ({ params: { job }, client, search }) => {
  const { before, after } = compareCodec.read(search)
  return Promise.all(
    [before, after].flatMap((id) =>
      id === null ? [] : [client.ensureQueryData(jenkinsQueries.build(job, id))],
    ),
  )
}

/** Two builds of one pipeline, stage by stage. */
export function Component() {
  const { job } = usePathParams('pipelines.compare')
  const [{ before, after }] = useUrlSettings(compareCodec)
  usePageNames({ 'pipelines.stages': readableNames(job).join(' / ') })
  if (before === null || after === null)
    return (
      <>
        <PageHeader title="Compare two builds" />
        <Frame label="Builds">
          <EmptyState
            title="Choose two builds first"
            text="Select two builds in the pipeline’s table, then press Compare."
            actions={
              <LinkButton variant="primary" href={linkTo('pipelines.stages', { job })}>
                Open the builds
              </LinkButton>
            }
          />
        </Frame>
      </>
    )
  return <Comparison job={job} ids={[before, after]} />
}

function Comparison({ job, ids: [beforeId, afterId] }: { job: string; ids: [string, string] }) {
  const before = usePrefetched(jenkinsQueries.build(job, beforeId)).data
  const after = usePrefetched(jenkinsQueries.build(job, afterId)).data
  const aliases = usePipelineChoices(aliasesOf(job))
  const differences = compareBuilds(before, after, aliases)
  const total = after.durationMs - before.durationMs
  return (
    <>
      <PageHeader
        title={`${before.name} and ${after.name}`}
        facts={`${readableNames(job).slice(-2).join(' / ')} · ${minuteText(before.startedAt)} and ${minuteText(after.startedAt)} UTC`}
      />
      <Frame title={comparisonFinding(before, after, differences)} flush>
        <ListTable label="Stages of both builds">
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col" data-align="end">
                <span className={styles['time']}>
                  <BuildMark status={before.status} />
                  <a href={linkTo('pipelines.build', { job, build: beforeId })}>{before.name}</a>
                </span>
              </th>
              <th scope="col" data-align="end">
                <span className={styles['time']}>
                  <BuildMark status={after.status} />
                  <a href={linkTo('pipelines.build', { job, build: afterId })}>{after.name}</a>
                </span>
              </th>
              <th scope="col" data-align="end">
                Difference
              </th>
              <th scope="col" data-align="end">
                %
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ column, before: was, after: is, deltaMs, share }) => (
              <tr key={column.key}>
                <th scope="row">
                  {column.occurrence === 0 ? column.name : `${column.name} (${column.occurrence + 1})`}
                </th>
                <StageTime stage={was} />
                <StageTime stage={is} />
                <td data-align="end" title={deltaMs === null ? '' : `${formatCount(deltaMs)} ms`}>
                  {formatDelta(deltaMs)}
                </td>
                <td data-align="end">{formatChange(share)}</td>
              </tr>
            ))}
            <tr className={styles['whole']}>
              <th scope="row">Whole build</th>
              <td data-align="end">{formatDuration(before.durationMs)}</td>
              <td data-align="end">{formatDuration(after.durationMs)}</td>
              <td data-align="end">{formatDelta(total)}</td>
              <td data-align="end">
                {formatChange(before.durationMs > 0 ? total / before.durationMs : null)}
              </td>
            </tr>
          </tbody>
        </ListTable>
      </Frame>
    </>
  )
}

function StageTime({ stage }: { stage: Stage | null }) {
  if (!stage) return <td data-align="end">–</td>
  const { status } = stage
  if (status === 'skipped' || status === 'queued') return <td data-align="end">{STATUS_WORDS[status]}</td>
  return (
    <td data-align="end" title={`${formatCount(workMs(stage))} ms`}>
      <span className={styles['time']}>
        {status === 'success' ? null : <BuildMark status={status} />}
        {formatDuration(workMs(stage))}
      </span>
    </td>
  )
}

/** Until both builds are there. */
export function Pending() {
  return (
    <PagePending
      title="Compare two builds"
      facts="Loading the two builds"
      label="The builds are loading"
      frame="Stages of both builds"
      content={{ height: '420px' }}
    />
  )
}
