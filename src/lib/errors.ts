/**
 * Errors that cross a border (worker → page, file → person) carry a code, so that the far side can
 * react to them, and a whole sentence that names what is wrong and what to do.
 */
export interface Failure {
  /** Stable, kebab-case: `too-few-rows`, `not-a-table`. Tests and the UI branch on this, never on words. */
  code: string
  /** A sentence for people. It names the file, row, column or parameter it is about. */
  message: string
}

/** Base of `DataError` and `DriftError`: the only errors whose message is shown as it is. */
export class CodedError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = new.target.name
    this.code = code
  }

  toFailure(): Failure {
    return { code: this.code, message: this.message }
  }
}

/** Anything thrown → a `Failure` that survives `structuredClone` (an Error's own fields do not). */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CodedError) return thrown.toFailure()
  if (thrown instanceof Error) return { code: 'internal', message: thrown.message || thrown.name }
  return { code: 'internal', message: String(thrown) }
}

/** A server that an error can come from, with the sentences that it alone needs. */
export interface ErrorSource {
  id: string
  /** As people know it: "Drift Watch". */
  name: string
  /** Words for a refusal that this server alone knows; null: the general ones. */
  explain: (error: ServerError) => Words | null
}

/** What a person can do about an error, where the page has a button for that. */
export type NextStep = 'retry' | 'sign-in' | 'register' | 'reload' | null

/** An error in words. */
export interface Words {
  /** A few words: what happened. */
  title: string
  /** A sentence: why. */
  why: string
  /** A sentence: what to do now. */
  next: string
  step: NextStep
}

/** Something went wrong between this page and a server. */
export class ServerError extends CodedError {
  /** The request, as "GET /user/self?page=1". */
  readonly where: string
  /** Whose it is: put there by the client; null where no client made the request. */
  server: ErrorSource | null = null

  constructor(code: string, where: string, message: string) {
    super(code, message)
    this.where = where
  }
}

/** No answer came: the server is down, the network is gone, or the address is wrong. */
export class NetworkError extends ServerError {
  constructor(where: string, message: string) {
    super('network', where, message)
  }
}

/** The server answered, and refused. `body` is its JSON, or null where it sent none (a proxy's HTML page). */
export class HttpError extends ServerError {
  readonly status: number
  readonly body: unknown
  /** The first 2,000 characters of the answer, as it came. */
  readonly words: string
  /** How long the server asks to wait (`Retry-After`), in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null

  constructor(
    where: string,
    status: number,
    body: unknown,
    text: string,
    retryAfterMs: number | null = null,
  ) {
    super(`http-${status}`, where, `${where} answered ${status}.`)
    this.status = status
    this.body = body
    this.words = text.slice(0, 2000)
    this.retryAfterMs = retryAfterMs
  }
}

/** The server answered a success that is not what its contract says. `path` is where, as "0.created_at". */
export class ContractError extends ServerError {
  readonly path: string
  readonly words: string

  constructor(where: string, path: string, message: string, text: string) {
    super('contract', where, `The answer of ${where} cannot be read${path ? ` at ${path}` : ''}: ${message}.`)
    this.path = path
    this.words = text.slice(0, 2000)
  }
}

/** The answer was left before its end: it is larger than what a page can hold. */
export class TooLargeError extends ServerError {
  /** Bytes that are read at most. */
  readonly limit: number

  constructor(where: string, limit: number) {
    super('too-large', where, `The answer of ${where} is larger than ${limit / 1e6} MB and was not read.`)
    this.limit = limit
  }
}

/** Somebody could not sign in, or a sign-in could not be renewed: its words are whole, whatever the server. */
export class SignInError extends ServerError {
  readonly words: Words

  constructor(code: SignInFault, words: Words) {
    super(code, 'the sign-in', `${words.title}. ${words.why}`)
    this.words = words
  }
}

export type SignInFault =
  /** The provider gave no answer at all. */
  | 'provider-silent'
  /** It answered what no provider says. */
  | 'provider-unreadable'
  /** It answered with an error of its own. */
  | 'provider-refused'
  | 'window-blocked'
  | 'state-mismatch'
  | 'clock-skew'
  /** The person, or somebody for them, said no there. */
  | 'consent-refused'
  /** The answer came too late, or the person waited too long. */
  | 'sign-in-expired'
  /** It was good, and cannot be renewed any more. */
  | 'sign-in-ended'

/** Whether a server is not there: no answer came, or only that of the gateway before it. */
export function gaveNoAnswer(error: unknown): boolean {
  return (
    error instanceof NetworkError || (error instanceof HttpError && [502, 503, 504].includes(error.status))
  )
}

/** Whether something was stopped: by the person, or because nobody looks at it any more. */
export function isAbort(error: unknown): boolean {
  if (error instanceof CodedError) return error.code === 'cancelled'
  return error instanceof DOMException && error.name === 'AbortError'
}
