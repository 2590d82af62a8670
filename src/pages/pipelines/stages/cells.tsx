import { Sparkline } from '~/charts/inline/sparkline'
import { type Build, isLive, type Stage, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import { etaBasis, etaOf, etaText } from '~/domain/jenkins/eta'
import { deviationOf, type StageTable } from '~/domain/jenkins/stage-table'
import type { StageGroup } from '~/domain/jenkins/structure'
import { minuteText } from '~/lib/dates'
import { formatCount, formatDuration, formatPercent } from '~/lib/format'
import type { GridColumn } from '~/ui/grid/grid-column'
import { BuildMark } from '../build-state'
import type { StageFinding } from '~/domain/jenkins/stage-finding'
import { Mark } from '~/ui/words/mark'
import styles from './page.module.css'
import { stageTitles } from './stage-title'

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

/** Room for a name in three lines, in px: no word is broken that is not longer than most. */
function widthOf(name: string): number {
  const longest = Math.max(...name.split(' ').map((word) => word.length))
  return Math.round(Math.max(92, Math.min(140, 18 + 6.6 * Math.max(longest, name.length / 2.4))))
}

/** Room for what builds call themselves, in px: "#60", or "release-1.0.7", and not for a sentence. */
function nameWidth(builds: readonly Build[]): number {
  const longest = builds.reduce((most, { name }) => Math.max(most, name.length), 0)
  return Math.round(Math.max(104, Math.min(220, 56 + 7.2 * longest)))
}

/** What a row of the grid is: a build of the table by its row, or stages that changed between those above and below. */
export type StageRow = number | { changes: readonly StageFinding[] }

/**
 * Build, start and total, then a column a stage, then where the time went.
 * @param groups of the newest build
 * @param rowAt what a row of the grid is; undefined: there is none
 */
export function gridColumns(
  table: StageTable,
  groups: readonly StageGroup[],
  rowAt: (row: number) => StageRow | undefined,
): GridColumn[] {
  const titles = stageTitles(table)
  const buildRow = (row: number): number => {
    const one = rowAt(row)
    return typeof one === 'number' ? one : -1
  }
  const changesAt = (row: number): readonly StageFinding[] => {
    const one = rowAt(row)
    return typeof one === 'object' ? one.changes : []
  }
  const groupOf = (at: number) => {
    const id = table.cell(0, at)?.id
    return groups.find(({ ids }) => id !== undefined && ids.includes(id))
  }
  const buildAt = (row: number) => table.builds[buildRow(row)]
  const longest = table.total.p95 ?? 0
  return [
    {
      key: BUILD_COLUMN,
      title: 'Build',
      kind: 'text',
      width: nameWidth(table.builds),
      isUnsortable: true,
      note: <span className={styles['medians']}>Median</span>,
      renderRow: (row) => (changesAt(row).length > 0 ? <ChangeMark /> : <BuildCell build={buildAt(row)} />),
    },
    {
      key: STARTED_COLUMN,
      title: 'Started (UTC)',
      kind: 'text',
      width: 160,
      renderRow: (row, value) => {
        const [change] = changesAt(row)
        if (change)
          return (
            <span
              className={styles['changed']}
            >{`between ${change.before.name} and ${change.since.name}`}</span>
          )
        return typeof value === 'number' ? minuteText(value) : '–'
      },
    },
    {
      key: TOTAL_COLUMN,
      title: 'Total',
      kind: 'number',
      width: 144,
      note: <HeadNote history={totalsOf(table)} median={table.total.p50} />,
      renderRow: (row) => <TotalCell build={buildAt(row)} table={table} longest={longest} />,
    },
    ...table.columns.map(({ key, statistics, history }, at): GridColumn => ({
      key: stageKey(at),
      ...groupNamed(groupOf(at)),
      note: <HeadNote history={history.map(({ ms }) => ms)} median={statistics.p50} />,
      title: titles[at]!,
      wraps: true,
      kind: 'number',
      width: widthOf(titles[at]!),
      renderRow: (row) => {
        const change = changesAt(row).find((one) => one.column.key === key)
        return change ? (
          <ChangeCell finding={change} />
        ) : (
          <StageCell stage={table.cell(buildRow(row), at)} median={statistics.p50} />
        )
      },
    })),
    // Where no build has stages, nothing adds up.
    ...(table.columns.length === 0 ? [] : TIME_COLUMNS).map(({ key, title }): GridColumn => ({
      key,
      title,
      kind: 'number',
      width: 112,
      renderRow: (row, value) =>
        typeof value === 'number' ? formatDuration(value) : changesAt(row).length > 0 ? null : '–',
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

function ChangeMark() {
  return (
    <span className={styles['changed']}>
      <Mark state="drift" /> Change
    </span>
  )
}

/** "+41 %": how much longer the stage takes than it did before. */
function ChangeCell({ finding: { change } }: { finding: StageFinding }) {
  return (
    <span
      className={styles['changedBy']}
      title={`Median ${formatDuration(change.medianBefore)} before, ${formatDuration(change.medianAfter)} after`}
    >
      {change.share > 0 ? '+' : '−'}
      {formatPercent(Math.round(Math.abs(change.share) * 100) / 100)}
    </span>
  )
}

/** @param longest what a full bar is, in ms: the 95 % quantile of successful builds */
function TotalCell({
  build,
  table,
  longest,
}: {
  build: Build | undefined
  table: StageTable
  longest: number
}) {
  if (!build) return null
  const exact = `${formatCount(build.durationMs)} ms`
  if (!isLive(build.status))
    return (
      <span className={styles['total']} title={exact}>
        {formatDuration(build.durationMs)}
        <span className={styles['meter']} aria-hidden>
          <span style={{ width: `${longest > 0 ? Math.min(1, build.durationMs / longest) * 100 : 0}%` }} />
        </span>
      </span>
    )
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
    ...(stage.pausedMs > 0 ? [`plus ${formatDuration(stage.pausedMs)} paused`] : []),
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
