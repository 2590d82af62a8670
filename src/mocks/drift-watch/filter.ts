/** The server refuses the filter: it answers 500. */
class FilterError extends Error {}

type Match = (value: unknown) => boolean
type Fields = Record<string, unknown>

/**
 * The part of MongoDB's find language that Drift Watch's clients use (and the server passes on unchecked), as a
 * function over stored rows. Source: MongoDB manual, "Query and Projection Operators".
 *
 * Compiled before any row is looked at, so that a bad filter is refused also over an empty table.
 * @throws FilterError for an unknown operator or an operand of the wrong kind
 */
export function compileFilter(filter: Readonly<Fields>): (row: object) => boolean {
  const tests = Object.entries(filter).map(([key, operand]) =>
    key.startsWith('$') ? compileTop(key, operand) : compileField(key, operand),
  )
  return (row) => tests.every((test) => test(row))
}

function compileTop(operator: string, operand: unknown): Match {
  switch (operator) {
    case '$and': {
      const parts = compileList(operator, operand)
      return (row) => parts.every((part) => part(row))
    }
    case '$or': {
      const parts = compileList(operator, operand)
      return (row) => parts.some((part) => part(row))
    }
    case '$nor': {
      const parts = compileList(operator, operand)
      return (row) => !parts.some((part) => part(row))
    }
    case '$comment':
      return () => true
    case '$expr': {
      const value = compileExpression(operand)
      return (row) => truthy(value(row))
    }
    default:
      throw new FilterError(`unknown top level operator: ${operator}`)
  }
}

function compileList(operator: string, operand: unknown): Match[] {
  if (!Array.isArray(operand) || operand.length === 0)
    throw new FilterError(`${operator} must be a nonempty array`)
  return operand.map((part: unknown) => {
    if (!isFields(part)) throw new FilterError(`${operator} entries must be objects`)
    return compileFilter(part) as Match
  })
}

function compileField(path: string, operand: unknown): Match {
  const steps = path.split('.')
  const test = compileOperand(operand)
  return (row) => test(valuesAt(row, steps))
}

/** Judges all the values that a path leads to; `undefined` among them means that nothing is there. */
type Test = (found: readonly unknown[]) => boolean

function compileOperand(operand: unknown): Test {
  if (!isOperators(operand)) {
    const same = equals(operand)
    return (found) => spread(found).some(same)
  }
  const tests = Object.entries(operand).map(([operator, value]) => compileOperator(operator, value, operand))
  return (found) => tests.every((test) => test(found))
}

function compileOperator(operator: string, operand: unknown, siblings: Readonly<Fields>): Test {
  switch (operator) {
    case '$eq':
      return anyOf(equals(operand))
    case '$ne':
      return noneOf(equals(operand))
    case '$in':
      return anyOf(oneOf(operator, operand))
    case '$nin':
      return noneOf(oneOf(operator, operand))
    case '$all':
      return compileAll(operand)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return anyOf(ordered(operator, operand))
    case '$regex':
      return anyOf(expression(operand, siblings['$options'] ?? ''))
    case '$options':
      if (!('$regex' in siblings)) throw new FilterError('$options needs a $regex')
      return () => true
    case '$exists':
      return (found) => found.some((value) => value !== undefined) === truthy(operand)
    case '$size':
      if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0)
        throw new FilterError('$size needs a whole number')
      return (found) => found.some((value) => Array.isArray(value) && value.length === operand)
    case '$type':
      return anyOf(ofType(operand))
    case '$elemMatch': {
      const test = compileElement(operand)
      return (found) => found.some((value) => Array.isArray(value) && value.some(test))
    }
    case '$not': {
      if (!isOperators(operand) || Object.keys(operand).length === 0)
        throw new FilterError('$not needs a regex or a document of operators')
      const test = compileOperand(operand)
      return (found) => !test(found)
    }
    case '$comment':
      return () => true
    default:
      throw new FilterError(`unknown operator: ${operator}`)
  }
}

