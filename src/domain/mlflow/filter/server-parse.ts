import { serverAbilities } from './abilities'
import type { Clause, Field, Filter, Operator } from './ast'
import { attributeOf, type Subject } from './fields'
import type { Semantics } from './evaluate'
import { serverItems, type Operand, type ServerItem } from './server-items'
import { serverTokens, type ServerToken } from './server-lexer'
import { isQuoted, readServerField, type ServerReader } from './server-field'
import { listValues, ServerRefusal } from './server-list'

/** As {@link parseServerFilter} answers: the message is the server's own, for INVALID_PARAMETER_VALUE with status 400. */
export type ServerParsedFilter = { ok: true; filter: Filter } | { ok: false; message: string }

/**
 * Reads a filter exactly as an MLflow server of that version does, with what it takes by accident
 * (a missing AND, one too many) and its own words where it refuses. Sets in its messages come in a
 * fixed order here; a server prints them in any.
 * @param version as the server says it; null for the oldest
 */
export function parseServerFilter(
  text: string,
  version: string | null,
  subject: Subject = 'runs',
): ServerParsedFilter {
  const reader: Reader = { text, subject, abilities: serverAbilities(version) }
  try {
    const parts = text === '' ? [] : readClauses(reader)
    return { ok: true, filter: { kind: 'and', parts, from: 0, to: text.length } }
  } catch (failure) {
    if (failure instanceof ServerRefusal) return { ok: false, message: failure.message }
    throw failure
  }
}

/** How an MLflow server of that version, on SQLite, compares. */
export function serverSemantics(version: string | null): Semantics {
  return { isNanZero: !serverAbilities(version).knowsNaN, foldsAllLetters: false }
}

interface Reader extends ServerReader {
  text: string
}

function readClauses(reader: Reader): readonly Clause[] {
  const { text, subject, abilities } = reader
  const tokens = serverTokens(text)
  if (tokens.every(({ kind }) => kind === 'space')) {
    throw new ServerRefusal(`Invalid filter '${text}'. Could not be parsed.`)
  }
  if (hasSecondStatement(tokens)) {
    throw new ServerRefusal(
      `Search filter contained multiple expression ${pythonRepr(text)}. Provide AND-ed expression list.`,
    )
  }
  const knowsNull = subject === 'runs' ? abilities.hasRunNullChecks : abilities.hasExperimentNullChecks
  const items = serverItems(tokens, knowsNull)
  const stray = items.filter(({ kind }) => kind === 'stray').map(({ from, to }) => text.slice(from, to))
  if (stray.length > 0) {
    const named = subject === 'runs' ? stray.map((part) => `'${part}'`) : stray
    throw new ServerRefusal(`Invalid clause(s) in filter string: ${named.join(', ')}`)
  }
  // A server reads every clause before it looks at any comparator.
  return items
    .map((item) => readItem(item, reader))
    .filter((clause) => clause !== null)
    .map((read) => checkedClause(read, reader))
}

/** Whether anything stands behind a semicolon that is in no parentheses. */
function hasSecondStatement(tokens: readonly ServerToken[]): boolean {
  let depth = 0
  let isOver = false
  for (const { kind, source } of tokens) {
    if (source === '(') depth += 1
    else if (source === ')') depth = Math.max(0, depth - 1)
    if (source === ';' && depth === 0) isOver = true
    else if (isOver && kind !== 'space') return true
  }
  return false
}

interface ReadClause {
  field: Field
  operator: string
  value: Value
  from: number
  to: number
}

type Value =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'list'; values: string[] }
  | null

function readItem(item: ServerItem, reader: Reader): ReadClause | null {
  if (item.kind !== 'comparison' && item.kind !== 'null-check') return null
  const { left, operator, from, to } = item
  if (left.kind !== 'identifier') {
    const found = reader.text.slice(left.from, left.to)
    throw new ServerRefusal(`Invalid comparison clause. Expected 'Identifier' found '${found}'`)
  }
  const field = readServerField(reader.text.slice(left.from, left.to), reader)
  if (item.kind === 'null-check') {
    refuseNullCheck(field, reader.subject)
    return { field, operator, value: null, from, to }
  }
  return { field, operator, value: readValue(field, item.right, reader), from, to }
}

function refuseNullCheck({ entity, key }: Field, subject: Subject): void {
  if (entity === 'tag' || (entity === 'param' && subject === 'runs')) return
  throw new ServerRefusal(
    subject === 'runs'
      ? `IS NULL / IS NOT NULL is only supported for tags and params, not for '${entity}' '${key}'`
      : `IS NULL / IS NOT NULL is only supported for tags, not for attribute '${key}'`,
  )
}

