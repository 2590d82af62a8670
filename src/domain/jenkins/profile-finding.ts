import type { ProfileChange } from '~/drift/pipeline/profile'
import { formatCount, formatDelta, formatDuration, formatNumber } from '~/lib/format'
import { pWords } from '~/lib/p-value'
import type { Build } from './build'
import type { StageTable, TableColumn } from './stage-table'

/** Stages of a pipeline take other shares of the time than they did, while the whole takes as long. */
export interface ProfileFinding {
  change: ProfileChange
  before: Build
  since: Build
  /** The largest difference first, in ms. */
  moves: { column: TableColumn; medianBefore: number; medianAfter: number; deltaMs: number }[]
}

/** What was judged of the table's builds, the newest first. */
export function profileFindings(table: StageTable, changes: readonly ProfileChange[]): ProfileFinding[] {
  const buildAt = (place: number) => table.builds[table.builds.length - 1 - place]
  return changes
    .flatMap((change) => {
      const [before, since] = [buildAt(change.before), buildAt(change.since)]
      if (!before || !since) return []
      const moves = change.moves.flatMap(({ key, medianBefore, medianAfter }) => {
        const column = table.columns.find((one) => one.key === key)
        return column ? [{ column, medianBefore, medianAfter, deltaMs: medianAfter - medianBefore }] : []
      })
      return [{ change, before, since, moves }]
    })
    .toReversed()
}

/** More are in the text below. */
const MOST_NAMED = 3

/** "Stage times shifted since #41 while the total stayed: checkout −3s, images +3s" */
export const profileTitle = (finding: ProfileFinding): string =>
  `Stage times shifted since ${finding.since.name} while the total stayed: ${movesText(finding)}`

/** Which stages take more or less, the largest difference first: "checkout −3s, images +3s and 2 more". */
export function movesText({ moves }: Pick<ProfileFinding, 'moves'>): string {
  const named = moves.slice(0, MOST_NAMED).map(moveText)
  const more = moves.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const moveText = ({ column, deltaMs }: ProfileFinding['moves'][number]): string =>
  `${column.name} ${formatDelta(deltaMs)}`

/** Its evidence in one line. */
export function profileText({ change, before, since }: ProfileFinding): string {
  return [
    `Median of the whole build ${formatDuration(change.totalBefore)} before (${formatCount(change.beforeCount)} complete), ${formatDuration(change.totalAfter)} after (${formatCount(change.afterCount)})`,
    `changed between ${before.name} and ${since.name}`,
    `MMD² ${formatNumber(change.mmd2)} on all stages together, ${pWords('p', change.pValue, 1e-4)}, corrected for all looks`,
  ].join('; ')
}
