import type { Clause, CompareClause, Field, Filter, InClause, Operator } from './ast'
import { likeMatcher } from './like'
import { numberInText } from './values'

/** A data set that a run was given, as far as a filter asks about it. */
export interface DatasetFields {
  name: string
  digest: string
  context: string | null
}

/** One run (or experiment) as a filter sees it. A caller may hand in one object and move it from row to row. */
export interface RunFields {
  /** By canonical name (`run_name`, `start_time` in ms, `duration` in ms, …); null where it is not known. */
  attribute(name: string): string | number | null
  /** The last value, NaN and ±Infinity as such; null where there is no such metric. */
  metric(key: string): number | null
  param(key: string): string | null
  tag(key: string): string | null
  datasets(): readonly DatasetFields[]
}

export type Predicate = (run: RunFields) => boolean

/** How a store compares, where stores differ. */
export interface Semantics {
  /** A NaN counts as 0: MLflow's SQL stores before 3.17 keep it so. */
  isNanZero: boolean
  /** ILIKE takes `Ä` and `ä` for the same letter; MLflow's SQLite store knows A–Z alone. */
  foldsAllLetters: boolean
}

const TIDEMARK_SEMANTICS: Semantics = { isNanZero: false, foldsAllLetters: true }

/**
 * A predicate of a filter, made once and asked of many runs. A clause on a missing field is false for
 * every operator, `!=` and the negated ones too; IS NULL alone finds what is missing. ±Infinity
 * compares as ±1.797e308, as MLflow's SQL stores keep it. A clause on data sets is true if any one matches.
 */
export function compileFilter(filter: Filter, semantics: Semantics = TIDEMARK_SEMANTICS): Predicate {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.parts.map((part) => compileFilter(part, semantics))
      return (run) => parts.every((part) => part(run))
    }
    case 'or': {
      const parts = filter.parts.map((part) => compileFilter(part, semantics))
      return (run) => parts.some((part) => part(run))
    }
    case 'not': {
      const part = compileFilter(filter.part, semantics)
      return (run) => !part(run)
    }
    case 'compare':
    case 'like':
    case 'in':
    case 'null':
      return compileClause(filter, semantics)
  }
}

function compileClause(clause: Clause, semantics: Semantics): Predicate {
  if (clause.kind === 'null') return nullCheck(clause.field, clause.isNegated)
  const { field } = clause
  if (field.entity === 'metric') {
    const test = numberTest(clause)
    return (run) => {
      const value = run.metric(field.key)
      return value !== null && test(semantics.isNanZero && Number.isNaN(value) ? 0 : clamped(value))
    }
  }
  const isNumeric =
    (clause.kind === 'compare' && typeof clause.value === 'number') ||
    (clause.kind === 'in' && typeof clause.values[0] === 'number')
  if (isNumeric) return numberInField(field, numberTest(clause))
  return textInField(field, textTest(clause, semantics))
}

const LARGEST = Number.MAX_VALUE

/** ±Infinity as the largest number, which SQL stores keep in its place. */
export function clamped(value: number): number {
  return value === Number.POSITIVE_INFINITY ? LARGEST : value === Number.NEGATIVE_INFINITY ? -LARGEST : value
}

function numberTest(clause: Exclude<Clause, { kind: 'null' }>): (value: number) => boolean {
  if (clause.kind === 'compare') return comparison(clause)
  if (clause.kind === 'like') return () => false
  const wanted = numbersOf(clause)
  return clause.isNegated ? (value) => !wanted.has(value) : (value) => wanted.has(value)
}

function numbersOf(clause: InClause): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const value of clause.values) if (typeof value === 'number') numbers.add(clamped(value))
  return numbers
}

function comparison({ operator, value }: CompareClause): (value: number) => boolean {
  if (typeof value !== 'number') return () => false
  if (Number.isNaN(value)) return operator === '=' ? Number.isNaN : (found) => !Number.isNaN(found)
  return COMPARE[operator](clamped(value))
}

const COMPARE: Readonly<Record<Operator, (value: number) => (found: number) => boolean>> = {
  '=': (value) => (found) => found === value,
  '!=': (value) => (found) => found !== value,
  '<': (value) => (found) => found < value,
  '<=': (value) => (found) => found <= value,
  '>': (value) => (found) => found > value,
  '>=': (value) => (found) => found >= value,
}

function textTest(
  clause: Exclude<Clause, { kind: 'null' }>,
  semantics: Semantics,
): (text: string) => boolean {
  if (clause.kind === 'compare') {
    const { operator, value } = clause
    if (operator === '=') return (text) => text === value
    return operator === '!=' ? (text) => text !== value : () => false
  }
  if (clause.kind === 'in') {
    const wanted = new Set<string | number>(clause.values)
    return clause.isNegated ? (text) => !wanted.has(text) : (text) => wanted.has(text)
  }
  const folding = clause.operator === 'LIKE' ? 'none' : semantics.foldsAllLetters ? 'all' : 'ascii'
  const matches = likeMatcher(clause.pattern, folding)
  return clause.isNegated ? (text) => !matches(text) : matches
}

function numberInField(field: Field, test: (value: number) => boolean): Predicate {
  const { entity, key } = field
  if (entity === 'attribute') {
    return (run) => {
      const value = run.attribute(key)
      return typeof value === 'number' && test(value)
    }
  }
  const read = textReader(field)
  return (run) => {
    const text = read(run)
    const number = text === null ? null : numberInText(text)
    return number !== null && test(number)
  }
}

function textInField(field: Field, test: (text: string) => boolean): Predicate {
  if (field.entity === 'dataset') {
    return (run) =>
      run.datasets().some((dataset) => {
        const text = datasetText(dataset, field.key)
        return text !== null && test(text)
      })
  }
  const read = textReader(field)
  return (run) => {
    const text = read(run)
    return text !== null && test(text)
  }
}

function textReader({ entity, key }: Field): (run: RunFields) => string | null {
  if (entity === 'param') return (run) => run.param(key)
  if (entity === 'tag') return (run) => run.tag(key)
  return (run) => {
    const value = run.attribute(key)
    return typeof value === 'number' ? String(value) : value
  }
}

function datasetText(dataset: DatasetFields, key: string): string | null {
  return key === 'name' ? dataset.name : key === 'digest' ? dataset.digest : dataset.context
}

function nullCheck({ entity, key }: Field, isNegated: boolean): Predicate {
  const isThere: Predicate =
    entity === 'metric'
      ? (run) => run.metric(key) !== null
      : entity === 'param'
        ? (run) => run.param(key) !== null
        : entity === 'tag'
          ? (run) => run.tag(key) !== null
          : entity === 'dataset'
            ? (run) => run.datasets().some((dataset) => datasetText(dataset, key) !== null)
            : (run) => run.attribute(key) !== null
  return isNegated ? isThere : (run) => !isThere(run)
}
