import type { Field, Operator } from './ast'
import type { ValueKind } from './fields'
import { unquoted, type Token } from './lexer'
import { FilterRefusal } from './refusal'
import { durationOf, plainNumber, timeOf } from './values'

const STATUS_WORDS = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED', 'UNKNOWN']
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
}

/** The text of a value token, without its quotes. */
export function readText(token: Token): string {
  return token.kind === 'text' ? unquoted(token.source) : token.source
}

/** The value that a field of that kind is compared with. @throws {FilterRefusal} where it is of another kind. */
export function readValue(
  token: Token,
  field: Field,
  operator: Operator,
  kind: ValueKind | 'number' | 'keyed',
): number | string {
  const isOrdered = operator !== '=' && operator !== '!='
  switch (kind) {
    case 'number':
      return metricValue(token, field, isOrdered)
    case 'time':
      return timeValue(token, field)
    case 'duration': {
      const duration = durationOf(readText(token))
      if (duration === null) {
        throw new FilterRefusal('A duration is a number followed by s, min, h or d: duration > 20min.', token)
      }
      return duration
    }
    case 'keyed':
      return keyedValue(token, field, isOrdered)
    case 'text':
    case 'status': {
      if (isOrdered) {
        throw new FilterRefusal(
          `${field.key} is text: it has no ${operator}. Write = != LIKE ILIKE or IN.`,
          token,
        )
      }
      const text = readText(token)
      const upper = text.toUpperCase()
      return kind === 'status' && STATUS_WORDS.includes(upper) ? upper : text
    }
  }
}

function metricValue(token: Token, field: Field, isOrdered: boolean): number {
  const text = readText(token)
  const number = token.kind === 'number' ? plainNumber(text) : null
  if (number !== null) return number
  const lower = text.toLowerCase()
  const word = token.kind === 'word' && Object.hasOwn(NUMBER_WORDS, lower) ? NUMBER_WORDS[lower] : undefined
  if (word === undefined) {
    const example = `metrics.${field.key} > 0.9`
    throw new FilterRefusal(`A metric is compared with a number without quotes: ${example}.`, token)
  }
  if (Number.isNaN(word) && isOrdered) {
    throw new FilterRefusal('Nothing is greater or less than NaN. Write = NaN or != NaN.', token)
  }
  return word
}

function keyedValue(token: Token, field: Field, isOrdered: boolean): number | string {
  const text = readText(token)
  const number = token.kind === 'number' ? plainNumber(text) : null
  if (number !== null && Number.isFinite(number)) return number
  if (isOrdered) {
    const example = `${field.entity}s.${field.key} < 0.01`
    throw new FilterRefusal(`Greater and less compare numbers, without quotes: ${example}.`, token)
  }
  return text
}

function timeValue(token: Token, field: Field): number {
  const text = readText(token)
  const number = token.kind === 'number' ? plainNumber(text) : null
  const time = number ?? timeOf(text)
  if (time === null || !Number.isSafeInteger(time)) {
    throw new FilterRefusal(
      `${field.key} is compared with a date in UTC, or with milliseconds since 1970: ${field.key} > '2026-11-01 08:00'.`,
      token,
    )
  }
  return time
}
