import { centredSquaresOf } from './kernels/pooled-kernel'
import { gammaP } from './kernels/null-moments'
import { expNegative } from './math/exp'

/** Rows of each stretch that are compared at most, evenly spread: 2 × 128 rows are 32,640 pairs, some milliseconds. */
const MOST_ROWS = 128

/**
 * How probable a difference as large as that of two stretches of several columns is where both have one joint
 * distribution: the p of MMD² by a gamma distribution (`gammaP`; Gretton et al. 2012, §5.2). The columns are
 * standardised over both stretches, so that their mean squared distance is 2d for d columns; the kernel is
 * exp(−|x − y|² / 2d). It sees what columns do only together, which no test of each by itself does.
 * @param a one array a column, all of one length; rows with a missing value are left out
 * @returns in [0, 1]; 1 where a stretch has fewer than 4 such rows, or nothing varies
 */
export function movedTogetherP(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const [x, y] = [spreadRows(a), spreadRows(b)]
  const [n, m] = [x.length, y.length]
  if (n < 4 || m < 4) return 1
  const rows = standardised([...x, ...y])
  const all = n + m
  const d = rows[0]!.length
  if (d === 0) return 1
  const rowSums = new Float64Array(all)
  let [xx, yy, xy, squares] = [0, 0, 0, 0]
  for (let i = 1; i < all; i++)
    for (let j = 0; j < i; j++) {
      const k = expNegative(-squaredDistance(rows[i]!, rows[j]!) / (2 * d))
      rowSums[i]! += k
      rowSums[j]! += k
      squares += k * k
      if (i < n) xx += k
      else if (j >= n) yy += k
      else xy += k
    }
  const sum = xx + yy + xy
  const moments = {
    mean: (2 * sum) / (all * (all - 1)),
    centredSquares: centredSquaresOf(squares, rowSums, 2 * sum),
    biased: Math.max(0, (2 * xx + n) / (n * n) + (2 * yy + m) / (m * m) - (2 * xy) / (n * m)),
  }
  return gammaP(moments, n, m) ?? 1
}

/** Whole rows without a missing value, at most so many, evenly spread. */
function spreadRows(columns: readonly Float64Array[]): Float64Array[] {
  const rows: Float64Array[] = []
  const length = columns[0]?.length ?? 0
  const step = Math.max(1, length / MOST_ROWS)
  for (let at = 0; at < length; at += step) {
    const row = Float64Array.from(columns, (column) => column[Math.floor(at)]!)
    if (row.every(Number.isFinite)) rows.push(row)
  }
  return rows
}

/** Each column with mean 0 and variance 1 over all rows; those that do not vary are left out. */
function standardised(rows: readonly Float64Array[]): Float64Array[] {
  const columns = Array.from(rows[0] ?? [], (_, j) => {
    const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length
    const variance = rows.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / rows.length
    return { j, mean, deviation: Math.sqrt(variance) }
  }).filter(({ deviation }) => deviation > 0 && Number.isFinite(deviation))
  return rows.map((row) =>
    Float64Array.from(columns, ({ j, mean, deviation }) => (row[j]! - mean) / deviation),
  )
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2
  return sum
}
