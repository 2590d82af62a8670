import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { pool, type Pooled } from '../../math/pooled'
import { sortedCopy } from '../../math/sort'
import type { ColumnPair, Comparison } from '../per-column'

/** What libraries give for a column with a missing value. */
export const UNKNOWN: Comparison = { statistic: Number.NaN, pValue: Number.NaN, effectSize: null, view: null }

export function hasNaN({ reference, test }: ColumnPair): boolean {
  return anyNaN(reference) || anyNaN(test)
}

function anyNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true
  return false
}

/** Both samples of a column, sorted and merged. */
export function* pooledColumn({ reference, test }: ColumnPair): Computation<Pooled> {
  const x = yield* sortedCopy(reference)
  const y = yield* sortedCopy(test)
  return yield* pool(x, y)
}

/** What a reader must know where `ties` of `d` columns hold equal values. @param consequence without capital and full stop */
export function sharedValues(ties: number, d: number, consequence: string): string[] {
  if (ties === 0) return []
  const where =
    ties < d
      ? `${formatCount(ties)} of ${formatCount(d)} columns`
      : d === 1
        ? 'the column'
        : `all ${formatCount(d)} columns`
  return [`Both samples share values in ${where}: ${consequence}.`]
}
