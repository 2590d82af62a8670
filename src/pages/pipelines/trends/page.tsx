import Table from 'lucide-react/icons/table-2'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { BuildsChart } from '~/charts/builds/builds-chart'
import { NO_BUDGETS } from '~/domain/jenkins/budget'
import { readableNames } from '~/domain/jenkins/pipeline'
import { stageTable, type StageTable } from '~/domain/jenkins/stage-table'
import { buildTrend } from '~/domain/jenkins/trend'
import { spokenDay } from '~/lib/dates'
import { counted, formatCount, formatDuration, formatPercent } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { aliasesOf, budgetsOf, usePipelineChoices } from '~/stores/pipelines'
import { LinkButton } from '~/ui/controls/link-button'
import { Segmented } from '~/ui/controls/segmented'
import { ListBar } from '~/ui/lists/list-bar'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { Problem } from '~/ui/states/problem'
import { BuildCountMenu } from '../build-count'
import { NoBuilds } from '../no-builds'
import { BudgetsFrame } from './budgets'
import { ReliabilityFrame } from './reliability-frame'
import { buildColumns, largestOf, stageSeries, WHOLE } from './series'
import { trendCodec, type TrendSettings } from './settings'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines.trends'> = ({ params, client, search }) =>
  client.ensureQueryData(jenkinsQueries.history(params.job, trendCodec.read(search).builds))

/** Where the time of a pipeline goes, build by build; what it may take; what fails. */
export function Component() {
  const { job } = usePathParams('pipelines.trends')
  const [settings, change] = useUrlSettings(trendCodec)
  const answer = usePrefetched(jenkinsQueries.history(job, settings.builds))
  const { builds } = answer.data
  const aliases = usePipelineChoices(aliasesOf(job))
  const names = readableNames(job)
  usePageNames({ 'pipelines.stages': names.join(' / ') })
  const table = useMemo(() => stageTable(builds, aliases), [builds, aliases])
  return (
    <>
      <PageHeader
        title={<span className={styles['title']}>Trends of {names.slice(-2).join(' / ')}</span>}
        facts={factsOf(table)}
        actions={
          <LinkButton icon={Table} href={linkTo('pipelines.stages', { job })}>
            Builds and stages
          </LinkButton>
        }
      />
      <TrendBar settings={settings} onChange={change} />
      <div className={styles['content']}>
        {answer.error ? (
          <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
        ) : null}
        {builds.length === 0 ? (
          <NoBuilds what="times" />
        ) : (
          <Trends job={job} table={table} settings={settings} onChange={change} />
        )}
      </div>
    </>
  )
}

function factsOf({ builds, total }: StageTable): string {
  const oldest = builds.at(-1)
  if (!oldest) return 'Jenkins has not built it yet'
  return `${formatCount(builds.length)} ${builds.length === 1 ? 'build' : 'builds'} since ${spokenDay(oldest.startedAt, { year: true })} · a successful one takes ${formatDuration(total.p50)} (median), one in twenty more than ${formatDuration(total.p95)}`
}

interface BarProps {
  settings: TrendSettings
  onChange: (change: Partial<TrendSettings>) => void
}

const ALONG = { build: 'build number', time: 'time' } as const
const STATES = { all: 'all', success: 'successful' } as const

function TrendBar({ settings, onChange }: BarProps) {
  const { mode, unit, along, state, builds } = settings
  return (
    <ListBar>
      <Segmented
        label="Layout of the stages"
        value={mode}
        options={[
          { value: 'stacked', label: 'Stacked' },
          { value: 'separate', label: 'Separate' },
        ]}
        onChange={(value) => onChange({ mode: value })}
      />
      <Segmented
        label="Unit"
        value={unit}
        options={[
          { value: 'time', label: 'Duration' },
          { value: 'share', label: 'Percent' },
        ]}
        onChange={(value) => onChange({ unit: value })}
      />
      <ValueMenu
        label="Order of the builds"
        word="By"
        value={ALONG[along]}
        selected={along}
        items={(['build', 'time'] as const).map((one) => ({
          id: one,
          title: one === 'build' ? 'Build number' : 'Start time',
          run: () => onChange({ along: one }),
        }))}
      />
      <ValueMenu
        label="State of builds"
        word="State"
        value={STATES[state]}
        selected={state}
        items={(['all', 'success'] as const).map((one) => ({
          id: one,
          title: one === 'all' ? 'All' : 'Only successful',
          run: () => onChange({ state: one }),
        }))}
      />
      <BuildCountMenu value={builds} onChange={(count) => onChange({ builds: count })} />
    </ListBar>
  )
}

interface TrendsProps extends BarProps {
  job: string
  table: StageTable
}

function Trends({ job, table, settings, onChange }: TrendsProps) {
  const navigate = useNavigate()
  const budgets = usePipelineChoices(budgetsOf(job)) ?? NO_BUDGETS
  const { along, state, mode, unit } = settings
  const drawn = useMemo(() => {
    const shown = table.builds.flatMap(({ status }, row) =>
      state === 'all' || status === 'success' ? [row] : [],
    )
    const trend = buildTrend(table, along, shown)
    return {
      builds: buildColumns(table, trend),
      series: stageSeries(table, trend, budgets),
    }
  }, [table, along, state, budgets])
  const hidden = useMemo(() => new Set(settings.hide), [settings.hide])
  const form = useMemo(() => ({ mode, unit }), [mode, unit])
  const largest = largestOf(drawn.series)
  return (
    <>
      <BuildsChart
        title={
          largest
            ? `${largest.name} takes ${formatPercent(largest.share)} of all stage time`
            : 'Durations of the builds'
        }
        subtitle={`${counted(drawn.builds.ids.length, 'build')}, ${mode === 'stacked' ? 'stages stacked' : 'each stage from zero'}, without pauses. Press a build to open it.`}
        {...drawn}
        hidden={hidden}
        onHidden={(names) => onChange({ hide: [...names] })}
        totalName={WHOLE}
        totalBudget={budgets.total}
        form={form}
        xKind={along}
        fileName={`${readableNames(job).at(-1)!.replaceAll('/', '-')}-trends`}
        onChoose={(build) => void navigate(pathTo('pipelines.build', { job, build }))}
        onCopyLink={() => void copyLink('The link opens these trends as they are shown now.')}
      />
      <BudgetsFrame job={job} table={table} budgets={budgets} />
      {table.columns.length > 0 ? <ReliabilityFrame job={job} table={table} /> : null}
    </>
  )
}

/** Until the builds are there. */
export function Pending() {
  const { job } = usePathParams('pipelines.trends')
  return (
    <PagePending
      title={`Trends of ${readableNames(job).slice(-2).join(' / ')}`}
      facts="Loading its builds"
      label="The builds are loading"
      hasBar
      frame="Trends"
      content={{ height: '420px' }}
    />
  )
}
