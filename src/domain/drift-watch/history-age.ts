/** A record of a history, as far as its age needs it. */
interface Aged {
  /** Milliseconds since 1970 UTC. */
  at: number
  state: string
}

const DAY_MS = 86_400_000
/** So many gaps without a record are more than a late one. */
const MOST_GAPS = 3

/** The median time between two records, in milliseconds; null for fewer than two. */
function usualGap(points: readonly Aged[]): number | null {
  const gaps = points.slice(1).map(({ at }, i) => at - points[i]!.at)
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? null
}

/**
 * Whether a history has ended: nothing came for more than a week, and for more than three times the usual gap. What
 * its last record says is then no news.
 * @param points ascending in time
 * @param now in milliseconds since 1970
 */
export function hasEnded(points: readonly Aged[], now: number): boolean {
  const last = points.at(-1)
  if (!last) return false
  return now - last.at > Math.max(7 * DAY_MS, MOST_GAPS * (usualGap(points) ?? 0))
}

/**
 * Records that run for more than a day and more than three times the usual gap: whoever logs them has most likely
 * stopped.
 */
export function overdue(points: readonly Aged[], now: number): readonly Aged[] {
  const most = Math.max(DAY_MS, MOST_GAPS * (usualGap(points) ?? 0))
  return points.filter(({ state, at }) => state === 'running' && now - at > most)
}
