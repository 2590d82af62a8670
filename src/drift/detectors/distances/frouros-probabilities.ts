import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { autoCells, countCells, equalEdges, spaced, upperBound } from '../../math/histogram'
import {
  categoryCells,
  createSplit,
  type Exchangeable,
  fixedCells,
  hasMissing,
  noRange,
  pool,
} from './distance-cells'
import type { ColumnPair } from '../per-column'

/** A histogram of more cells than this is not made. */
const MOST_CELLS = 5_000_000

/**
 * The shares that Frouros gives to KL and JS: each sample has a histogram of its own (numpy's rule `auto`), read as a
 * piecewise linear distribution function, whose differences are taken at `bins` points over the pooled values: one cell
 * less than asked for.
 * @throws DriftError `not-finite` for missing values, `too-many-cells`
 */
export function* frourosColumn(
  pair: ColumnPair,
  bins: number,
  distance: (reference: Float64Array, test: Float64Array) => number,
): Computation<Exchangeable> {
  const n = pair.reference.length
  if (pair.levels)
    return fixedCells(
      categoryCells(pair, pair.levels),
      (a, b, rows, others) =>
        distance(
          a.map((c) => c / rows),
          b.map((c) => c / others),
        ),
      n,
      pair.test.length,
    )
  if (hasMissing(pair)) throw noRange(pair.name)
  const pooled = yield* pool(pair.reference, pair.test)
  const split = createSplit(pooled.values, n)
  const points = spaced(pooled.values[0]!, pooled.values.at(-1)!, bins)
  const sides = split(pooled.observed)
  return {
    kind: 'sorted',
    observed: pooled.observed,
    statistic(marks) {
      const { reference, test } = split(marks)
      return distance(shares(reference, points, pair.name), shares(test, points, pair.name))
    },
    view:
      bins < 2
        ? null
        : {
            kind: 'histogram',
            edges: points,
            reference: shares(sides.reference, points, pair.name),
            test: shares(sides.test, points, pair.name),
          },
  }
}

/** Differences of the distribution function of ascending values between the points. */
function shares(sorted: Float64Array, points: Float64Array, column: string): Float64Array {
  const cells = autoCells(sorted)
  if (cells > MOST_CELLS)
    throw new DriftError(
      'too-many-cells',
      `Outliers in column '${column}' make a histogram of too many cells in the profile of Frouros. Leave them out, or set Profile to Canonical.`,
    )
  const edges = equalEdges(sorted[0]!, sorted.at(-1)!, cells)
  const counts = countCells(sorted, edges)
  const reached = new Float64Array(cells + 1)
  for (let i = 0; i < cells; i++) reached[i + 1] = reached[i]! + counts[i]! / sorted.length
  const at = (x: number): number => {
    if (x <= edges[0]!) return 0
    if (x >= edges[cells]!) return 1
    const i = upperBound(edges, x) - 1
    return reached[i]! + ((reached[i + 1]! - reached[i]!) * (x - edges[i]!)) / (edges[i + 1]! - edges[i]!)
  }
  const differences = new Float64Array(Math.max(0, points.length - 1))
  for (let i = 0; i < differences.length; i++) differences[i] = at(points[i + 1]!) - at(points[i]!)
  return differences
}
