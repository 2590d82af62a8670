import { type PyJson, readPythonJson } from '../python-json'
import { type FieldErrors, Refusal } from './refusal'
import type { DriftRow, GrantRow } from './tables'

/** Bodies and queries as the server's marshmallow schemas read them: coercions and messages are theirs. */
export interface Page {
  page: number
  pageSize: number
  sortBy: string
  descending: boolean
}

export type ExperimentInput = {
  name: string
  description?: string
  public: boolean
  /** Null: left out, so that the server takes its (shared) default. */
  permissions: GrantRow[] | null
}
export type DriftInput = Pick<DriftRow, 'job_status' | 'model' | 'drift_detected' | 'tags' | 'parameters'>

type Fields = { readonly [key: string]: PyJson }
interface Raw {
  contentType: string | null
  body: string
}

/** @throws Refusal 400 for broken JSON, 422 where it is no object. A body of another content type is not looked at. */
export function acceptObject({ contentType, body }: Raw): Fields {
  const mime = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (body === '' || !/^application\/(?:[^/]+\+)?json$/.test(mime)) return {}
  let value: PyJson
  try {
    value = readPythonJson(body)
  } catch {
    throw new Refusal(400, { errors: { json: ['Invalid JSON body.'] } })
  }
  if (!isObject(value)) throw invalid('json', { _schema: ['Invalid input type.'] })
  return value
}

/** @throws Refusal 422 */
export function acceptExperiment(raw: Raw): ExperimentInput {
  const fields = new FieldReader(acceptObject(raw))
  const name = fields.required('name', asString)
  const description = fields.optional('description', asString)
  const isPublic = fields.optional('public', asBoolean)
  const permissions = fields.optional('permissions', (value) => asList(value, asGrant))
  fields.done('json')
  return {
    name,
    ...(description === undefined ? {} : { description }),
    public: isPublic ?? false,
    permissions: permissions ?? null,
  }
}

/** @throws Refusal 422 */
export function acceptDrift(raw: Raw): DriftInput {
  const fields = new FieldReader(acceptObject(raw))
  const input = {
    job_status: fields.required('job_status', oneOf(['Running', 'Completed', 'Failed'])),
    model: fields.required('model', asString),
    drift_detected: fields.required('drift_detected', asBoolean),
    tags: fields.optional('tags', (value) => asList(value, asTag)) ?? [],
    parameters: fields.optional('parameters', asMapping) ?? {},
  }
  fields.done('json')
  return input
}

/** @throws Refusal 422. Of a repeated argument the first counts; unknown ones are ignored. */
export function acceptPage(query: URLSearchParams, columns: readonly string[]): Page {
  // Sorting and paging are two readers on the server: the second is not asked where the first refuses.
  const sorting = new FieldReader(Object.fromEntries(firstOf(query, ['sort_by', 'order_by'])))
  const sortBy = sorting.optional('sort_by', oneOf(columns)) ?? 'created_at'
  const order = sorting.optional('order_by', oneOf(['asc', 'desc'])) ?? 'desc'
  sorting.done('query')
  const paging = new FieldReader(Object.fromEntries(firstOf(query, ['page', 'page_size'])))
  const page = paging.optional('page', asWhole(1, null)) ?? 1
  const pageSize = paging.optional('page_size', asWhole(1, 100)) ?? 10
  paging.done('query')
  return { page, pageSize, sortBy, descending: order === 'desc' }
}

function firstOf(query: URLSearchParams, names: readonly string[]): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const value = query.get(name)
    return value === null ? [] : [[name, value]]
  })
}

function invalid(place: 'json' | 'query', errors: FieldErrors): Refusal {
  return new Refusal(422, { errors: { [place]: errors } })
}

class FieldError extends Error {
  readonly errors: string[] | FieldErrors

  constructor(errors: string | FieldErrors) {
    super('A field was refused.')
    this.errors = typeof errors === 'string' ? [errors] : errors
  }
}

type Convert<T> = (value: PyJson) => T

/** Reads fields one by one and keeps what is wrong with each, so that all of it is said at once. */
class FieldReader {
  private readonly fields: Fields
  private readonly known = new Set<string>()
  private readonly errors: FieldErrors = {}

