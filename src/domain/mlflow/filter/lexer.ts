import type { Span } from './ast'

/**
 * - `word`: an identifier, a keyword or a bare word, with a quoted key at its end if one follows a dot
 * - `key`: a name in backticks of its own
 * - `unknown`: a character that begins nothing
 */
export type TokenKind =
  | 'word'
  | 'number'
  | 'text'
  | 'key'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'unknown'

export interface Token extends Span {
  kind: TokenKind
  /** As written. */
  source: string
  /** Whether its closing quote is there; true of everything that needs none. */
  isClosed: boolean
}

const SPACE = /\s+/y
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:ms|s|min|m|h|d)?(?![\p{L}\p{N}_.\-/:])/uy
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.\-/:]*/uy
const OPERATOR = /[<>=!~]+/y
const SINGLE: Readonly<Record<string, TokenKind>> = { '(': 'open', ')': 'close', ',': 'comma' }

/** Cuts a filter's text into tokens, in order, without the blanks between them. Never fails. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const space = matchAt(SPACE, text, at)
    if (space > at) {
      at = space
      continue
    }
    const token = tokenAt(text, at)
    tokens.push(token)
    at = token.to
  }
  return tokens
}

function tokenAt(text: string, from: number): Token {
  const token = (kind: TokenKind, to: number, isClosed = true): Token => ({
    kind,
    from,
    to,
    source: text.slice(from, to),
    isClosed,
  })
  const first = text.charAt(from)
  const single = SINGLE[first]
  if (single) return token(single, from + 1)
  if (first === "'" || first === '"' || first === '`') {
    const end = quoteEnd(text, from)
    return token(first === '`' ? 'key' : 'text', end.to, end.isClosed)
  }
  const number = matchAt(NUMBER, text, from)
  if (number > from) return token('number', number)
  const word = matchAt(WORD, text, from)
  if (word > from) {
    const isOpenKey =
      text.charAt(word - 1) === '.' && (text.charAt(word) === '`' || text.charAt(word) === '"')
    if (!isOpenKey) return token('word', word)
    const end = quoteEnd(text, word)
    return token('word', end.to, end.isClosed)
  }
  const operator = matchAt(OPERATOR, text, from)
  if (operator > from) return token('operator', operator)
  const code = text.codePointAt(from) ?? 0
  return token('unknown', from + (code > 0xffff ? 2 : 1))
}

function matchAt(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** Behind the closing quote; a quote that is written twice stands for itself and does not close. */
function quoteEnd(text: string, from: number): { to: number; isClosed: boolean } {
  const quote = text.charAt(from)
  for (let at = from + 1; at < text.length; at++) {
    if (text.charAt(at) !== quote) continue
    if (text.charAt(at + 1) !== quote) return { to: at + 1, isClosed: true }
    at += 1
  }
  return { to: text.length, isClosed: false }
}

/** The text between the quotes of a token, doubled quotes undone. */
export function unquoted(source: string): string {
  const quote = source.charAt(0)
  return source
    .slice(1, source.endsWith(quote) && source.length > 1 ? -1 : undefined)
    .replaceAll(quote + quote, quote)
}

/** A word cut at its first dot; `entity` is null where it has no dot. */
export function partsOfWord(source: string): { entity: string | null; key: string; isQuoted: boolean } {
  const dot = source.indexOf('.')
  if (dot === -1) return { entity: null, key: source, isQuoted: false }
  const key = source.slice(dot + 1)
  const isQuoted = key.startsWith('`') || key.startsWith('"')
  return { entity: source.slice(0, dot), key: isQuoted ? unquoted(key) : key, isQuoted }
}

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'IN', 'LIKE', 'ILIKE', 'IS', 'NULL'])

/** The keyword that a token is, in capitals; null where it is none. */
export function keywordOf(token: Token | undefined): string | null {
  if (token?.kind !== 'word') return null
  const upper = token.source.toUpperCase()
  return KEYWORDS.has(upper) ? upper : null
}
