/**
 * A server's time in milliseconds since 1970 UTC. One without a zone is the server's own, which runs UTC; read as the
 * browser's local time it would be hours off. NaN where it is no time ("yesterday", a 13th month).
 */
export function serverTime(text: string): number {
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text)
  if (!form) return Number.NaN
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  return Date.parse(form[1] === undefined && iso.includes('T') ? `${iso}Z` : iso)
}

/**
 * The second of a moment as the server would write it, for `created_at: {$gte: …}`: times are compared as text there,
 * and a fraction may be missing.
 */
export function serverTimeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19)
}