function readValue(field: Field, operand: Operand, reader: Reader): Value {
  const source = reader.text.slice(operand.from, operand.to)
  const isNumber = operand.kind === 'integer' || operand.kind === 'float'
  const isTime = field.entity === 'attribute' && isTimeField(field, reader.subject)
  if (field.entity === 'metric' || isTime) {
    if (isNumber) return { kind: 'number', number: Number(source) }
    const what = isTime ? `numeric attribute: ${field.key}` : 'metric'
    throw new ServerRefusal(`Expected numeric value type for ${what}. Found ${source}`)
  }
  if (operand.kind === 'string' || operand.kind === 'identifier')
    return { kind: 'text', text: valueText(source) }
  if (operand.kind === 'list' && (field.entity === 'attribute' || field.entity === 'dataset')) {
    return { kind: 'list', values: readList(field, source, reader) }
  }
  throw new ServerRefusal(
    field.entity === 'attribute'
      ? `Expected a quoted string value for attributes. Got value ${source}`
      : field.entity === 'dataset'
        ? `Expected a quoted string value for dataset attributes. Got value ${source}`
        : `Expected a quoted string value for ${field.entity === 'param' ? 'parameter' : 'tag'} (e.g. 'my-value'). Got value ${source}`,
  )
}

function readList(field: Field, source: string, { subject, abilities }: Reader): string[] {
  const listKey = subject === 'runs' ? 'run_id' : 'experiment_id'
  if (field.entity === 'attribute' && field.key !== (abilities.hasFreeLists ? listKey : 'run_id')) {
    throw new ServerRefusal(
      abilities.hasFreeLists
        ? `Only ['${listKey}'] attributes support comparison with a list of quoted string values.`
        : "Only the 'run_id' attribute supports comparison with a list of quoted string values.",
    )
  }
  return listValues(source, abilities.hasFreeLists)
}

function isTimeField(field: Field, subject: Subject): boolean {
  return field.entity === 'attribute' && attributeOf(subject, field.key)?.kind === 'time'
}

const NUMERIC = ['>', '>=', '!=', '=', '<', '<=']
const TEXT = ['!=', '=', 'LIKE', 'ILIKE']
const LISTED = [...TEXT, 'IN', 'NOT IN']
const NULLED = [...TEXT, 'IS NULL', 'IS NOT NULL']

function checkedClause({ field, operator: written, value, from, to }: ReadClause, reader: Reader): Clause {
  // Experiments are compared with the comparator as written, runs with it in capitals.
  const operator = reader.subject === 'runs' ? written.toUpperCase() : written
  const known = comparatorsOf(field, reader)
  if (!known.includes(operator)) throw new ServerRefusal(comparatorMessage(field, operator, known, reader))
  const span = { field, from, to }
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') {
    return { kind: 'null', isNegated: operator === 'IS NOT NULL', ...span }
  }
  if (value?.kind === 'list') {
    // A list beside another comparator is taken by no store; nothing matches it here.
    const isNegated = operator === 'NOT IN'
    return { kind: 'in', isNegated, values: isNegated || operator === 'IN' ? value.values : [], ...span }
  }
  const text = value?.kind === 'text' ? value.text : ''
  if (operator === 'LIKE' || operator === 'ILIKE')
    return { kind: 'like', operator, isNegated: false, pattern: text, ...span }
  if (operator === 'IN' || operator === 'NOT IN')
    return { kind: 'in', isNegated: operator === 'NOT IN', values: [text], ...span }
  const compared = value?.kind === 'number' ? value.number : text
  return { kind: 'compare', operator: asOperator(operator), value: compared, ...span }
}

function asOperator(operator: string): Operator {
  return operator === '=' || operator === '!=' || operator === '<' || operator === '<=' || operator === '>'
    ? operator
    : '>='
}

function comparatorsOf(field: Field, reader: Reader): readonly string[] {
  if (field.entity === 'metric') return NUMERIC
  if (field.entity === 'dataset') return LISTED
  if (field.entity === 'attribute') {
    if (isTimeField(field, reader.subject)) return NUMERIC
    if (reader.subject === 'runs') return LISTED
    return field.key === 'experiment_id' ? ['=', '!=', 'IN', 'NOT IN'] : TEXT
  }
  const hasNull =
    reader.subject === 'runs' ? reader.abilities.hasRunNullChecks : reader.abilities.hasExperimentNullChecks
  return hasNull ? NULLED : TEXT
}

function comparatorMessage(field: Field, operator: string, known: readonly string[], reader: Reader): string {
  const isTime = isTimeField(field, reader.subject)
  if (reader.subject === 'experiments') {
    if (field.entity === 'tag') return `Invalid comparator for tag: ${operator}`
    if (field.key === 'experiment_id') return `Invalid comparator for experiment_id: ${operator}`
    if (!isTime && LISTED.includes(operator)) return `Invalid comparator for string attribute: ${operator}`
  }
  const set = `{${(field.entity === 'attribute' ? LISTED : known).map((name) => `'${name}'`).join(', ')}}`
  const isClosed = field.entity === 'param' || (field.entity === 'attribute' && !isTime)
  return `Invalid comparator '${operator}' not one of '${set}${isClosed ? "'" : ''}`
}

function valueText(source: string): string {
  if (isQuoted(source, "'") || isQuoted(source, '"')) return source.slice(1, -1)
  throw new ServerRefusal(
    `Parameter value is either not quoted or unidentified quote types used for string value ${source}. Use either single or double quotes.`,
  )
}

function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}
