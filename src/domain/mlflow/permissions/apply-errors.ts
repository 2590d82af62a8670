import { HttpError, NetworkError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { ChangeFault } from './server'

/** What a failure of one cell means for the others. */
export type FaultKind =
  /** The server asks to wait: try the same again. */
  | 'busy'
  /** No answer came. */
  | 'connection'
  | 'signed-out'
  /** This cell alone. */
  | 'cell'

export function faultKind(error: unknown): FaultKind {
  const cause = error instanceof ChangeFault ? error.cause : error
  if (cause instanceof NetworkError) return 'connection'
  if (!(cause instanceof HttpError)) return 'cell'
  if (cause.status === 429 || cause.status === 503) return 'busy'
  return cause.status === 401 ? 'signed-out' : 'cell'
}

/** The longest that one refusal makes a batch wait, in milliseconds. */
const MOST_WAIT = 60_000

/** How long to wait after the nth refusal (from 0): what the server says, else 1, 2, 4, … 30 s. */
export function waitAfter(error: unknown, tries: number): number {
  const cause = error instanceof ChangeFault ? error.cause : error
  const said = cause instanceof HttpError ? cause.retryAfterMs : null
  return said === null ? Math.min(30_000, 1000 * 2 ** tries) : Math.min(MOST_WAIT, said)
}

/** A failure as a sentence or two. */
export function faultWords(error: unknown): string {
  if (error instanceof ChangeFault) return error.message
  const { title, why } = explain(error)
  return `${title}. ${why}`
}
