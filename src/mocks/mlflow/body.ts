import * as v from 'valibot'
import { type PlainRequest, textOf } from '../request'
import { refuse } from './refusal'
import type { Tag } from './tables'

/**
 * A body as the server takes it: JSON of an object. What is broken or empty is not an error of its own: it counts as
 * an empty object (measured on both versions).
 */
export function bodyOf(request: PlainRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(textOf({ body: request.body }))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** A text that must be there. @throws Answered 400 where it is missing */
export function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name]
  if (typeof value === 'string' && value !== '') return value
  return refuse(
    'INVALID_PARAMETER_VALUE',
    `Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`,
  )
}

/** A value that must be there, whatever it is; also an empty text. @throws Answered 400 where it is missing */
export function given(body: Readonly<Record<string, unknown>>, name: string): unknown {
  return name in body ? body[name] : textIn({}, name)
}

/** The same of a text; anything else counts as empty. */
export const givenText = (body: Readonly<Record<string, unknown>>, name: string): string =>
  textOr(given(body, name))

/** The same of a query: also an empty text. */
export const askedText = (request: PlainRequest, name: string): string =>
  request.query.get(name) ?? textIn({}, name)

/** The same, of a query. */
export function asked(request: PlainRequest, name: string): string {
  return textIn({ [name]: request.query.get(name) ?? undefined }, name)
}

const searchSchema = v.object({
  filter: v.fallback(v.optional(v.string()), undefined),
  order_by: v.fallback(v.optional(v.array(v.string())), undefined),
  max_results: v.fallback(v.optional(v.number()), undefined),
  page_token: v.fallback(v.optional(v.string()), undefined),
})

/** What a search asks for, of a body; anything of another type counts as not said. */
export function searchIn(body: Readonly<Record<string, unknown>>): v.InferOutput<typeof searchSchema> {
  return v.parse(searchSchema, body)
}

/** What a search asks for, of a query. */
export function searchInQuery({ query }: PlainRequest): v.InferOutput<typeof searchSchema> {
  const max = query.get('max_results')
  return searchIn({
    filter: query.get('filter') ?? undefined,
    order_by: query.getAll('order_by'),
    max_results: max === null ? undefined : Number(max),
    page_token: query.get('page_token') ?? undefined,
  })
}

/** A text that may be missing or of another type: then it is empty. */
export const textOr = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Keys of metrics, parameters and tags. Source: mlflow/utils/validation.py. */
export function refuseBadKey(key: string, where: string): void {
  if (key.length > 250)
    refuse('INVALID_PARAMETER_VALUE', `'${where}' exceeds the maximum length of 250 characters`)
  if (!/^[\p{L}\p{N}_/.\- :]*$/u.test(key))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${JSON.stringify(key)} for parameter '${where}' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).`,
    )
  if (/^\/|^\.?$|(?:^|\/)\.{1,2}(?:\/|$)|\/\/|\/$/.test(key))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${JSON.stringify(key)} for parameter '${where}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such.`,
    )
}

/** A tag's row put in, or replaced. */
export function withTag<T extends { key: string }>(tags: readonly T[], tag: T): T[] {
  return tags.some(({ key }) => key === tag.key)
    ? tags.map((known) => (known.key === tag.key ? tag : known))
    : [...tags, tag]
}

/** Only members that hold something: what is empty is left out of an answer. */
export function filled<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, member]) => !(Array.isArray(member) && member.length === 0) && member !== undefined,
    ),
  ) as Partial<T>
}

/** Tags or parameters of a body; what is none counts as not sent. */
export function tagsIn(value: unknown): Tag[] {
  return rowsIn(value).map((row) => ({ key: textOr(row['key']), value: textOr(row['value']) }))
}

export function rowsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : []
}
