import type { Column, NumberColumn } from './column'

/** What one column holds over all runs. */
export interface ColumnStatistics {
  /** Runs that have a value. */
  count: number
  /** Different values; NaN is one value. Of numbers at most `MAX_DISTINCT` are told apart: then there are that many or more. */
  distinct: number
  /** Smallest and largest number, NaN aside; null for text, and where there is none. */
  range: { min: number; max: number } | null
  /** A metric, a time or a duration, or text that stands for a number in every run that has it. */
  isNumeric: boolean
}

/** A metric of 20,000 runs has about as many values: more need not be told apart to choose columns. */
const MAX_DISTINCT = 256

const known = new WeakMap<Column, { version: number; statistics: ColumnStatistics }>()

/** Made when first asked for, and anew only when the column has changed. O(runs that have it). */
export function statisticsOf(column: Column): ColumnStatistics {
  const before = known.get(column)
  if (before?.version === column.cells.version) return before.statistics
  const statistics = compute(column)
  known.set(column, { version: column.cells.version, statistics })
  return statistics
}

/**
 * Whether runs differ in a column: two of them have different values, or some have it and others
 * not. A column that no run has differs in nothing.
 */
export function isDiffering(column: Column, runs: number): boolean {
  const { count, distinct } = statisticsOf(column)
  return distinct > 1 || (count > 0 && count < runs)
}

function compute(column: Column): ColumnStatistics {
  const { count } = column.cells
  if (column.type === 'number') return { count, isNumeric: true, ...numbersOf(column) }
  const { dictionary } = column
  return { count, isNumeric: dictionary.isNumeric, distinct: dictionary.distinct, range: dictionary.range() }
}

function numbersOf(column: NumberColumn): Pick<ColumnStatistics, 'distinct' | 'range'> {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  const different = new Set<number>()
  column.cells.forEach((value) => {
    if (different.size < MAX_DISTINCT) different.add(value)
    if (value < min) min = value
    if (value > max) max = value
  })
  return { distinct: different.size, range: min <= max ? { min, max } : null }
}
