import { likeMatcher } from '~/domain/mlflow/filter/like'
import { refuse } from './refusal'
import type { Tag } from './tables'

/**
 * The filter and the order of registered models and their versions: fewer fields than runs have, and a language of their
 * own. Source: mlflow/utils/search_utils.py, `SearchModelUtils` and `SearchModelVersionUtils`.
 */

export const MODEL_FIELDS = ['name'] as const
export const MODEL_ORDERS = ['name', 'creation_timestamp', 'last_updated_timestamp'] as const
export const VERSION_FIELDS = ['name', 'version_number', 'run_id', 'source_path'] as const
export const VERSION_ORDERS = [
  'name',
  'version_number',
  'creation_timestamp',
  'last_updated_timestamp',
] as const

interface Row {
  name: string
  version?: string
  run_id?: string | undefined
  source?: string | undefined
  creation_timestamp?: unknown
  last_updated_timestamp?: unknown
  tags: readonly Tag[]
}

const CLAUSE =
  /^\s*(?:(?:tags?\.(?:`([^`]+)`|"([^"]+)"|([\w.]+)))|([a-z_]+))\s*(!=|=|NOT\s+IN\b|IN\b|LIKE\b|ILIKE\b|[<>]=?)\s*('[^']*'|"[^"]*"|\d+|\([^)]*\))\s*(?:AND\s+(?=\S)|$)/i

/** @throws Answered where a server refuses */
export function registryFilter(filter: string, fields: readonly string[]): (row: Row) => boolean {
  const clauses: ((row: Row) => boolean)[] = []
  for (let rest = filter.trim(); rest !== '';) {
    const clause = CLAUSE.exec(rest)
    if (!clause) return refuse('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: ${rest}`)
    clauses.push(predicateOf(clause, fields))
    rest = rest.slice(clause[0].length)
  }
  return (row) => clauses.every((matches) => matches(row))
}

function predicateOf(clause: RegExpExecArray, fields: readonly string[]): (row: Row) => boolean {
  const [, ticked, quoted, bare, field, operator = '', value = ''] = clause
  const tag = ticked ?? quoted ?? bare
  if (tag === undefined && (field === undefined || !fields.includes(field)))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid attribute key '${field}' specified. Valid keys are '${fields.join(', ')}'`,
    )
  const test = testOf(operator.toUpperCase().replace(/\s+/, ' '), value)
  return (row) => {
    const found =
      tag === undefined ? fieldOf(row, field ?? '') : row.tags.find(({ key }) => key === tag)?.value
    return found !== undefined && test(String(found))
  }
}

function testOf(operator: string, value: string): (found: string) => boolean {
  const wanted = unquoted(value)
  switch (operator) {
    case '=':
      return (found) => found === wanted
    case '!=':
      return (found) => found !== wanted
    case 'LIKE':
      return likeMatcher(wanted, 'none')
    case 'ILIKE':
      return likeMatcher(wanted, 'ascii')
    case 'IN':
    case 'NOT IN': {
      const list = value.slice(1, -1).split(',').map(unquoted)
      return (found) => list.includes(found) === (operator === 'IN')
    }
    default:
      return (found) => {
        const order = Number(found) - Number(wanted)
        return operator.startsWith('<')
          ? order < 0 || (operator === '<=' && order === 0)
          : order > 0 || (operator === '>=' && order === 0)
      }
  }
}

const unquoted = (text: string): string => text.trim().replace(/^(['"])(.*)\1$/s, '$2')

function fieldOf(row: Row, field: string): string | number | undefined {
  if (field === 'version_number') return row.version
  if (field === 'source_path') return row.source
  const value = row[field as keyof Row]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** @param first what is ordered by where nothing is said: names upwards, versions downwards */
export function registryOrder(
  order_by: readonly string[] | undefined,
  fields: readonly string[],
  first: 'name' | 'version_number',
): (a: Row, b: Row) => number {
  const orders = (order_by ?? []).map((text) => {
    const [, field = '', direction = 'ASC'] = /^\s*`?(\w+)`?(?:\s+(ASC|DESC))?\s*$/i.exec(text) ?? []
    if (!fields.includes(field)) refuse('INVALID_PARAMETER_VALUE', `Invalid order_by entity '${text}'.`)
    return { field, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 }
  })
  orders.push({ field: first, sign: first === 'name' ? 1 : -1 })
  return (a, b) => {
    for (const { field, sign } of orders) {
      const order = compare(fieldOf(a, field), fieldOf(b, field), field)
      if (order !== 0) return sign * order
    }
    return 0
  }
}

function compare(a: unknown, b: unknown, field: string): number {
  if (field !== 'name') return Number(a) - Number(b)
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}