function compileAll(operand: unknown): Test {
  if (!Array.isArray(operand)) throw new FilterError('$all needs an array')
  if (operand.length === 0) return () => false
  const parts = operand.map((part: unknown): Test => {
    if (isFields(part) && '$elemMatch' in part) return compileOperand(part)
    if (isOperators(part)) throw new FilterError('no $ expressions in $all')
    return anyOf(equals(part))
  })
  return (found) => parts.every((part) => part(found))
}

/** Of `$elemMatch`: a document of operators judges the element itself, any other its fields. */
function compileElement(operand: unknown): Match {
  if (!isFields(operand)) throw new FilterError('$elemMatch needs an object')
  if (isOperators(operand) && !Object.keys(operand).some((key) => /^\$(?:and|or|nor)$/.test(key))) {
    const test = compileOperand(operand)
    return (element) => test([element])
  }
  const test = compileFilter(operand)
  return (element) => typeof element === 'object' && element !== null && test(element)
}

function anyOf(match: Match): Test {
  return (found) => spread(found).some(match)
}

function noneOf(match: Match): Test {
  return (found) => !spread(found).some(match)
}

/** An array matches as itself or through any of its elements. */
function spread(found: readonly unknown[]): unknown[] {
  return found.flatMap((value): unknown[] =>
    Array.isArray(value) ? [value, ...(value as unknown[])] : [value],
  )
}

function equals(operand: unknown): Match {
  return (value) => sameValue(value ?? null, operand)
}

function oneOf(operator: string, operand: unknown): Match {
  if (!Array.isArray(operand)) throw new FilterError(`${operator} needs an array`)
  if (operand.some(isNonEmptyOperators)) throw new FilterError(`cannot nest $ under ${operator}`)
  return (value) => operand.some((wanted) => sameValue(value ?? null, wanted))
}

/** Only values of the same kind compare; null with null or absent; NaN is in no order, and equal to itself alone. */
function ordered(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: unknown): Match {
  const strict = operator === '$gt' || operator === '$lt'
  const sign = operator.startsWith('$gt') ? 1 : -1
  return (found) => {
    const value = found ?? null
    if (sameValue(value, operand)) return !strict
    if (kindOf(value) !== kindOf(operand) || isNaN(value) || isNaN(operand)) return false
    return compareValues(value, operand) * sign > 0
  }
}

function expression(operand: unknown, options: unknown): Match {
  if (typeof operand !== 'string' || typeof options !== 'string' || !/^[imsxu]*$/.test(options))
    throw new FilterError('$regex needs a string, $options letters of imsxu')
  const inline = /^\(\?([ims]+)\)/.exec(operand)
  const pattern = inline ? operand.slice(inline[0].length) : operand
  const flags = new Set([...options, ...(inline?.[1] ?? '')])
  const source = flags.has('x') ? pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gm, keepCode) : pattern
  try {
    const regex = new RegExp(source, [...flags].filter((flag) => 'ims'.includes(flag)).join(''))
    return (value) => typeof value === 'string' && regex.test(value)
  } catch {
    throw new FilterError('invalid regex')
  }
}

/** Under the option x, white space and comments outside of classes mean nothing. */
function keepCode(part: string): string {
  return /^[\s#]/.test(part) ? '' : part
}

const TYPES: Readonly<Record<string, Match>> = {
  double: (v) => typeof v === 'number',
  string: (v) => typeof v === 'string',
  object: isFields,
  array: Array.isArray,
  bool: (v) => typeof v === 'boolean',
  null: (v) => v === null,
  int: (v) => typeof v === 'number' && Number.isInteger(v) && Math.abs(v) < 2 ** 31,
  long: (v) =>
    typeof v === 'bigint' || (typeof v === 'number' && Number.isInteger(v) && Math.abs(v) >= 2 ** 31),
  number: (v) => typeof v === 'number' || typeof v === 'bigint',
}
const TYPE_NUMBERS: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  8: 'bool',
  10: 'null',
  16: 'int',
  18: 'long',
}

function ofType(operand: unknown): Match {
  const matches = (Array.isArray(operand) ? operand : [operand]).map((name: unknown) => {
    const match = TYPES[typeof name === 'number' ? (TYPE_NUMBERS[name] ?? '') : String(name)]
    if (!match) throw new FilterError(`unknown type ${String(name)}`)
    return match
  })
  return (value) => matches.some((match) => match(value))
}

