import { log2 } from './log'
import { power } from './power'

/**
 * Histograms as numpy counts them: cells [e₀, e₁), …, [eₖ₋₁, eₖ], the last one closed. Edges of equal width are
 * numpy's, to the bit: a value on an edge must fall on the same side.
 */

/** lo + i · step, i = 0 … count − 1, the last exactly hi. */
export function spaced(lo: number, hi: number, count: number): Float64Array {
  const points = new Float64Array(count)
  const step = count > 1 ? (hi - lo) / (count - 1) : 0
  for (let i = 0; i < count; i++) points[i] = lo + i * step
  if (count > 1) points[count - 1] = hi
  return points
}

/** Edges of `cells` cells of equal width over [lo, hi]; half a unit to both sides where all values are equal. */
export function equalEdges(lo: number, hi: number, cells: number): Float64Array {
  return lo === hi ? spaced(lo - 0.5, hi + 0.5, cells + 1) : spaced(lo, hi, cells + 1)
}

/** Smallest and largest finite value; NaN where there is none, or one that is NaN. */
export function rangeOf(...samples: readonly Float64Array[]): { lo: number; hi: number } {
  let lo = Number.POSITIVE_INFINITY
  let hi = Number.NEGATIVE_INFINITY
  for (const values of samples)
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!
      if (x !== x) return { lo: Number.NaN, hi: Number.NaN }
      if (x < lo) lo = x
      if (x > hi) hi = x
    }
  return lo <= hi ? { lo, hi } : { lo: Number.NaN, hi: Number.NaN }
}

/** The cell of x, or −1 outside of the edges (which ascend, and may repeat: then x is in the last of these cells). */
export function cellOf(edges: Float64Array, x: number): number {
  const cells = edges.length - 1
  if (!(x >= edges[0]! && x <= edges[cells]!)) return -1
  // A guess from the width is right, or next to right, where cells are equally wide.
  let i = Math.floor(((x - edges[0]!) / (edges[cells]! - edges[0]!)) * cells)
  if (!(i >= 0 && i < cells)) i = cells - 1
  if (x >= edges[i]! && x < edges[i + 1]!) return i
  return Math.min(upperBound(edges, x) - 1, cells - 1)
}

/** How many of the values fall into each cell, added to `counts`. */
export function countCells(
  values: Float64Array,
  edges: Float64Array,
  counts = new Float64Array(edges.length - 1),
): Float64Array {
  for (let at = 0; at < values.length; at++) {
    const i = cellOf(edges, values[at]!)
    if (i >= 0) counts[i]!++
  }
  return counts
}

/** Index of the first of the ascending values that is greater than x: the number of those up to x. */
export function upperBound(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= x) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of the ascending values below x. */
function lowerBound(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** Sturges' number of cells for n values in [lo, hi] (1926, doi 10.1080/01621459.1926.10502161), as numpy rounds it. */
export function sturgesCells(n: number, lo: number, hi: number): number {
  const width = (hi - lo) / (log2(n) + 1)
  return width > 0 ? Math.ceil((hi - lo) / width) : 1
}

/** Quantile of ascending values by linear interpolation (Hyndman & Fan's type 7, doi 10.2307/2684934), as numpy rounds it. */
export function quantileOf(sorted: Float64Array, q: number): number {
  const n = sorted.length
  const place = (n - 1) * q
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, n - 1)]!
  const t = place - below
  return t >= 0.5 ? high - (high - low) * (1 - t) : low + (high - low) * t
}

/**
 * Number of cells of numpy's rule `auto`: the narrower of Sturges' width and that of Freedman & Diaconis (1981,
 * doi 10.1007/BF01025868). Not bounded: outliers make millions of cells.
 */
export function autoCells(sorted: Float64Array): number {
  const n = sorted.length
  const range = sorted[n - 1]! - sorted[0]!
  if (!(range > 0)) return 1
  const sturges = range / (log2(n) + 1)
  const spread = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)
  const width = (2 * spread) / power(n, 1 / 3)
  return Math.ceil(range / (width > 0 ? Math.min(width, sturges) : sturges))
}

/**
 * Inner edges of cells that hold equal shares of the ascending values: their quantiles, each once; a value of which
 * there is so much that it is several quantiles gets a cell of its own, from it to the next number. The cell of x is
 * the number of edges up to x: the outer ones have no end.
 */
export function quantileEdges(sorted: Float64Array, cells: number): Float64Array {
  const edges = new Float64Array(2 * cells + 2)
  let count = 0
  let previous = Number.NaN
  let hasCell = false
  for (let i = 0; i <= cells; i++) {
    const edge = quantileOf(sorted, i / cells)
    if (edge !== previous) {
      hasCell = false
      if (i > 0 && i < cells) edges[count++] = edge
    } else if (!hasCell) {
      hasCell = true
      if (count === 0 || edges[count - 1] !== edge) edges[count++] = edge
      edges[count++] = nextUp(edge)
    }
    previous = edge
  }
  return edges.subarray(0, count)
}

/** The smallest number above x. */
function nextUp(x: number): number {
  if (x === 0) return Number.MIN_VALUE
  BITS.setFloat64(0, x)
  const bits = BITS.getBigInt64(0)
  BITS.setBigInt64(0, x > 0 ? bits + 1n : bits - 1n)
  return BITS.getFloat64(0)
}

const BITS = new DataView(new ArrayBuffer(8))

/** How many of the ascending values fall between the inner edges: one cell more than edges. */
export function countBetween(sorted: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1)
  let before = 0
  for (let i = 0; i < edges.length; i++) {
    const below = lowerBound(sorted, edges[i]!)
    counts[i] = below - before
    before = below
  }
  counts[edges.length] = sorted.length - before
  return counts
}
