import type { Field, FilterError } from './ast'
import { readField } from './clause'
import { clamped, type RunFields } from './evaluate'
import { attributeOf, type Subject } from './fields'
import { printField } from './print'
import { FilterRefusal } from './refusal'
import { TokenReader } from './token-reader'
import { numberInText } from './values'

/** One key that runs or experiments are put in order by. */
export interface OrderBy {
  field: Field
  isDescending: boolean
}

export type ParsedOrderBy = { ok: true; order: OrderBy } | { ok: false; error: FilterError }

/**
 * Reads `metrics.acc DESC`, as Tidemark writes it in links: any field of the filter language, data sets
 * aside, and ASC or DESC, in capitals or not. Never throws.
 */
export function parseOrderBy(text: string, subject: Subject = 'runs'): ParsedOrderBy {
  const reader = new TokenReader(text, subject)
  try {
    const token = reader.next()
    if (!token)
      throw new FilterRefusal('Write a field to order by, such as metrics.accuracy DESC.', reader.end())
    const field = readField(token, subject)
    if (field.entity === 'dataset')
      throw new FilterRefusal('A run may have several data sets: order by another field.', token)
    const way = reader.next()
    const word = way?.source.toUpperCase() ?? 'ASC'
    const rest = reader.peek()
    if (way && word !== 'ASC' && word !== 'DESC')
      throw new FilterRefusal('After the field comes ASC or DESC.', way)
    if (rest)
      throw new FilterRefusal('Nothing follows ASC or DESC. Give each field an order of its own.', rest)
    return { ok: true, order: { field, isDescending: word === 'DESC' } }
  } catch (failure) {
    if (failure instanceof FilterRefusal) return { ok: false, error: failure.error }
    throw failure
  }
}

/** As it is read back, and as a server takes it where {@link isServerOrder} says so. */
export function printOrderBy({ field, isDescending }: OrderBy): string {
  return `${printField(field)} ${isDescending ? 'DESC' : 'ASC'}`
}

/** Whether every MLflow server can put its answers in this order. */
export function isServerOrder({ field }: OrderBy, subject: Subject = 'runs'): boolean {
  if (subject === 'experiments') return field.entity === 'attribute'
  if (field.entity === 'attribute') return attributeOf(subject, field.key)?.isOnServer === true
  return field.entity !== 'dataset'
}

export interface OrderOptions {
  subject?: Subject
  /** Parameters and tags that are numbers compare as such, and stand below all other text; a server has them all as text. */
  comparesNumbers?: boolean
}

/**
 * Puts items in order as an MLflow server does: missing values last and NaN before them, in both
 * directions; text by its code units, parameters as text; then the latest start, then the identifier
 * (experiments: the newest, then the highest identifier). Each item's fields are read once.
 * @returns a new list
 */
export function sortBy<T>(
  items: readonly T[],
  orders: readonly OrderBy[],
  fieldsOf: (item: T) => RunFields,
  options: OrderOptions = {},
): T[] {
  const { subject = 'runs', comparesNumbers = false } = options
  const all = [...orders, ...tieBreaks(orders, subject)]
  const columns = all.map(({ field }) => items.map((item) => keyOf(fieldsOf(item), field, subject)))
  const compare = comparesNumbers ? compareMixed : compareValues
  const places = items.map((_, place) => place)
  places.sort((a, b) => {
    for (let at = 0; at < all.length; at++) {
      const column = columns[at]
      const difference = compareKeys(
        column?.[a] ?? null,
        column?.[b] ?? null,
        all[at]?.isDescending === true,
        compare,
      )
      if (difference !== 0) return difference
    }
    return a - b
  })
  return places.map((place) => items[place]).filter((item): item is T => item !== undefined)
}

/** What a server puts behind the keys that are asked for, where they do not hold it already. */
function tieBreaks(orders: readonly OrderBy[], subject: Subject): readonly OrderBy[] {
  const attribute = (key: string, isDescending: boolean): OrderBy => ({
    field: { entity: 'attribute', key },
    isDescending,
  })
  const isAsked = (key: string) =>
    orders.some(({ field }) => field.entity === 'attribute' && field.key === key)
  if (subject === 'runs')
    return [...(isAsked('start_time') ? [] : [attribute('start_time', true)]), attribute('run_id', false)]
  const isDefault = orders.length === 0
  return [...(isDefault ? [attribute('creation_time', true)] : []), attribute('experiment_id', !isDefault)]
}

type Key = string | number | null

function keyOf(run: RunFields, { entity, key }: Field, subject: Subject): Key {
  if (entity === 'metric') {
    const value = run.metric(key)
    return value === null ? null : clamped(value)
  }
  if (entity === 'param') return run.param(key)
  if (entity === 'tag') return run.tag(key)
  if (entity === 'dataset') return null
  const value = run.attribute(key)
  // Identifiers of experiments are numbers to a server.
  return subject === 'experiments' && key === 'experiment_id' ? (numberInText(String(value)) ?? value) : value
}

function compareKeys(
  a: Key,
  b: Key,
  isDescending: boolean,
  compare: (a: string | number, b: string | number) => number,
): number {
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0 || a === null || b === null || Number.isNaN(a)) return rank
  return isDescending ? compare(b, a) : compare(a, b)
}

function rankOf(key: Key): number {
  return key === null ? 2 : Number.isNaN(key) ? 1 : 0
}

function compareValues(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareMixed(a: string | number, b: string | number): number {
  const left = typeof a === 'number' ? a : numberInText(a)
  const right = typeof b === 'number' ? b : numberInText(b)
  if (left !== null && right !== null) return left - right || compareValues(String(a), String(b))
  if (left !== null || right !== null) return left !== null ? -1 : 1
  return compareValues(a, b)
}
