/** Half-open range of characters of the text that was read: [from, to). */
export interface Span {
  from: number
  to: number
}

export type Entity = 'attribute' | 'metric' | 'param' | 'tag' | 'dataset'

/** What a clause asks about. Attributes carry their canonical name: `run_name`, never `run name`. */
export interface Field {
  entity: Entity
  key: string
}

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

/**
 * `field operator value`. A number compared with a parameter or a tag compares as numbers; text that
 * is no number then does not match. The value of a metric may be NaN (with `=` and `!=`) or ±Infinity.
 */
export interface CompareClause extends Span {
  kind: 'compare'
  field: Field
  operator: Operator
  value: number | string
}

/** `field [NOT] LIKE pattern`: `%` is any text, `_` any one character; nothing escapes them. */
export interface LikeClause extends Span {
  kind: 'like'
  field: Field
  operator: 'LIKE' | 'ILIKE'
  isNegated: boolean
  pattern: string
}

/** `field [NOT] IN (…)`: all text or all numbers. */
export interface InClause extends Span {
  kind: 'in'
  field: Field
  isNegated: boolean
  values: readonly string[] | readonly number[]
}

/** `field IS [NOT] NULL`. */
export interface NullClause extends Span {
  kind: 'null'
  field: Field
  isNegated: boolean
}

export type Clause = CompareClause | LikeClause | InClause | NullClause

/**
 * A filter as read. `and` without parts matches everything, `or` without parts nothing. A clause on a
 * field that is missing is false whatever its operator, IS NULL aside; NOT turns that into true.
 */
export type Filter =
  | Clause
  | ({ kind: 'and' | 'or'; parts: readonly Filter[] } & Span)
  | ({ kind: 'not'; part: Filter } & Span)

/** Why a filter cannot be read: a sentence that says what is wrong and what to write instead. */
export interface FilterError extends Span {
  message: string
}

export type ParsedFilter = { ok: true; filter: Filter } | { ok: false; error: FilterError }
