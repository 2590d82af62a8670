import type { StageFinding } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import type { StageRow } from './cells'

/**
 * Rows of builds, newest first, with a row where stages changed: between the first build of the new level and those
 * before it. A change with no build on one side of it has none.
 * @param rows of the table, ascending
 */
export function withChanges(
  { builds }: Pick<StageTable, 'builds'>,
  rows: readonly number[],
  changes: readonly StageFinding[],
): StageRow[] {
  const bySince = new Map<number, StageFinding[]>()
  for (const one of changes) {
    const row = builds.indexOf(one.since)
    if (row >= 0) bySince.set(row, [...(bySince.get(row) ?? []), one])
  }
  const waiting = [...bySince].toSorted(([a], [b]) => a - b)
  const all: StageRow[] = []
  for (const row of rows) {
    while (waiting[0] !== undefined && waiting[0][0] < row) {
      const [, found] = waiting.shift()!
      if (all.length > 0) all.push({ changes: found })
    }
    all.push(row)
  }
  return all
}
