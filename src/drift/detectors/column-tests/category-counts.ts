import type { Computation } from '../../define'
import { formatCount, formatNumber } from '~/lib/format'
import { chiSquareTail } from '../../math/gamma'
import type { ColumnView } from '../../results'
import type { ColumnPair } from '../per-column'
import { pooledColumn } from './pooled-column'

/** How often each category (or distinct number) is in either sample. */
export interface CategoryCounts {
  /** How many there are. In the order of the levels, or ascending; only those that occur. */
  size: number
  /** Of the k-th; made when it is asked for, as a column may hold a number of its own in each row. */
  nameOf: (k: number) => string
  /** Categories are numbers that have no names of their own. */
  areNumbers: boolean
  /** The numbers themselves; for categories their place in the list of levels. */
  values: Float64Array
  reference: Float64Array
  test: Float64Array
}

export function* countCategories(pair: ColumnPair): Computation<CategoryCounts> {
  const { values, reference, test } = yield* pooledColumn(pair)
  return {
    size: values.length,
    areNumbers: pair.levels === null,
    nameOf: (k) => pair.levels?.[values[k]!] ?? formatNumber(values[k]),
    values,
    reference: Float64Array.from(reference),
    test: Float64Array.from(test),
  }
}

/** What a chart can show by name. */
const MOST_NAMES = 30

/** That a category counts as moved by chance, over all of its column (Bonferroni). */
const MOVED_SIGNIFICANCE = 0.05

/**
 * The category whose share differs most between the samples. Of two it is the second, as the share of the other is what
 * is left; of more it is named only where its difference alone is beyond chance: χ² of the category against all others,
 * one degree of freedom (Pearson 1900, doi 10.1080/14786440009463897), at 0.05 over all categories. Null: there is none.
 */
function movedCategory({ size, reference, test }: CategoryCounts, n: number, m: number): number | null {
  if (size < 2) return null
  if (size === 2) return reference[1]! * m === test[1]! * n ? null : 1
  let most = 0
  const away = (k: number) => Math.abs(test[k]! / m - reference[k]! / n)
  for (let k = 1; k < size; k++) if (away(k) > away(most)) most = k
  const share = (reference[most]! + test[most]!) / (n + m)
  const squared = away(most) ** 2 / (share * (1 - share) * (1 / n + 1 / m))
  return chiSquareTail(squared, 1) * size <= MOVED_SIGNIFICANCE ? most : null
}

/** Shares of the categories; of many, the most frequent ones, the one that moved, and all others together. */
export function categoriesView(counts: CategoryCounts): ColumnView {
  const { size, nameOf, areNumbers, values, reference, test } = counts
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0)
  const [n, m] = [sum(reference), sum(test)]
  const moved = movedCategory(counts, n, m)
  const order = Array.from({ length: size }, (_, k) => k)
  const weight = (k: number) => (k === moved ? Number.POSITIVE_INFINITY : reference[k]! + test[k]!)
  const kept =
    size <= MOST_NAMES
      ? order
      : order
          .sort((a, b) => weight(b) - weight(a))
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
    ...(areNumbers
      ? {
          values: Float64Array.from([
            ...kept.map((k) => values[k]!),
            ...(kept.length < size ? [Number.NaN] : []),
          ]),
        }
      : {}),
    ...(moved === null ? {} : { moved: kept.indexOf(moved) }),
  }
}
