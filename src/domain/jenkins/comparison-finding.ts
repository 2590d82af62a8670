import { formatDelta, formatDuration } from '~/lib/format'
import type { Build } from './build'
import type { StageDifference } from './stage-table'

/** What two builds say first: how far their times are apart, and which stage differs most. */
export function comparisonFinding(
  before: Build,
  after: Build,
  differences: readonly StageDifference[],
): string {
  const total = after.durationMs - before.durationMs
  if (total === 0) return 'Both took the same time'
  const way = `${after.name} took ${formatDuration(Math.abs(total))} ${total > 0 ? 'longer' : 'less'}`
  const told = differences
    .flatMap(({ column, deltaMs }) => (deltaMs === null || deltaMs === 0 ? [] : [{ column, deltaMs }]))
    .toSorted((a, b) => Math.abs(b.deltaMs) - Math.abs(a.deltaMs))
  const [largest] = told
  if (!largest) return way
  // Of what went the same way, one stage may be nearly all: no other makes up for a part of it.
  const share = largest.deltaMs / total
  return share >= 0.5 && share <= 1
    ? `${way}, most of it in ${largest.column.name} (${formatDelta(largest.deltaMs)})`
    : `${way}; the largest difference is in ${largest.column.name} (${formatDelta(largest.deltaMs)})`
}
