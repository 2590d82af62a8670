import type { Computation } from '../define'
import { SLICE_WORK } from './pairs'
import { rbf } from './rbf'
import type { Table } from './sliding'
import { cos } from '../math/trigonometry'

/** |x − y|² between a row of one table and a row of another. */
export function squaredDistance(a: Table, i: number, b: Table, j: number): number {
  let sum = 0
  for (let k = 0, p = i * a.d, q = j * b.d; k < a.d; k++) {
    const difference = a.values[p + k]! - b.values[q + k]!
    sum += difference * difference
  }
  return sum
}

/**
 * Terms of the linear-time MMD² (Gretton et al. 2012, §6): h = k(x, x′) + k(y, y′) − k(x, y′) − k(x′, y) for each two
 * consecutive rows of either sample, as many as the smaller sample has. Their mean is the statistic.
 */
export function* linearTerms(x: Table, y: Table, gamma: number): Computation<Float64Array> {
  const terms = new Float64Array(Math.floor(Math.min(x.rows, y.rows) / 2))
  const every = Math.max(1, Math.floor(SLICE_WORK / (4 * (x.d + 16))))
  for (let t = 0; t < terms.length; t++) {
    const i = 2 * t
    const j = i + 1
    terms[t] =
      rbf(squaredDistance(x, i, x, j), gamma) +
      rbf(squaredDistance(y, i, y, j), gamma) -
      rbf(squaredDistance(x, i, y, j), gamma) -
      rbf(squaredDistance(x, j, y, i), gamma)
    if ((t + 1) % every === 0) yield { done: t + 1, total: terms.length, phase: 'pairs of rows' }
  }
  yield { done: terms.length, total: terms.length, phase: 'pairs of rows' }
  return terms
}

/** Kernel values within one block: `size` rows of each sample, full 2·size square, reference first. */
export function blockKernel(x: Table, y: Table, block: number, size: number, gamma: number): Float64Array {
  const all = 2 * size
  const at = block * size
  const kernel = new Float64Array(all * all)
  for (let i = 0; i < all; i++)
    for (let j = i + 1; j < all; j++) {
      const [a, p] = i < size ? [x, at + i] : [y, at + i - size]
      const [b, q] = j < size ? [x, at + j] : [y, at + j - size]
      const k = rbf(squaredDistance(a, p, b, q), gamma)
      kernel[i * all + j] = k
      kernel[j * all + i] = k
    }
  return kernel
}

/** Unbiased MMD² between the `size` marked and the other rows of a block's kernel. */
export function blockStatistic(kernel: Float64Array, marks: Uint8Array, size: number): number {
  const all = 2 * size
  let own = 0
  let others = 0
  let cross = 0
  for (let i = 0; i < all; i++) {
    const side = marks[i]!
    for (let j = i + 1; j < all; j++) {
      const k = kernel[i * all + j]!
      if (marks[j] !== side) cross += k
      else if (side === 1) own += k
      else others += k
    }
  }
  return (2 * (own + others)) / (size * (size - 1)) - (2 * cross) / (size * size)
}

/** Unbiased MMD² of each disjoint block of `size` consecutive rows (Zaremba et al. 2013, doi 10.48550/arXiv.1307.1954). */
export function blockValues(x: Table, y: Table, size: number, gamma: number): Float64Array {
  const marks = new Uint8Array(2 * size).fill(1, 0, size)
  return Float64Array.from({ length: Math.floor(Math.min(x.rows, y.rows) / size) }, (_, block) =>
    blockStatistic(blockKernel(x, y, block, size, gamma), marks, size),
  )
}

/** Random Fourier features: `weights` features × d, `phases` in [0, 2π). */
export interface Features {
  weights: Float64Array
  phases: Float64Array
}

/** z(x) = √(2/D) cos(Wx + b) of one row (Rahimi & Recht 2007), written to `into` at `at`. */
export function featuresOf(
  table: Table,
  row: number,
  { weights, phases }: Features,
  into: Float64Array,
  at: number,
): void {
  const { d, values } = table
  const count = phases.length
  const size = Math.sqrt(2 / count)
  for (let k = 0; k < count; k++) {
    let sum = phases[k]!
    for (let j = 0, w = k * d, p = row * d; j < d; j++) sum += weights[w + j]! * values[p + j]!
    into[at + k] = size * cos(sum)
  }
}

/** |mean z(X) − mean z(Y)|², an estimate of the biased MMD². */
export function featureDistance(x: Table, y: Table, features: Features): number {
  const count = features.phases.length
  const mean = (table: Table): Float64Array => {
    const sum = new Float64Array(count)
    const z = new Float64Array(count)
    for (let i = 0; i < table.rows; i++) {
      featuresOf(table, i, features, z, 0)
      for (let k = 0; k < count; k++) sum[k]! += z[k]!
    }
    return sum.map((s) => s / table.rows)
  }
  const mx = mean(x)
  return mean(y).reduce((sum, my, k) => sum + (mx[k]! - my) ** 2, 0)
}
