import { Sparkline } from '~/charts/inline/sparkline'
import { type Build, isLive, type Stage, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import { etaBasis, etaOf, etaText } from '~/domain/jenkins/eta'
import { shortNames } from '~/domain/jenkins/short-names'
import { deviationOf, type StageTable } from '~/domain/jenkins/stage-table'
import type { StageGroup } from '~/domain/jenkins/structure'
import { minuteText } from '~/lib/dates'
import { formatCount, formatDuration } from '~/lib/format'
import type { GridColumn } from '~/ui/grid/grid-column'
import { BuildMark } from '../build-state'
import styles from './page.module.css'

export const BUILD_COLUMN = 'build'
export const STARTED_COLUMN = 'started'
export const TOTAL_COLUMN = 'total'

/** What makes a row add up, after the stages. */
export const TIME_COLUMNS = [
  { key: 'sum', title: 'Σ stages' },
  { key: 'saved', title: 'Side by side' },
  { key: 'overhead', title: 'Outside' },
  { key: 'queue', title: 'Queue' },
  { key: 'paused', title: 'Paused' },
] as const

/** Of a stage's column. */
export const stageKey = (at: number): string => `stage-${at}`

/** Room for a name: heads have one line, and their full names stand in the list of stages. */
const widthOf = (name: string): number => Math.round(Math.max(88, Math.min(150, 26 + name.length * 6)))

/** Build, start and total, then a column a stage, then where the time went. @param groups of the newest build; @param rowOf of the table, by the row of the grid */
export function gridColumns(
  table: StageTable,
  groups: readonly StageGroup[],
  rowOf: (row: number) => number,
): GridColumn[] {
  const titles = shortNames(table.columns.map(({ name }) => name))
  const groupOf = (at: number) => {
    const id = table.cell(0, at)?.id
    return groups.find(({ ids }) => id !== undefined && ids.includes(id))
  }
  const buildAt = (row: number) => table.builds[rowOf(row)]
  return [
    {
      key: BUILD_COLUMN,
      title: 'Build',
      kind: 'text',
      width: 112,
      isUnsortable: true,
      note: <span className={styles['medians']}>Median</span>,
      render: (_, row) => <BuildCell build={buildAt(row)} />,
    },
    {
      key: STARTED_COLUMN,
      title: 'Started (UTC)',
      kind: 'text',
      width: 162,
      render: (value) => (typeof value === 'number' ? minuteText(value) : '–'),
    },
    {
      key: TOTAL_COLUMN,
      title: 'Total',
      kind: 'number',
      width: 150,
      note: <HeadNote history={totalsOf(table)} median={table.total.p50} />,
      render: (_, row) => <TotalCell build={buildAt(row)} table={table} />,
    },
    ...table.columns.map(({ occurrence, statistics, history }, at): GridColumn => ({
      key: stageKey(at),
      ...groupNamed(groupOf(at)),
      note: <HeadNote history={history.map(({ ms }) => ms)} median={statistics.p50} />,
      title: occurrence === 0 ? titles[at]! : `${titles[at]} (${occurrence + 1})`,
      kind: 'number',
      width: widthOf(titles[at]!),
      render: (_, row) => <StageCell stage={table.cell(rowOf(row), at)} median={statistics.p50} />,
    })),
    ...TIME_COLUMNS.map(({ key, title }): GridColumn => ({
      key,
      title,
      kind: 'number',
      width: 112,
      render: (value) => (typeof value === 'number' ? formatDuration(value) : '–'),
    })),
  ]
}

/** Its name over the columns; a block that is not known by one is called what it is. */
const groupNamed = (group: StageGroup | undefined): { group?: string } =>
  group === undefined ? {} : { group: group.name ?? (group.isParallel ? 'Side by side' : 'Part of a stage') }

const totalsOf = ({ builds }: StageTable): number[] =>
  builds.flatMap(({ status, durationMs }) => (status === 'success' ? [durationMs] : [])).toReversed()

/** Successful times that a head shows. */
const SHOWN = 60

/** How a column went, and its median: the list of stages below says the same in words. */
function HeadNote({ history, median }: { history: readonly number[]; median: number | null }) {
  return (
    <>
      {history.length > 1 ? <Sparkline values={history.slice(-SHOWN)} label="" tone="quiet" /> : null}
      <span className={styles['medians']}>{median === null ? '–' : formatDuration(median)}</span>
    </>
  )
}

function BuildCell({ build }: { build: Build | undefined }) {
  if (!build) return null
  return (
    <span className={styles['build']}>
      <BuildMark status={build.status} /> {build.name}
    </span>
  )
}

function TotalCell({ build, table }: { build: Build | undefined; table: StageTable }) {
  if (!build) return null
  const exact = `${formatCount(build.durationMs)} ms`
  if (!isLive(build.status)) return <span title={exact}>{formatDuration(build.durationMs)}</span>
  const eta = etaOf(build, table.builds, build.durationMs, table.aliases)
  return (
    <span title={`${exact}. ${etaBasis(eta)}`}>
      {formatDuration(build.durationMs)} <span className={styles['quiet']}>{etaText(eta)}</span>
    </span>
  )
}

/** Its colour is how far it is from its stage's own median; what failed says so, and what was skipped is a dash. */
function StageCell({ stage, median }: { stage: Stage | null; median: number | null }) {
  if (!stage) return null
  const ms = workMs(stage)
  const { status } = stage
  if (status === 'skipped' || status === 'queued')
    return (
      <span className={styles['skipped']} title={STATUS_WORDS[status]}>
        –
      </span>
    )
  const title = [
    `${STATUS_WORDS[status]}, ${formatCount(ms)} ms`,
    ...(stage.pausedMs > 0 ? [`paused ${formatDuration(stage.pausedMs)} besides`] : []),
  ].join(', ')
  if (status === 'success')
    return (
      <span className={styles['cell']} data-deviation={deviationOf(ms, median)} title={title}>
        {formatDuration(ms)}
      </span>
    )
  return (
    <span className={styles['cell']} data-status={status} title={title}>
      <BuildMark status={status} /> {formatDuration(ms)}
    </span>
  )
}
