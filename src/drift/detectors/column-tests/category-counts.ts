import type { Computation } from '../../define'
import { formatCount, formatNumber } from '~/lib/format'
import type { ColumnView } from '../../results'
import type { ColumnPair } from '../per-column'
import { pooledColumn } from './pooled-column'

/** How often each category (or distinct number) is in either sample. */
export interface CategoryCounts {
  /** How many there are. In the order of the levels, or ascending; only those that occur. */
  size: number
  /** Of the k-th; made when it is asked for, as a column may hold a number of its own in each row. */
  nameOf: (k: number) => string
  /** The numbers themselves; for categories their place in the list of levels. */
  values: Float64Array
  reference: Float64Array
  test: Float64Array
}

export function* countCategories(pair: ColumnPair): Computation<CategoryCounts> {
  const { values, reference, test } = yield* pooledColumn(pair)
  return {
    size: values.length,
    nameOf: (k) => pair.levels?.[values[k]!] ?? formatNumber(values[k]),
    values,
    reference: Float64Array.from(reference),
    test: Float64Array.from(test),
  }
}

/** What a chart can show by name. */
const MOST_NAMES = 30

/** Shares of the categories; of many, the most frequent ones and all others together. */
export function categoriesView({ size, nameOf, reference, test }: CategoryCounts): ColumnView {
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0)
  const [n, m] = [sum(reference), sum(test)]
  const order = Array.from({ length: size }, (_, k) => k)
  const kept =
    size <= MOST_NAMES
      ? order
      : order
          .sort((a, b) => reference[b]! + test[b]! - reference[a]! - test[a]!)
          .slice(0, MOST_NAMES - 1)
          .sort((a, b) => a - b)
  const shares = (counts: Float64Array, all: number) => {
    const own = kept.map((k) => counts[k]! / all)
    const rest = 1 - own.reduce((a, b) => a + b, 0)
    return Float64Array.from(kept.length < size ? [...own, Math.max(0, rest)] : own)
  }
  const shown = kept.map(nameOf)
  return {
    kind: 'categories',
    names: kept.length < size ? [...shown, `${formatCount(size - kept.length)} others`] : shown,
    reference: shares(reference, n),
    test: shares(test, m),
  }
}
