import type { Clause, Field, Operator, Span } from './ast'
import { readText, readValue } from './clause-value'
import { attributesOf, canonicalAttribute, DATASET_KEYS, entityOf, valueKindOf, type Subject } from './fields'
import { keywordOf, partsOfWord, unquoted, type Token } from './lexer'
import { FilterRefusal, unclosedMessage } from './refusal'
import type { TokenReader } from './token-reader'

/** Reads a field, what is asked of it and the value. @throws {FilterRefusal} where it is no clause. */
export function readClause(reader: TokenReader): Clause {
  const subjectToken = reader.next()
  if (!subjectToken) throw new FilterRefusal('A field is missing here.', reader.end())
  const field = readField(subjectToken, reader.subject)
  const from = subjectToken.from
  const verb = reader.next()
  if (!verb) throw new FilterRefusal('An operator is missing here.', reader.end())
  if (verb.kind === 'operator') return readComparison(reader, field, verb, from)
  const keyword = keywordOf(verb)
  if (keyword === 'IS') return readNullCheck(reader, field, verb, from)
  const isNegated = keyword === 'NOT'
  const operator = isNegated ? keywordOf(reader.next()) : keyword
  if (operator === 'IN') return readList(reader, field, isNegated, from)
  return readPattern(reader, field, operator === 'LIKE' ? 'LIKE' : 'ILIKE', isNegated, from)
}

/** The field that a token names. @throws {FilterRefusal} where it names none. */
export function readField(token: Token, subject: Subject): Field {
  if (!token.isClosed) throw new FilterRefusal(unclosedMessage(token), token)
  if (keywordOf(token) !== null || token.kind === 'number') {
    throw new FilterRefusal(
      `“${token.source}” is not a field. Write the field first: metrics.accuracy > 0.9.`,
      token,
    )
  }
  if (token.kind === 'key' || token.kind === 'text') return attribute(unquoted(token.source), token, subject)
  if (token.kind !== 'word') {
    throw new FilterRefusal(`“${token.source}” is not a field. Write one such as metrics.accuracy.`, token)
  }
  const { entity: written, key } = partsOfWord(token.source)
  if (written === null) return attribute(key, token, subject)
  const entity = entityOf(subject, written)
  if (!entity) {
    const known =
      subject === 'runs' ? 'metrics., params., tags., attributes. or dataset.' : 'tags. or attribute.'
    throw new FilterRefusal(`“${written}.” is not known. Write ${known}`, token)
  }
  if (key === '') throw new FilterRefusal(`A name is missing after “${written}.”.`, token)
  if (entity === 'attribute') return attribute(key, token, subject)
  if (entity === 'dataset' && !DATASET_KEYS.some((known) => known === key)) {
    throw new FilterRefusal(
      `A data set has no “${key}” to search. Write dataset.name, .digest or .context.`,
      token,
    )
  }
  return { entity, key }
}

function attribute(written: string, token: Token, subject: Subject): Field {
  const key = canonicalAttribute(subject, written)
  if (key !== null) return { entity: 'attribute', key }
  const known = Object.keys(attributesOf(subject)).join(', ')
  const prefixes =
    subject === 'runs' ? `metrics.${written}, params.${written} or tags.${written}` : `tags.${written}`
  throw new FilterRefusal(
    `“${written}” is not an attribute (${known}). Write ${prefixes}, or one of them.`,
    token,
  )
}

const OPERATORS: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']
const MEANT: Readonly<Record<string, string>> = {
  '==': '=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
}

function readComparison(reader: TokenReader, field: Field, verb: Token, from: number): Clause {
  const operator = OPERATORS.find((known): known is Operator => known === verb.source)
  if (!operator) {
    const meant = MEANT[verb.source]
    throw new FilterRefusal(
      `“${verb.source}” is not an operator. Write ${meant ?? 'one of = != < <= > >= LIKE ILIKE IN IS NULL'}.`,
      verb,
    )
  }
  const token = valueToken(reader, verb)
  const value = readValue(token, field, operator, valueKindOf(reader.subject, field))
  return { kind: 'compare', field, operator, value, from, to: token.to }
}

function readNullCheck(reader: TokenReader, field: Field, verb: Token, from: number): Clause {
  const not = reader.takes('NOT')
  const end = reader.takes('NULL')
  if (!end) {
    const place = reader.peek() ?? not ?? verb
    throw new FilterRefusal('IS must be followed by NULL or NOT NULL.', place)
  }
  return { kind: 'null', field, isNegated: not !== null, from, to: end.to }
}

function readPattern(
  reader: TokenReader,
  field: Field,
  operator: 'LIKE' | 'ILIKE',
  isNegated: boolean,
  from: number,
): Clause {
  const kind = valueKindOf(reader.subject, field)
  if (kind === 'number' || kind === 'time' || kind === 'duration') {
    throw new FilterRefusal(`${operator} compares text, and ${field.key} is a number. Write = < or >.`, {
      from,
      to: reader.peek()?.from ?? reader.end().to,
    })
  }
  const token = valueToken(reader, { from, to: from })
  return { kind: 'like', field, operator, isNegated, pattern: readText(token), from, to: token.to }
}

function readList(reader: TokenReader, field: Field, isNegated: boolean, from: number): Clause {
  const open = reader.next()
  if (open?.kind !== 'open') {
    throw new FilterRefusal(
      "IN must be followed by a list in parentheses: IN ('a', 'b').",
      open ?? reader.end(),
    )
  }
  const values: (string | number)[] = []
  const kind = valueKindOf(reader.subject, field)
  for (;;) {
    const token = valueToken(reader, open)
    values.push(readValue(token, field, '=', kind))
    const mark = reader.next()
    if (mark?.kind === 'comma') continue
    if (mark?.kind !== 'close') {
      throw new FilterRefusal(
        'Write a comma between the values of a list, and “)” after the last one.',
        mark ?? open,
      )
    }
    const span = { from, to: mark.to }
    if (values.every((value) => typeof value === 'string'))
      return { kind: 'in', field, isNegated, values, ...span }
    if (values.every((value) => typeof value === 'number'))
      return { kind: 'in', field, isNegated, values, ...span }
    throw new FilterRefusal('A list holds either text or numbers. Write all values in quotes, or none.', span)
  }
}

/** The token that is to be the value. @throws {FilterRefusal} where nothing or a sign stands there. */
function valueToken(reader: TokenReader, near: Span): Token {
  const token = reader.next()
  if (!token) throw new FilterRefusal('A value is missing here.', reader.end())
  if (!token.isClosed) throw new FilterRefusal(unclosedMessage(token), token)
  if (token.kind === 'key') {
    throw new FilterRefusal("Backticks are for names of fields. Write the value in quotes: 'text'.", token)
  }
  if (keywordOf(token) !== null) {
    throw new FilterRefusal(`A value is missing before ${token.source}.`, { from: near.from, to: token.to })
  }
  if (token.kind !== 'text' && token.kind !== 'number' && token.kind !== 'word') {
    throw new FilterRefusal(`“${token.source}” is not a value. Write a number or text in quotes.`, token)
  }
  return token
}
