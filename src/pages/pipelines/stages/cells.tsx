import { type Build, isLive, type Stage, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import { etaBasis, etaOf, etaText } from '~/domain/jenkins/eta'
import { shortNames } from '~/domain/jenkins/short-names'
import { deviationOf, type StageTable } from '~/domain/jenkins/stage-table'
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

/** Build, start and total, then a column a stage, then where the time went. @param rowOf of the table, by the row of the grid */
export function gridColumns(table: StageTable, rowOf: (row: number) => number): GridColumn[] {
  const titles = shortNames(table.columns.map(({ name }) => name))
  const buildAt = (row: number) => table.builds[rowOf(row)]
  return [
    {
      key: BUILD_COLUMN,
      title: 'Build',
      kind: 'text',
      width: 112,
      isUnsortable: true,
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
      render: (_, row) => <TotalCell build={buildAt(row)} table={table} />,
    },
    ...table.columns.map(({ occurrence, statistics }, at): GridColumn => ({
      key: stageKey(at),
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
