import type { StageChange, StageJudgement } from '~/drift/pipeline/judge'
import { formatCount, formatDuration } from '~/lib/format'
import { pWords } from '~/lib/p-value'
import type { Build } from './build'
import type { StageTable, TableColumn } from './stage-table'

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
