import type { Computation } from '../define'
import { createRandom, normal, PURPOSE } from '../random'
import type { Table } from './sliding'

/** Where rows lie in the plane of their first two principal components. */
export interface Plane {
  u: Float64Array
  v: Float64Array
  /** Squared distance from the plane. */
  off: Float64Array
}

const ITERATIONS = 25
const MOST_ROWS = 500

/**
 * Coordinates of the rows of all tables in the plane of the first two principal components of all of them together. The
 * components are found by orthogonal iteration (Golub & Van Loan 2013, §8.2.4), which needs no covariance matrix, on at
 * most 500 rows; of two columns, the plane is their own, through the mean.
 */
export function* principalPlane(tables: readonly Table[]): Computation<Plane> {
  const d = tables[0]!.d
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const centred = new Float64Array(rows * d)
  let at = 0
  for (const { values, rows: count } of tables) {
    centred.set(values.subarray(0, count * d), at)
    at += count * d
  }
  const mean = new Float64Array(d)
  for (let i = 0; i < rows; i++) for (let j = 0; j < d; j++) mean[j]! += centred[i * d + j]! / rows
  const [u, v] = d === 2 ? [Float64Array.of(1, 0), Float64Array.of(0, 1)] : [start(0, d), start(1, d)]
  if (d === 2) mean.fill(0)
  for (let i = 0; i < rows; i++) for (let j = 0; j < d; j++) centred[i * d + j]! -= mean[j]!
  if (d > 2) {
    const every = Math.max(1, Math.ceil(rows / MOST_ROWS))
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      covarianceTimes(centred, rows, d, every, u)
      covarianceTimes(centred, rows, d, every, v)
      orthonormalise(u, v)
      yield { done: 0, total: 3, phase: 'pictures' }
    }
    orient(u)
    orient(v)
  }
  const plane = { u: new Float64Array(rows), v: new Float64Array(rows), off: new Float64Array(rows) }
  for (let i = 0; i < rows; i++) {
    let a = 0
    let b = 0
    let square = 0
    for (let j = 0; j < d; j++) {
      const x = centred[i * d + j]!
      a += x * u[j]!
      b += x * v[j]!
      square += x * x
    }
    plane.u[i] = a
    plane.v[i] = b
    plane.off[i] = Math.max(0, square - a * a - b * b)
  }
  return plane
}

function start(index: number, d: number): Float64Array {
  const random = createRandom(index, PURPOSE.split)
  return Float64Array.from({ length: d }, () => normal(random))
}

/** vector ← Xᵀ X vector over every so many rows. */
function covarianceTimes(
  centred: Float64Array,
  rows: number,
  d: number,
  every: number,
  vector: Float64Array,
): void {
  const result = new Float64Array(d)
  for (let i = 0; i < rows; i += every) {
    let dot = 0
    for (let j = 0; j < d; j++) dot += centred[i * d + j]! * vector[j]!
    for (let j = 0; j < d; j++) result[j]! += dot * centred[i * d + j]!
  }
  vector.set(result)
}

/** Where the data has no spread left, the first free axis takes its place. */
function orthonormalise(u: Float64Array, v: Float64Array): void {
  normalise(u, 0)
  removePart(v, u)
  if (!normalise(v, 1)) {
    removePart(v, u)
    normalise(v, 1)
  }
}

function removePart(v: Float64Array, u: Float64Array): void {
  const dot = v.reduce((sum, x, j) => sum + x * u[j]!, 0)
  for (let j = 0; j < v.length; j++) v[j]! -= dot * u[j]!
}

function normalise(vector: Float64Array, fallback: number): boolean {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  if (length > 0 && Number.isFinite(length)) {
    for (let j = 0; j < vector.length; j++) vector[j]! /= length
    return true
  }
  vector.fill(0)
  vector[fallback] = 1
  return false
}

/** A direction's sign means nothing: its largest entry is positive. */
function orient(vector: Float64Array): void {
  const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)
  if (largest < 0) for (let j = 0; j < vector.length; j++) vector[j]! *= -1
}
