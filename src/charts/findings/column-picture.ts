import type { ColumnView } from '~/drift/results'
import { px } from '../plane/px'
import type { Point } from '../plane/clear-place'

/** Two samples of a column as numbers to draw: pure. */

/** Bars of categories in a picture; the table has all. */
export const MOST_CATEGORIES = 20

export interface CategoryShare {
  name: string
  reference: number
  test: number
}

/** Categories by how far their shares lie apart, then by name. */
export function categoryShares({
  names,
  reference,
  test,
}: Extract<ColumnView, { kind: 'categories' }>): CategoryShare[] {
  return names
    .map((name, k) => ({ name, reference: reference[k] ?? 0, test: test[k] ?? 0 }))
    .sort(
      (a, b) => Math.abs(b.test - b.reference) - Math.abs(a.test - a.reference) || (a.name < b.name ? -1 : 1),
    )
}

/** Shares per unit of the axis, so that wide cells do not look fuller: areas are shares. */
export function densities(edges: Float64Array, shares: Float64Array): Float64Array {
  return shares.map((share, k) => {
    const width = edges[k + 1]! - edges[k]!
    return width > 0 && Number.isFinite(width) ? share / width : 0
  })
}

/** The finite part of a histogram's edges: cells may be open to ±∞. */
export function finiteRange(edges: Float64Array): [number, number] {
  const finite = edges.filter((e) => Number.isFinite(e))
  const low = finite[0] ?? 0
  const high = finite.at(-1) ?? 1
  return low < high ? [low, high] : [low - 0.5, high + 0.5]
}

/** Both distribution functions where they lie furthest apart. */
export function largestGap({ x, reference, test, gapAt }: Extract<ColumnView, { kind: 'cdf' }>): {
  at: number
  reference: number
  test: number
} {
  // The last place not after the gap: functions of steps hold from there.
  let k = x.length - 1
  while (k > 0 && x[k]! > gapAt) k--
  return { at: gapAt, reference: reference[k] ?? 0, test: test[k] ?? 0 }
}

/** A distribution function as steps: it holds its value until the next place. */
export function stepPath(
  x: Float64Array,
  values: Float64Array,
  toX: (v: number) => number,
  toY: (v: number) => number,
  ends: readonly [number, number],
): string {
  let path = `M${px(toX(ends[0]))},${px(toY(0))}`
  for (let i = 0; i < x.length; i++) path += `H${px(toX(x[i]!))}V${px(toY(values[i]!))}`
  return `${path}H${px(toX(ends[1]))}`
}

/** The corners of those steps, in px. */
export function stepPoints(
  x: Float64Array,
  values: Float64Array,
  toX: (v: number) => number,
  toY: (v: number) => number,
): Point[] {
  return Array.from(x).flatMap((at, i): Point[] => [
    [toX(at), toY(i === 0 ? 0 : values[i - 1]!)],
    [toX(at), toY(values[i]!)],
  ])
}

/** The outline of a histogram, from the axis up and back to it. */
export function outlinePath(
  edges: Float64Array,
  heights: Float64Array,
  toX: (v: number) => number,
  toY: (v: number) => number,
  [low, high]: readonly [number, number],
): string {
  const clamp = (v: number): number => Math.max(low, Math.min(high, v))
  let path = `M${px(toX(clamp(edges[0] ?? low)))},${px(toY(0))}`
  for (let k = 0; k < heights.length; k++) path += `V${px(toY(heights[k]!))}H${px(toX(clamp(edges[k + 1]!)))}`
  return `${path}V${px(toY(0))}`
}
