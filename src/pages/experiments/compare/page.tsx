import Copy from 'lucide-react/icons/link'
import { useCallback, useMemo } from 'react'
import { meansRun } from '~/domain/mlflow/run-ids'
import { metricsOf } from '~/domain/mlflow/series/metric-plan'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { type ComparedRuns, comparedRuns } from '~/queries/mlflow/compared-runs'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { ChartControls } from '~/scaffold/chart-controls'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { type ChangeSettings, useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { LinkButton } from '~/ui/controls/link-button'
import { Menu } from '~/ui/overlays/menu'
import { Notice } from '~/ui/states/notice'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { Segmented } from '~/ui/controls/segmented'
import { late } from '~/ui/states/late'
import { Charts } from './charts'
import { type ColouredRun, coloured, groupsOf, isFederated } from './colouring'
import { Differences } from './differences'
import { pageFinding } from './finding'
import { Parallel } from './parallel'
import { compareCodec, type CompareSettings } from './settings'
import { RunsMenu } from './runs-menu'
import styles from './page.module.css'

// With the library that draws its points: only for those who ask for it.
const { Late: Scatter } = late(() => import('./scatter-view'))

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'experiments.compare'> = ({ params, client, search }) =>
  Promise.all([
    client.ensureQueryData(mlflowQueries.experiment(params.experiment)),
    client.ensureQueryData(comparedRuns(params.experiment, compareCodec.read(search).runs)),
  ])

/** Runs side by side: their metrics over one axis, and what they were given. */
export function Component() {
  const { experiment: id } = usePathParams('experiments.compare')
  const [settings, change] = useUrlSettings(compareCodec)
  const experiment = usePrefetched(mlflowQueries.experiment(id)).data
  const asked = usePrefetched(comparedRuns(id, settings.runs))
  const compared = asked.data
  usePageNames({ 'experiments.runs': experiment.name })
  const all = useMemo(() => coloured(compared.runs, settings.colour), [compared.runs, settings.colour])
  const runs = useMemo(() => {
    const shown = all.filter(({ run }) => !settings.hidden.some((one) => meansRun(one, run.id)))
    return shown.length > 0 ? shown : all
  }, [all, settings.hidden])
  const onRuns = useCallback((ids: readonly string[]) => change({ runs: ids }), [change])
  const onHidden = useCallback((hidden: readonly string[]) => change({ hidden }), [change])
  const metrics = useMemo(() => metricsOf(runs.map(({ run }) => run)), [runs])
  const finding = useMemo(
    () =>
      pageFinding(runs, [
        ...settings.pinned,
        ...metrics.filter(({ isSystem, count }) => !isSystem && count > 1).map(({ key }) => key),
      ]),
    [runs, metrics, settings.pinned],
  )
  return (
    <>
      <PageHeader
        title={finding?.title ?? `Compare ${countOf(all.length)}`}
        facts={factsOf(runs, all.length, finding?.facts ?? experiment.name)}
        actions={
          <>
            <RunsMenu
              experimentId={id}
              runs={all}
              ids={settings.runs}
              onRuns={onRuns}
              hidden={settings.hidden}
              onHidden={onHidden}
            />
            <Button
              icon={Copy}
              onClick={() => void copyLink('The link opens this comparison as it is shown now.')}
            >
              Copy link
            </Button>
          </>
        }
      />
      {asked.error ? (
        <Problem error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
      ) : null}
      <Absent absent={compared.absent} />
      {all.length < 2 ? (
        <EmptyState
          title={all.length === 0 ? 'No runs to compare' : 'Only one run'}
          text="Choose two to 200 runs in the experiment's table, then Compare."
          actions={<LinkButton href={linkTo('experiments.runs', { experiment: id })}>Choose runs</LinkButton>}
        />
      ) : (
        <Comparison
          experimentId={id}
          runs={runs}
          all={all}
          metrics={metrics}
          settings={settings}
          change={change}
        />
      )}
    </>
  )
}

interface ComparisonProps {
  experimentId: string
  runs: readonly ColouredRun[]
  /** With those that are hidden. */
  all: readonly ColouredRun[]
  metrics: ReturnType<typeof metricsOf>
  settings: CompareSettings
  change: ChangeSettings<CompareSettings>
}

function Comparison({ experimentId, runs, all, metrics, settings, change }: ComparisonProps) {
  const { view, colour, band } = settings
  const choices = useMemo(() => colourChoices(all), [all])
  const keys = useMemo(() => metrics.map(({ key }) => key), [metrics])
  const hasGroups = useMemo(() => groupsOf(runs).length > 0, [runs])
  const showIdentical = useCallback((identical: boolean) => change({ identical }), [change])
  return (
    <>
      <div className={styles['bar']}>
        <Segmented
          label="View of the comparison"
          value={view}
          options={[
            { value: 'charts', label: 'Charts' },
            { value: 'parallel', label: 'Parallel' },
            { value: 'scatter', label: 'Scatter' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={(next) => change({ view: next })}
        />
        {view === 'charts' ? <ChartControls settings={settings} change={change} keys={keys} /> : null}
        {view === 'table' ? null : (
          <Menu
            label="Colour"
            size={28}
            selected={colour}
            items={choices.map(({ id, title }) => ({ id, title, run: () => change({ colour: id }) }))}
          >
            <span className={styles['quiet']}>
              Colour <b>{choices.find(({ id }) => id === colour)?.title ?? colour.replace('param:', '')}</b>
            </span>
          </Menu>
        )}
        {view === 'charts' && hasGroups ? (
          <Button size={28} aria-pressed={band} onClick={() => change({ band: !band })}>
            {band ? '✓ Mean ± sd' : 'Mean ± sd'}
          </Button>
        ) : null}
      </div>
      {view === 'charts' ? (
        <>
          <Charts
            experimentId={experimentId}
            runs={runs}
            all={all}
            metrics={metrics}
            settings={settings}
            change={change}
          />
          <div className={styles['below']}>
            <Differences
              of="parameters"
              runs={runs}
              showsIdentical={settings.identical}
              onIdentical={showIdentical}
            />
          </div>
        </>
      ) : view === 'parallel' ? (
        <Parallel runs={runs} metrics={metrics} settings={settings} change={change} />
      ) : view === 'scatter' ? (
        <Scatter runs={runs} metrics={metrics} settings={settings} change={change} />
      ) : (
        <Differences of="all" runs={runs} showsIdentical={settings.identical} onIdentical={showIdentical} />
      )}
    </>
  )
}

/** Parameters in the list of colours, at most. */
const MOST_PARAMS = 20

/** What may have one colour: parameters that some runs share and not all. */
function colourChoices(runs: readonly ColouredRun[]): { id: string; title: string }[] {
  const federated = isFederated(runs.map(({ run }) => run))
  const values = new Map<string, Set<string>>()
  for (const { run } of runs)
    for (const { key, value } of run.params) values.set(key, (values.get(key) ?? new Set()).add(value))
  const shared = [...values].filter(([, own]) => own.size > 1 && own.size < runs.length)
  return [
    { id: '', title: federated ? 'federation' : 'run' },
    ...(federated ? [{ id: 'run', title: 'run' }] : []),
    ...shared.slice(0, MOST_PARAMS).map(([key]) => ({ id: `param:${key}`, title: key })),
  ]
}

/** @param total with those that are hidden @param more the finding's own, else where the runs are */
function factsOf(runs: readonly ColouredRun[], total: number, more: string): string {
  const count = runs.length < total ? `${formatCount(runs.length)} of ${countOf(total)}` : countOf(total)
  const groups = new Set(runs.map(({ group }) => group)).size
  const federations = runs.filter(({ member }) => member.startsWith('site-')).length === runs.length
  return `${count}${federations && runs.length > 0 ? ` of ${formatCount(groups)} ${groups === 1 ? 'federation' : 'federations'}` : ''} · ${more}`
}

const countOf = (count: number): string => `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`

function Absent({ absent }: Pick<ComparedRuns, 'absent'>) {
  if (absent.length === 0) return null
  return (
    <Notice tone="warning" title={`${countOf(absent.length)} cannot be compared.`}>
      <ul className={styles['absent']}>
        {absent.map(({ id, why }) => (
          <li key={id}>
            <code>{id.slice(0, 12)}</code> {why}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Until the runs are there. */
export function Pending() {
  return (
    <PagePending
      title="Compare"
      facts="Runs of an experiment"
      label="The runs are loading"
      content={{ height: '420px' }}
    />
  )
}
