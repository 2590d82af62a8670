import type { Clause, Field, Filter } from './ast'

const PLAIN_KEY = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/
/** Words that MLflow's SQL lexer cuts a name at, even behind a dot. */
const RESERVED = new Set(
  'case in values using from as where like ilike not and or is null between select asc desc end join'.split(
    ' ',
  ),
)

/** A key as it is written behind `metrics.`: in backticks unless it is plain on every server. */
export function quoteKey(key: string): string {
  const isPlain = PLAIN_KEY.test(key) && !key.split('.').some((part) => RESERVED.has(part.toLowerCase()))
  return isPlain ? key : `\`${key.replaceAll('`', '``')}\``
}

/**
 * Text as a value of Tidemark's language. Always readable back; a server reads it too, unless
 * {@link quoteServerText} says otherwise.
 */
export function quoteText(text: string): string {
  if (!text.includes("'")) return `'${text}'`
  if (!text.includes('"')) return `"${text}"`
  return `'${text.replaceAll("'", "''")}'`
}

/**
 * Text as a value that every MLflow server reads back unchanged; null where there is no way to write it:
 * a server undoes no escapes, so text with both kinds of quotes or with a backslash at its end cannot be said.
 */
export function quoteServerText(text: string): string | null {
  if (text.endsWith('\\')) return null
  if (!text.includes("'")) return `'${text}'`
  return text.includes('"') ? null : `"${text}"`
}

/** A number as both Tidemark and every server read it: no `+` in the exponent, −0 as 0. */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Number.POSITIVE_INFINITY) return 'Infinity'
  if (value === Number.NEGATIVE_INFINITY) return '-1.7976931348623157e308'
  return String(value === 0 ? 0 : value).replace('e+', 'e')
}

const PREFIXES = { attribute: '', metric: 'metrics.', param: 'params.', tag: 'tags.', dataset: 'dataset.' }

export function printField({ entity, key }: Field): string {
  return PREFIXES[entity] + (entity === 'attribute' || entity === 'dataset' ? key : quoteKey(key))
}

/** A filter in one canonical form; reading it gives the same filter. The empty filter is empty text. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return filter.parts
        .map((part) => (part.kind === 'or' ? inParentheses(part) : printPart(part)))
        .join(' AND ')
    case 'or':
      return filter.parts
        .map((part) => (part.kind === 'or' ? inParentheses(part) : printPart(part)))
        .join(' OR ')
    case 'not':
      return `NOT ${printNegated(filter.part)}`
    case 'compare':
    case 'like':
    case 'in':
    case 'null':
      return printClause(filter)
  }
}

function printPart(part: Filter): string {
  return part.kind === 'and' ? inParentheses(part) : printFilter(part)
}

function printNegated(part: Filter): string {
  return part.kind === 'and' || part.kind === 'or' ? inParentheses(part) : printFilter(part)
}

function inParentheses(filter: Filter): string {
  return `(${printFilter(filter)})`
}

function printClause(clause: Clause): string {
  const field = printField(clause.field)
  const not = clause.kind !== 'compare' && clause.isNegated ? 'NOT ' : ''
  switch (clause.kind) {
    case 'compare':
      return `${field} ${clause.operator} ${printValue(clause.value)}`
    case 'like':
      return `${field} ${not}${clause.operator} ${quoteText(clause.pattern)}`
    case 'in':
      return `${field} ${not}IN (${clause.values.map(printValue).join(', ')})`
    case 'null':
      return `${field} IS ${not}NULL`
  }
}

function printValue(value: number | string): string {
  return typeof value === 'number' ? printNumber(value) : quoteText(value)
}
