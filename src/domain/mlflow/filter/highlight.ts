import type { Span } from './ast'
import { canonicalAttribute, entityOf, type Subject } from './fields'
import { keywordOf, tokensOf, type Token } from './lexer'
import { parseFilter } from './parse'

/** `plain` is blanks, parentheses and commas; `string` is text in quotes, values without and bare words. */
export type HighlightKind =
  | 'plain'
  | 'entity'
  | 'key'
  | 'operator'
  | 'number'
  | 'string'
  | 'keyword'
  | 'error'

export interface HighlightSpan extends Span {
  kind: HighlightKind
}

/**
 * What each character of a filter is, while it is being written too. The spans follow one another
 * without gaps and cover the text. A part that is wrong is an `error`, unless it is the last one:
 * that may not be finished yet.
 */
export function highlightFilter(text: string, subject: Subject = 'runs'): readonly HighlightSpan[] {
  const tokens = tokensOf(text)
  const spans: HighlightSpan[] = []
  const wrong = errorIn(text, subject)
  let end = 0
  const push = (from: number, to: number, kind: HighlightKind): void => {
    if (to > from) spans.push({ from, to, kind })
  }
  tokens.forEach((token, at) => {
    push(end, token.from, 'plain')
    end = token.to
    if (wrong && token.from >= wrong.from && token.to <= wrong.to) push(token.from, token.to, 'error')
    else for (const span of spansOf(token, tokens, at, subject)) push(span.from, span.to, span.kind)
  })
  push(end, text.length, 'plain')
  return spans
}

/** Where a text is wrong in the middle; null where it is right, or may become so by writing on. */
function errorIn(text: string, subject: Subject): Span | null {
  const parsed = parseFilter(text, subject)
  if (parsed.ok) return null
  const { from, to } = parsed.error
  return to < text.trimEnd().length ? { from, to } : null
}

function spansOf(
  token: Token,
  tokens: readonly Token[],
  at: number,
  subject: Subject,
): readonly HighlightSpan[] {
  const { from, to } = token
  const one = (kind: HighlightKind): readonly HighlightSpan[] => [{ from, to, kind }]
  switch (token.kind) {
    case 'operator':
      return one(/^(?:[<>]=?|!?=)$/.test(token.source) ? 'operator' : 'error')
    case 'open':
    case 'close':
    case 'comma':
      return one('plain')
    case 'unknown':
      return one('error')
    case 'key':
      return one('key')
    case 'number':
      return one(isValue(tokens, at) ? 'number' : 'string')
    case 'text':
      return one(!isValue(tokens, at) && isFollowedByVerb(tokens, at) ? 'key' : 'string')
    case 'word':
      return spansOfWord(token, tokens, at, subject)
  }
}

function spansOfWord(
  token: Token,
  tokens: readonly Token[],
  at: number,
  subject: Subject,
): readonly HighlightSpan[] {
  const { from, to, source } = token
  if (keywordOf(token) !== null) return [{ from, to, kind: 'keyword' }]
  if (isValue(tokens, at))
    return [{ from, to, kind: /^(?:nan|inf|infinity)$/i.test(source) ? 'number' : 'string' }]
  const dot = source.indexOf('.')
  if (dot !== -1 && entityOf(subject, source.slice(0, dot))) {
    const middle = from + dot + 1
    return [
      { from, to: middle, kind: 'entity' },
      { from: middle, to, kind: 'key' },
    ]
  }
  const isAttribute = dot === -1 && canonicalAttribute(subject, source) !== null
  return [{ from, to, kind: isFollowedByVerb(tokens, at) && isAttribute ? 'key' : 'string' }]
}

/** Whether a value stands here: behind an operator, or in a list. */
function isValue(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (!before) return false
  const keyword = keywordOf(before)
  if (before.kind === 'operator' || keyword === 'LIKE' || keyword === 'ILIKE') return true
  if (before.kind === 'open') return keywordOf(tokens[at - 2]) === 'IN'
  return before.kind === 'comma'
}

function isFollowedByVerb(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  const keyword = keywordOf(next)
  return next?.kind === 'operator' || (keyword !== null && keyword !== 'AND' && keyword !== 'OR')
}