  constructor(fields: Fields) {
    this.fields = fields
  }

  required<T>(name: string, convert: Convert<T>): T {
    const value = this.optional(name, convert)
    if (!Object.hasOwn(this.fields, name)) this.errors[name] = ['Missing data for required field.']
    // Never used where it is missing: `done` throws then.
    return value as T
  }

  optional<T>(name: string, convert: Convert<T>): T | undefined {
    this.known.add(name)
    const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined
    if (value === undefined) return undefined
    try {
      if (value === null) throw new FieldError('Field may not be null.')
      return convert(value)
    } catch (error) {
      if (!(error instanceof FieldError)) throw error
      this.errors[name] = error.errors
      return undefined
    }
  }

  /** What was wrong, unknown fields included. */
  found(): FieldErrors | null {
    for (const name of Object.keys(this.fields)) {
      if (!this.known.has(name)) this.errors[name] = ['Unknown field.']
    }
    return Object.keys(this.errors).length === 0 ? null : this.errors
  }

  done(place: 'json' | 'query'): void {
    const errors = this.found()
    if (errors) throw invalid(place, errors)
  }
}

function asString(value: PyJson): string {
  if (typeof value !== 'string') throw new FieldError('Not a valid string.')
  return value
}

/** The words that marshmallow takes for true and false. */
const TRUE = new Set<PyJson>('t T true True TRUE on On ON y Y yes Yes YES 1'.split(' '))
const FALSE = new Set<PyJson>('f F false False FALSE off Off OFF n N no No NO 0'.split(' '))

function asBoolean(value: PyJson): boolean {
  if (value === true || value === 1 || TRUE.has(value)) return true
  if (value === false || value === 0 || FALSE.has(value)) return false
  throw new FieldError('Not a valid boolean.')
}

function oneOf<const T extends string>(choices: readonly T[]): Convert<T> {
  return (value) => {
    const text = asString(value)
    const choice = choices.find((known) => known === text)
    if (choice === undefined) throw new FieldError(`Must be one of: ${choices.join(', ')}.`)
    return choice
  }
}

function asTag(value: PyJson): string {
  const tag = asString(value)
  // Python counts code points, not UTF-16 units.
  const length = [...tag].length
  if (length < 1 || length > 20) throw new FieldError('Length must be between 1 and 20.')
  return tag
}

function asGrant(value: PyJson): GrantRow {
  if (!isObject(value)) throw new FieldError({ _schema: ['Invalid input type.'] })
  const fields = new FieldReader(value)
  const grant = {
    entity: fields.required('entity', asString),
    level: fields.required('level', oneOf(['Read', 'Edit', 'Manage'])),
  }
  const errors = fields.found()
  if (errors) throw new FieldError(errors)
  return grant
}

function asList<T>(value: PyJson, convert: Convert<T>): T[] {
  if (!Array.isArray(value)) throw new FieldError('Not a valid list.')
  const errors: FieldErrors = {}
  const items = value.flatMap((item: PyJson, index): T[] => {
    try {
      if (item === null) throw new FieldError('Field may not be null.')
      return [convert(item)]
    } catch (error) {
      if (!(error instanceof FieldError)) throw error
      errors[String(index)] = error.errors
      return []
    }
  })
  if (Object.keys(errors).length > 0) throw new FieldError(errors)
  return items
}

function asMapping(value: PyJson): Fields {
  if (!isObject(value)) throw new FieldError('Not a valid mapping type.')
  return value
}

/** What MongoDB cannot hold: a whole number of more than 8 bytes, a NUL in a key. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => !key.includes('\0') && isStorable(item))
}

function asWhole(least: number, most: number | null): Convert<number> {
  return (value) => {
    const text = asString(value).trim()
    if (!/^[+-]?\d+(?:_\d+)*$/.test(text)) throw new FieldError('Not a valid integer.')
    const number = Number(text.replaceAll('_', ''))
    if (number >= least && (most === null || number <= most)) return number
    const upper = most === null ? '' : ` and less than or equal to ${most}`
    throw new FieldError(`Must be greater than or equal to ${least}${upper}.`)
  }
}

function isObject(value: PyJson): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
