import type { StageChange, StageJudgement } from '~/drift/pipeline/judge'
import { spokenDay } from '~/lib/dates'
import { formatCount, formatDuration } from '~/lib/format'
import { pWords } from '~/lib/p-value'
import type { Build } from './build'
import { quantile, type StageTable, type TableColumn } from './stage-table'

/** A stage that takes another time than it did, since a build. */
export interface StageFinding {
  column: TableColumn
  change: StageChange
  /** The last successful build of the old level, and the first of the new one. */
  before: Build
  since: Build
  /** Detectors that spoke while builds came, and the build each spoke at. */
  warnings: { detector: string; at: Build }[]
}

/** What the judgements say of the table's builds, the largest change of the newest builds first. */
export function stageFindings(table: StageTable, judgements: readonly StageJudgement[]): StageFinding[] {
  return judgements
    .flatMap((judgement) => {
      const column = table.columns.find(({ key }) => key === judgement.key)
      if (!column) return []
      const buildAt = (index: number) => table.builds[column.history[index]?.row ?? -1]
      return judgement.changes.flatMap((change) => {
        const [before, since] = [buildAt(change.index - 1), buildAt(change.index)]
        if (!before || !since) return []
        const warnings = judgement.warnings.flatMap(({ detector, index }) => {
          const at = index >= change.index ? buildAt(index) : undefined
          return at ? [{ detector, at }] : []
        })
        return [{ column, change, before, since, warnings }]
      })
    })
    .toSorted(
      (a, b) => b.since.startedAt - a.since.startedAt || Math.abs(b.change.share) - Math.abs(a.change.share),
    )
}

/** "Docker images build is 41 % slower since #41" */
export function findingTitle({ column, change, since }: StageFinding): string {
  const percent = Math.round(Math.abs(change.share) * 100)
  return `${column.name} is ${percent} % ${change.share > 0 ? 'slower' : 'faster'} since ${since.name}`
}

/**
 * Medians of the whole successful builds, in ms, among those whose times of the stage are before and after the change;
 * null where none of them succeeded.
 */
export function totalsAround(
  { builds }: StageTable,
  { column, change }: StageFinding,
): { before: number | null; after: number | null } {
  const median = (from: number, to: number): number | null => {
    const totals = column.history.slice(from, to).flatMap(({ row }) => {
      const build = builds[row]
      return build?.status === 'success' ? [build.durationMs] : []
    })
    return quantile(Float64Array.from(totals).sort(), 0.5)
  }
  const { index, beforeCount, afterCount } = change
  return { before: median(index - beforeCount, index), after: median(index, index + afterCount) }
}

/** "Median 5min 52s → 8min 19s since 3 October 2024. Whole build 17min 52s → 19min 50s. E-divisive, p < 0.0001." */
export function findingLine(table: StageTable, finding: StageFinding): string {
  const { change, since } = finding
  const { before, after } = totalsAround(table, finding)
  return [
    `Median ${formatDuration(change.medianBefore)} → ${formatDuration(change.medianAfter)} since ${spokenDay(since.startedAt, { year: true })}.`,
    ...(before === null || after === null
      ? []
      : [`Whole build ${formatDuration(before)} → ${formatDuration(after)}.`]),
    `E-divisive, ${pWords('p', change.pValue, 1e-4).replaceAll(' ', '\u00A0')}.`,
  ].join(' ')
}

/** Its evidence in one line. */
export function findingText({ change, before, since, warnings }: StageFinding): string {
  return [
    `Median ${formatDuration(change.medianBefore)} before (${formatCount(change.beforeCount)} successful), ${formatDuration(change.medianAfter)} after (${formatCount(change.afterCount)})`,
    `changed between ${before.name} and ${since.name}`,
    `${pWords('p', change.pValue, 1e-4)}, corrected for all places and stages`,
    ...warnings.map(({ detector, at }) => `${NAMES[detector] ?? detector} raised an alarm at ${at.name}`),
  ].join('; ')
}

const NAMES: Readonly<Record<string, string>> = {
  'page-hinkley': 'Page-Hinkley',
  cusum: 'CUSUM',
  bocd: 'BOCD',
}
