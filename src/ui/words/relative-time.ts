const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long ago, as a person says it: "just now", "14 min ago", "26 h ago", "3 d ago", "5 months ago", "2 years ago".
 * Always beside the instant itself, never instead of it. A clock that is ahead of ours: "just now".
 * @param at milliseconds since 1970
 * @param now the same
 */
export function timeAgo(at: number, now: number): string {
  const past = now - at
  if (past < MINUTE) return 'just now'
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`
  // Up to two days in hours: "38 h ago" says more than "1 d ago".
  if (past < 2 * DAY) return `${Math.floor(past / HOUR)} h ago`
  if (past < 60 * DAY) return `${Math.floor(past / DAY)} d ago`
  if (past < 730 * DAY) return `${Math.floor(past / (30.44 * DAY))} months ago`
  return `${Math.floor(past / (365.25 * DAY))} years ago`
}
