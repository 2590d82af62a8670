import type { BuildColumns, BuildMarkKind, StageSeries } from '~/charts/builds/build-columns'
import type { Budgets } from '~/domain/jenkins/budget'
import { type BuildStatus, STATUS_WORDS } from '~/domain/jenkins/build'
import { columnTitle } from '~/domain/jenkins/columns'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { type BuildTrend, sharesOf } from '~/domain/jenkins/trend'
import { ownOf } from '~/lib/own'

const KINDS: Readonly<Record<BuildStatus, BuildMarkKind>> = {
  success: 'ok',
  unstable: 'unstable',
  failed: 'failed',
  aborted: 'aborted',
  running: 'running',
  paused: 'running',
  queued: 'running',
  skipped: 'other',
  unknown: 'other',
}

/** What the chart calls a whole build. */
export const WHOLE = 'Whole build'

/** The builds of a trend, as the chart draws them. */
export function buildColumns({ builds }: StageTable, trend: BuildTrend): BuildColumns {
  const ordered = trend.rows.map((row) => builds[row]!)
  return {
    ids: ordered.map(({ id }) => id),
    names: ordered.map(({ name }) => name),
    startedAt: Float64Array.from(ordered, ({ startedAt }) => startedAt),
    x: trend.x,
    kinds: ordered.map(({ status }) => KINDS[status]),
    words: ordered.map(({ status }) => STATUS_WORDS[status]),
    totals: trend.totals,
  }
}

/** The stages of a trend, as the chart draws them. */
export function stageSeries(table: StageTable, trend: BuildTrend, { stages }: Budgets): StageSeries[] {
  const shares = sharesOf(trend)
  return table.columns.map((column, at) => {
    const name = columnTitle(column)
    return {
      name,
      colour: at,
      values: trend.stages[at]!,
      shares: shares[at]!,
      isBad: trend.rows.map((row) => {
        const stage = table.cell(row, at)
        return stage !== null && stage.status !== 'success'
      }),
      budget: ownOf(stages, name) ?? null,
    }
  })
}

/** The stage that all builds together spent most time in, with its share (0 … 1) of all stage time; null: none did any. */
export function largestOf(series: readonly StageSeries[]): { name: string; share: number } | null {
  const sums = series.map(({ values }) => values.reduce((sum, ms) => (Number.isNaN(ms) ? sum : sum + ms), 0))
  const all = sums.reduce((sum, ms) => sum + ms, 0)
  if (all === 0) return null
  const most = sums.indexOf(Math.max(...sums))
  return { name: series[most]!.name, share: sums[most]! / all }
}
