import { formatCount } from '~/lib/format'
import type { Clause, Filter, ParsedFilter } from './ast'
import { readClause } from './clause'
import { bareWordField, entityOf, type Subject } from './fields'
import { keywordOf, partsOfWord, unquoted, type Token } from './lexer'
import { FilterRefusal, unclosedMessage } from './refusal'
import { TokenReader } from './token-reader'

/** Longer filters are refused: no person writes them, and a link may carry anything. */
export const MAX_FILTER_LENGTH = 10_000
const MAX_DEPTH = 60

/**
 * Reads Tidemark's filter language: MLflow's own, and OR, NOT, parentheses, IN and IS NULL on every
 * field, numbers compared with parameters, dates, durations, keys and values without quotes. Clauses
 * side by side are joined by AND; a word alone finds it in the name (`run_name ILIKE '%word%'`).
 * In text a doubled quote stands for one quote (MLflow itself keeps both).
 * Blank text is a filter that matches everything. Never throws.
 */
export function parseFilter(text: string, subject: Subject = 'runs'): ParsedFilter {
  if (text.length > MAX_FILTER_LENGTH) {
    const message = `This filter has ${formatCount(text.length)} characters; at most ${formatCount(MAX_FILTER_LENGTH)} are read. Write a shorter one.`
    return { ok: false, error: { message, from: MAX_FILTER_LENGTH, to: text.length } }
  }
  const reader = new TokenReader(text, subject)
  try {
    const filter = readOr(reader, 0)
    const rest = reader.peek()
    if (rest) throw new FilterRefusal('This “)” closes nothing. Remove it, or write “(” before it.', rest)
    return { ok: true, filter }
  } catch (failure) {
    if (failure instanceof FilterRefusal) return { ok: false, error: failure.error }
    throw failure
  }
}

function readOr(reader: TokenReader, depth: number): Filter {
  const parts = [readAnd(reader, depth)]
  for (let or = reader.takes('OR'); or; or = reader.takes('OR')) {
    if (isEmpty(parts.at(-1))) throw new FilterRefusal('OR needs a clause before it.', or)
    if (!startsClause(reader)) throw new FilterRefusal('OR needs a clause after it.', or)
    parts.push(readAnd(reader, depth))
  }
  return joined('or', parts)
}

function readAnd(reader: TokenReader, depth: number): Filter {
  const parts: Filter[] = []
  for (;;) {
    const and = reader.takes('AND')
    if (and) {
      if (parts.length === 0) throw new FilterRefusal('AND needs a clause before it.', and)
      if (!startsClause(reader)) throw new FilterRefusal('AND needs a clause after it.', and)
    } else if (!startsClause(reader)) {
      const start = parts[0]?.from ?? reader.peek()?.from ?? reader.end().from
      return parts.length === 0 ? { kind: 'and', parts: [], from: start, to: start } : joined('and', parts)
    }
    parts.push(readNot(reader, depth))
  }
}

/** Whether a clause, a NOT or a parenthesis begins here, or something that will be refused as one. */
function startsClause(reader: TokenReader): boolean {
  const token = reader.peek()
  if (!token || token.kind === 'close') return false
  const keyword = keywordOf(token)
  return keyword !== 'AND' && keyword !== 'OR'
}

function readNot(reader: TokenReader, depth: number): Filter {
  if (depth > MAX_DEPTH) {
    throw new FilterRefusal(
      `Parentheses and NOTs can be nested at most ${MAX_DEPTH} deep. Write it flatter.`,
      reader.peek() ?? reader.end(),
    )
  }
  const not = reader.takes('NOT')
  if (not) {
    if (!startsClause(reader)) throw new FilterRefusal('NOT needs a clause after it.', not)
    const part = readNot(reader, depth + 1)
    return { kind: 'not', part, from: not.from, to: part.to }
  }
  const open = reader.peek()
  if (open?.kind !== 'open') return readClauseOrWord(reader)
  reader.next()
  const inner = readOr(reader, depth + 1)
  const close = reader.next()
  if (!close) throw new FilterRefusal('This “(” is never closed. Write “)” after its last clause.', open)
  if (isEmpty(inner)) {
    throw new FilterRefusal('These parentheses are empty. Write a clause in them, or remove them.', {
      from: open.from,
      to: close.to,
    })
  }
  return { ...inner, from: open.from, to: close.to }
}

function readClauseOrWord(reader: TokenReader): Clause {
  const token = reader.peek()
  if (!token) throw new FilterRefusal('A clause is missing here.', reader.end())
  return isComparedNext(reader) ? readClause(reader) : readBareWord(reader, token)
}

function isComparedNext(reader: TokenReader): boolean {
  const next = reader.peek(1)
  if (next?.kind === 'operator') return true
  const keyword = keywordOf(next)
  if (keyword === 'IN' || keyword === 'LIKE' || keyword === 'ILIKE' || keyword === 'IS') return true
  if (keyword !== 'NOT') return false
  const after = keywordOf(reader.peek(2))
  return after === 'IN' || after === 'LIKE' || after === 'ILIKE'
}

function readBareWord(reader: TokenReader, token: Token): Clause {
  reader.next()
  if (keywordOf(token) !== null) {
    throw new FilterRefusal(
      `${token.source} needs a field before it. To find the word itself, write it in quotes.`,
      token,
    )
  }
  if (token.kind !== 'word' && token.kind !== 'number' && token.kind !== 'text' && token.kind !== 'key') {
    throw new FilterRefusal(
      `A clause cannot begin with “${token.source}”. Write a field, such as metrics.accuracy > 0.9.`,
      token,
    )
  }
  if (!token.isClosed) throw new FilterRefusal(unclosedMessage(token), token)
  const { entity, key } = partsOfWord(token.source)
  if (token.kind === 'word' && entity !== null && entityOf(reader.subject, entity)) {
    const example = key === '' ? `${token.source}NAME` : token.source
    throw new FilterRefusal(`${example} needs a condition, such as ${example} ${exampleOf(entity)}.`, token)
  }
  const word = token.kind === 'text' || token.kind === 'key' ? unquoted(token.source) : token.source
  const { from, to } = token
  const field = bareWordField(reader.subject)
  return { kind: 'like', field, operator: 'ILIKE', isNegated: false, pattern: `%${word}%`, from, to }
}

function exampleOf(entity: string): string {
  return entity.startsWith('metric') ? '> 0.9' : "= 'text'"
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) return { kind, parts: [], from: 0, to: 0 }
  if (parts.length === 1) return first
  return { kind, parts, from: first.from, to: last.to }
}

function isEmpty(filter: Filter | undefined): boolean {
  return filter?.kind === 'and' && filter.parts.length === 0
}
