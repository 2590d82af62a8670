import { minuteText } from '~/lib/dates'
import { formatDuration } from '~/lib/format'

/** From here on the end is a warning. */
const SOON_MS = 5 * 60_000

export interface SessionEnd {
  state: 'unknown' | 'later' | 'soon' | 'over'
  /** A sentence. */
  words: string
}

/**
 * When a sign-in ends, in words.
 * @param expiresAt milliseconds since 1970 UTC; null where the token does not say
 * @param now the same scale
 * @param issuer of the identity provider that renews it; null for a token that was pasted
 */
export function sessionEnd(expiresAt: number | null, now: number, issuer: string | null = null): SessionEnd {
  if (expiresAt === null && issuer !== null)
    return {
      state: 'later',
      words: `Renewed by ${new URL(issuer).host} for as long as it allows; reloading the page ends it.`,
    }
  if (expiresAt === null)
    return { state: 'unknown', words: 'The token does not say when it ends; reloading the page ends it.' }
  const left = expiresAt - now
  const at = `${minuteText(expiresAt)} UTC`
  if (left <= 0)
    return {
      state: 'over',
      words: `The token ended ${at}: ${issuer === null ? 'paste a new one' : 'sign in again'}.`,
    }
  // Whole minutes: it is not a stop-watch.
  const words = `Ends in ${formatDuration(Math.max(1, Math.floor(left / 60_000)) * 60_000)}, ${at}; reloading the page ends it too.`
  return { state: left <= SOON_MS ? 'soon' : 'later', words }
}
