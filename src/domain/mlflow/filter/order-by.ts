import type { Field } from './ast'
import { clamped, type RunFields } from './evaluate'
import type { Subject } from './fields'
import { numberInText } from './values'

/** One key that runs or experiments are put in order by. */
export interface OrderBy {
  field: Field
  isDescending: boolean
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
  subject: Subject = 'runs',
): T[] {
  const all = [...orders, ...tieBreaks(orders, subject)]
  const columns = all.map(({ field }) => items.map((item) => keyOf(fieldsOf(item), field, subject)))
  const places = items.map((_, place) => place)
  places.sort((a, b) => {
    for (let at = 0; at < all.length; at++) {
      const column = columns[at]
      const isDescending = all[at]?.isDescending === true
      const difference = compareKeys(column?.[a] ?? null, column?.[b] ?? null, isDescending)
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

function compareKeys(a: Key, b: Key, isDescending: boolean): number {
  const rank = rankOf(a) - rankOf(b)
  if (rank !== 0 || a === null || b === null || Number.isNaN(a)) return rank
  return isDescending ? compareValues(b, a) : compareValues(a, b)
}

function rankOf(key: Key): number {
  return key === null ? 2 : Number.isNaN(key) ? 1 : 0
}

function compareValues(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
