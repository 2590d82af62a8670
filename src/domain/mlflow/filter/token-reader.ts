import type { Span } from './ast'
import type { Subject } from './fields'
import { keywordOf, tokensOf, type Token } from './lexer'

/** The tokens of one text, and how far they are read. */
export class TokenReader {
  readonly text: string
  readonly subject: Subject
  readonly tokens: readonly Token[]
  private at = 0

  constructor(text: string, subject: Subject) {
    this.text = text
    this.subject = subject
    this.tokens = tokensOf(text)
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead]
  }

  next(): Token | undefined {
    return this.tokens[this.at++]
  }

  /** Reads the next token if it is that keyword; null, and nothing read, if not. */
  takes(keyword: string): Token | null {
    const token = this.peek()
    if (!token || keywordOf(token) !== keyword) return null
    this.at += 1
    return token
  }

  /** The place behind everything: where something is missing. */
  end(): Span {
    return { from: this.text.length, to: this.text.length }
  }
}
