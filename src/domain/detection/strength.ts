import type { ColumnFinding, EffectMeasure, PerColumnResult } from '~/drift/results'

/** Which of two columns is the stronger finding: for `toSorted`, strongest first. */
export type StrengthOrder = (a: ColumnFinding, b: ColumnFinding) => number

/**
 * Drifted columns first: among them the largest effect, as with many rows p says only that there is one. The others by
 * p, and without one by how far the statistic is on the way to its threshold.
 */
export function strengthOrder({ effect }: Pick<PerColumnResult, 'effect'>): StrengthOrder {
  const isComparable = effect?.comparable === true
  return (a, b) =>
    Number(b.drift) - Number(a.drift) ||
    (isComparable && a.drift ? sizeOf(b) - sizeOf(a) || 0 : 0) ||
    (a.adjustedPValue ?? 1) - (b.adjustedPValue ?? 1) ||
    (a.pValue ?? 1) - (b.pValue ?? 1) ||
    way(b) - way(a) ||
    b.statistic - a.statistic
}

/** The effect where it says something that the statistic does not: KS' D and a distance are both. */
export function effectBeside({ effect, columns }: PerColumnResult): EffectMeasure | null {
  const isStatistic = columns.every(
    ({ effectSize, statistic }) => effectSize === null || effectSize === statistic,
  )
  return isStatistic ? null : effect
}

/** Of an effect, whichever its direction; unknown counts least. */
function sizeOf({ effectSize }: ColumnFinding): number {
  return effectSize === null ? -1 : Math.abs(effectSize)
}

function way({ statistic, threshold }: ColumnFinding): number {
  return threshold === null || threshold <= 0 ? statistic : statistic / threshold
}
