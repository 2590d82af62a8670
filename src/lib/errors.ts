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
