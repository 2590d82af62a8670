import type { Computation } from '../define'
import { positiveInverse, product, quadraticForm } from '../math/matrix'
import { SLICE_WORK } from './pairs'
import { squaredDistance } from './partial-estimators'
import { fixedPointScale, rbf, roundWhole } from './rbf'
import type { Table } from './sliding'
import { power } from '../math/power'

/**
 * Least-squares density difference (Sugiyama et al. 2013, doi 10.1162/NECO_a_00492; with the choice of λ and the form
 * 2A − AHA of Bu, Alippi & Zhao 2018, doi 10.1109/TNNLS.2016.2619909): the difference of two densities is fitted by
 * Gaussian bumps at C centres, and LSDD = hᵀ (2A − AHA) h estimates the integral of its square, where
 * h = mean k(x, c) − mean k(y, c), A = (H + λI)⁻¹ and H = exp(−|c − c′|² / 4σ²), without the normalising factor.
 */

/** Means and standard deviations (n − 1) of columns. */
export interface Scaling {
  mean: Float64Array
  sd: Float64Array
}

export function scalingOf(tables: readonly Table[]): Scaling {
  const d = tables[0]!.d
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const mean = new Float64Array(d)
  const squares = new Float64Array(d)
  let n = 0
  for (const { rows: count, values } of tables)
    for (let i = 0; i < count; i++) {
      n++
      for (let j = 0; j < d; j++) {
        const delta = values[i * d + j]! - mean[j]!
        mean[j]! += delta / n
        squares[j]! += delta * (values[i * d + j]! - mean[j]!)
      }
    }
  return { mean, sd: squares.map((s) => Math.sqrt(s / (rows - 1))) }
}

/** (x − mean) / (sd + 1e−12), as Alibi Detect: a constant column becomes 0. */
export function standardised({ rows, d, values }: Table, { mean, sd }: Scaling): Table {
  return { rows, d, values: values.map((x, at) => (x - mean[at % d]!) / (sd[at % d]! + 1e-12)) }
}

/** The given rows of a table. */
export function pickRows({ d, values }: Table, rows: ArrayLike<number>): Table {
  const picked = new Float64Array(rows.length * d)
  for (let i = 0; i < rows.length; i++) picked.set(values.subarray(rows[i]! * d, (rows[i]! + 1) * d), i * d)
  return { rows: rows.length, d, values: picked }
}

/** k(row, centre) of every row with every centre, rows × C. */
export function* centreKernel(table: Table, centres: Table, gamma: number): Computation<Float64Array> {
  const kernel = new Float64Array(table.rows * centres.rows)
  for (let i = 0, work = 0; i < table.rows; i++) {
    for (let c = 0; c < centres.rows; c++)
      kernel[i * centres.rows + c] = rbf(squaredDistance(table, i, centres, c), gamma)
    if ((work += centres.rows * (table.d + 16)) < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: table.rows, phase: 'kernel rows' }
  }
  yield { done: table.rows, total: table.rows, phase: 'kernel rows' }
  return kernel
}

/** H of the centres. */
export function centreOverlap(centres: Table, gamma: number): Float64Array {
  const c = centres.rows
  return Float64Array.from({ length: c * c }, (_, at) =>
    rbf(squaredDistance(centres, Math.floor(at / c), centres, at % c), gamma / 2),
  )
}

/** The quadratic form of LSDD, and what it was made with. */
export interface Form {
  lambda: number
  /** 2A − AHA, C × C. */
  form: Float64Array
  /** A. */
  inverse: Float64Array
}

/** Relative difference of two estimates below which λ is small enough. */
const LARGEST_DIFFERENCE = 0.2

/**
 * The largest λ of 1, 1/4, 1/16, …, 4⁻⁹ whose two estimates hᵀAh and hᵀAHAh differ by less than a fifth on average
 * over the given vectors h; the last where there is none.
 * @param differences vectors h one after the other
 */
export function* chooseForm(overlap: Float64Array, c: number, differences: Float64Array): Computation<Form> {
  const count = differences.length / c
  let found: Form | null = null
  for (let i = 0; i < 10; i++) {
    const lambda = power(4, -i)
    const ridge = overlap.slice()
    for (let k = 0; k < c; k++) ridge[k * c + k]! += lambda
    const inverse = positiveInverse(ridge, c)
    if (!inverse) break
    const sandwich = product(product(inverse, overlap, c), inverse, c)
    found = { lambda, inverse, form: inverse.map((a, at) => 2 * a - sandwich[at]!) }
    let sum = 0
    let used = 0
    for (let b = 0, work = 0; b < count; b++) {
      const h = differences.subarray(b * c, (b + 1) * c)
      const whole = quadraticForm(inverse, h, c)
      if (whole > 0) {
        sum += 1 - quadraticForm(sandwich, h, c) / whole
        used++
      }
      if ((work += 2 * c * c) < SLICE_WORK) continue
      work = 0
      yield { done: b, total: count, phase: 'regularisation' }
    }
    if (used === 0 || sum / used < LARGEST_DIFFERENCE) break
  }
  // H of a Gaussian kernel plus λ ≥ 4⁻⁹ on its diagonal is positive definite, so the first λ has an inverse.
  return found!
}

/**
 * Vectors h of splits of the rows: the observed one first, then those that `mark` gives. Kernel values are rounded to
 * a fixed point, so that sums do not depend on order and equal splits tie.
 * @param kernel rows × C, the first n rows the reference's
 */
export function* splitDifferences(
  kernel: Float64Array,
  c: number,
  n: number,
  draws: number,
  mark: (b: number, marks: Uint8Array) => void,
): Computation<Float64Array> {
  const all = kernel.length / c
  const m = all - n
  const scale = fixedPointScale(all)
  const whole = new Float64Array(kernel.length)
  const total = new Float64Array(c)
  const rowsAtOnce = Math.max(1, Math.floor(SLICE_WORK / (2 * c)))
  for (let i = 0; i < all; i++) {
    for (let k = 0, at = i * c; k < c; k++, at++) total[k]! += whole[at] = roundWhole(kernel[at]! * scale)
    if ((i + 1) % rowsAtOnce === 0) yield { done: i + 1, total: all, phase: 'kernel rows' }
  }
  const marks = new Uint8Array(all).fill(1, 0, n)
  const sums = new Float64Array(c)
  const differences = new Float64Array((draws + 1) * c)
  for (let b = 0, work = 0; b <= draws; b++) {
    if (b > 0) mark(b - 1, marks)
    sums.fill(0)
    for (let i = 0; i < all; i++) {
      if (marks[i] === 0) continue
      for (let k = 0, at = i * c; k < c; k++) sums[k]! += whole[at + k]!
      if ((i + 1) % rowsAtOnce === 0) yield { done: b, total: draws, phase: 'permutations' }
    }
    for (let k = 0; k < c; k++) differences[b * c + k] = (sums[k]! / n - (total[k]! - sums[k]!) / m) / scale
    if ((work += 2 * all * c) < SLICE_WORK) continue
    work = 0
    yield { done: b, total: draws, phase: 'permutations' }
  }
  yield { done: draws, total: draws, phase: 'permutations' }
  return differences
}
