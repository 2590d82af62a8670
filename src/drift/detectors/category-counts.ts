import type { Computation } from '../define'
import { formatNumber } from '~/lib/format'
import type { ColumnView } from '../results'
import type { ColumnPair } from './per-column'
import { pooledColumn } from './pooled-column'

/** How often each category (or distinct number) is in either sample. */
export interface CategoryCounts {
  /** In the order of the levels, or ascending. Only those that occur. */
  names: string[]
  /** The numbers themselves; for categories their place in the list of levels. */
  values: Float64Array
  reference: Float64Array
  test: Float64Array
}

export function* countCategories(pair: ColumnPair): Computation<CategoryCounts> {
  const { values, reference, test } = yield* pooledColumn(pair)
  return {
    names: Array.from(values, (x) => pair.levels?.[x] ?? formatNumber(x)),
    values,
    reference: Float64Array.from(reference),
    test: Float64Array.from(test),
  }
}

/** What a chart can show by name. */
const MOST_NAMES = 30

/** Shares of the categories; of many, the most frequent ones and all others together. */
export function categoriesView({ names, reference, test }: CategoryCounts): ColumnView {
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0)
  const [n, m] = [sum(reference), sum(test)]
  const order = names.map((_, k) => k)
  const kept =
    names.length <= MOST_NAMES
      ? order
      : order
          .sort((a, b) => reference[b]! + test[b]! - reference[a]! - test[a]!)
          .slice(0, MOST_NAMES - 1)
          .sort((a, b) => a - b)
  const shares = (counts: Float64Array, all: number) => {
    const own = kept.map((k) => counts[k]! / all)
    const rest = 1 - own.reduce((a, b) => a + b, 0)
    return Float64Array.from(kept.length < names.length ? [...own, Math.max(0, rest)] : own)
  }
  const shown = kept.map((k) => names[k]!)
  return {
    kind: 'categories',
    names: kept.length < names.length ? [...shown, `${names.length - kept.length} others`] : shown,
    reference: shares(reference, n),
    test: shares(test, m),
  }
}