/** Of `$expr`: comparisons and logic over "$path" and constants. */
function compileExpression(operand: unknown): (row: unknown) => unknown {
  if (typeof operand === 'string' && operand.startsWith('$')) {
    const steps = operand.slice(1).split('.')
    return (row) => valuesAt(row, steps)[0]
  }
  if (!isNonEmptyOperators(operand)) return () => operand
  const [entry, ...rest] = Object.entries(operand)
  if (!entry || rest.length > 0) throw new FilterError('an expression has one operator')
  const [operator, argument] = entry
  if (operator === '$literal') return () => argument
  const args = (Array.isArray(argument) ? argument : [argument]).map(compileExpression)
  const at = (row: unknown, index: number) => args[index]?.(row) ?? null
  switch (operator) {
    case '$and':
      return (row) => args.every((arg) => truthy(arg(row)))
    case '$or':
      return (row) => args.some((arg) => truthy(arg(row)))
    case '$not':
      return (row) => !truthy(at(row, 0))
    case '$eq':
      return (row) => compareAcross(at(row, 0), at(row, 1)) === 0
    case '$ne':
      return (row) => compareAcross(at(row, 0), at(row, 1)) !== 0
    case '$gt':
      return (row) => compareAcross(at(row, 0), at(row, 1)) > 0
    case '$gte':
      return (row) => compareAcross(at(row, 0), at(row, 1)) >= 0
    case '$lt':
      return (row) => compareAcross(at(row, 0), at(row, 1)) < 0
    case '$lte':
      return (row) => compareAcross(at(row, 0), at(row, 1)) <= 0
    default:
      throw new FilterError(`unknown expression: ${operator}`)
  }
}

/**
 * All values that a dotted path leads to: a step into an array is an index, or the same step in each of its objects.
 */
function valuesAt(value: unknown, steps: readonly string[]): unknown[] {
  const [step, ...rest] = steps
  if (step === undefined) return [value]
  if (Array.isArray(value)) {
    const inside = value.filter(isFields).flatMap((element) => valuesAt(element, steps))
    const indexed: unknown[] = /^\d+$/.test(step) ? valuesAt(value[Number(step)], rest) : []
    return inside.length + indexed.length === 0 ? [undefined] : [...inside, ...indexed]
  }
  if (!isFields(value) || !Object.hasOwn(value, step)) return [undefined]
  return valuesAt(value[step], rest)
}

/** The order of MongoDB's `sort`: by kind, then by value; absent counts as null. */
export function compareAcross(a: unknown, b: unknown): number {
  const kinds = rankOf(a ?? null) - rankOf(b ?? null)
  return kinds === 0 ? compareValues(a ?? null, b ?? null) : kinds
}

const RANKS = ['null', 'number', 'string', 'object', 'array', 'boolean'] as const

function rankOf(value: unknown): number {
  return RANKS.indexOf(kindOf(value))
}

function kindOf(value: unknown): (typeof RANKS)[number] {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'number'
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    default:
      return 'object'
  }
}

/** Of two values of one kind. */
function compareValues(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b)
  if (isFields(a) && isFields(b)) return compareLists(Object.entries(a).flat(), Object.entries(b).flat())
  if (isNaN(a) || isNaN(b)) return Number(isNaN(b)) - Number(isNaN(a))
  const [x, y] = [a as number, b as number]
  return x < y ? -1 : x > y ? 1 : 0
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareAcross(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function sameValue(a: unknown, b: unknown): boolean {
  return kindOf(a) === kindOf(b) && compareValues(a, b) === 0
}

function truthy(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined && value !== 0
}

function isNaN(value: unknown): boolean {
  return typeof value === 'number' && Number.isNaN(value)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `{}` and `{a: 1}` are values; what begins with `$` are operators. */
function isOperators(value: unknown): value is Fields {
  return isNonEmptyOperators(value)
}

function isNonEmptyOperators(value: unknown): value is Fields {
  return isFields(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}
