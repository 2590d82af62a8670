import type { FilterError, Span } from './ast'
import type { Token } from './lexer'

/** A refusal on its way out of the parser; never leaves this folder. */
export class FilterRefusal extends Error {
  readonly error: FilterError

  constructor(message: string, { from, to }: Span) {
    super(message)
    this.error = { message, from, to }
  }
}

/** What to say of a quote without its end. */
export function unclosedMessage(token: Token): string {
  const quote = /[`"']/.exec(token.source)?.[0] ?? "'"
  return `The quote ${quote} is never closed. Write ${quote} at the end of the text, and ${quote}${quote} for one inside it.`
}
