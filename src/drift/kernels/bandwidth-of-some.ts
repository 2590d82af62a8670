import { formatCount } from '~/lib/format'
import type { Computation } from '../define'
import { createRandom, PURPOSE, subset } from '../random'
import type { Sample } from '../sample'
import { bandwidthBy, type BandwidthRule, packedDistances } from './bandwidth-rules'
import { pairDistances } from './pairs'
import type { Bandwidth } from './rbf'
import type { Table } from './sliding'

export const tableOf = ({ rows, columns, values }: Sample): Table => ({ rows, d: columns.length, values })

/** Rows from which σ is found where not all pairs are looked at. */
const BANDWIDTH_ROWS = 2000

/**
 * The kernel's width from at most 2,000 rows of both samples in proportion, drawn by the seed.
 * @throws DriftError `values-out-of-range`
 */
export function* bandwidthFromSome(
  x: Table,
  y: Table,
  p: { bandwidth: BandwidthRule; sigma: number; seed: number },
): Computation<Bandwidth> {
  const { d } = x
  const all = x.rows + y.rows
  const share = Math.min(1, BANDWIDTH_ROWS / all)
  const some = [x, y].map((table, index) => {
    const size = Math.max(Math.min(2, table.rows), Math.round(share * table.rows))
    return { table, rows: subset(createRandom(p.seed, PURPOSE.median, index), table.rows, size) }
  })
  const used = some.reduce((sum, { rows }) => sum + rows.length, 0)
  const pooled = new Float64Array(used * d)
  let at = 0
  for (const { table, rows } of some)
    for (const row of rows) {
      pooled.set(table.values.subarray(row * d, (row + 1) * d), at)
      at += d
    }
  const squared = p.bandwidth === 'given' ? new Float64Array(0) : yield* pairDistances(pooled, used, d)
  return yield* bandwidthBy(
    p,
    packedDistances(squared, used, some[0]!.rows.length),
    used < all
      ? `${formatCount(used)} of ${formatCount(all)} rows (seed ${p.seed})`
      : y.rows === 0
        ? 'the reference'
        : 'the pooled sample',
  )
}
