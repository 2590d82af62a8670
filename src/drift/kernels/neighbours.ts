import type { Computation } from '../define'
import { SLICE_WORK, squaredDistances } from './pairs'
import type { Table } from './sliding'

/** Different rows in ascending order (first column first), and how often each sample holds them. */
export interface DistinctRows {
  table: Table
  counts: readonly [Float64Array, Float64Array]
  /** Of each row of both samples, x first: which different row it is. */
  index: Uint32Array
}

export function distinctRows(x: Table, y: Table): DistinctRows {
  const { d } = x
  const all = x.rows + y.rows
  const values = new Float64Array(all * d)
  values.set(x.values)
  values.set(y.values, x.values.length)
  const compare = (a: number, b: number): number => {
    for (let j = 0; j < d; j++) {
      const difference = values[a * d + j]! - values[b * d + j]!
      if (difference !== 0) return difference
    }
    return 0
  }
  const order = Uint32Array.from({ length: all }, (_, i) => i).sort(compare)
  const index = new Uint32Array(all)
  const firsts: number[] = []
  for (let i = 0; i < all; i++) {
    if (i === 0 || compare(order[i - 1]!, order[i]!) !== 0) firsts.push(order[i]!)
    index[order[i]!] = firsts.length - 1
  }
  const table = { rows: firsts.length, d, values: new Float64Array(firsts.length * d) }
  firsts.forEach((row, i) => table.values.set(values.subarray(row * d, (row + 1) * d), i * d))
  const counts = [new Float64Array(firsts.length), new Float64Array(firsts.length)] as const
  for (let i = 0; i < all; i++) counts[i < x.rows ? 0 : 1][index[i]!]!++
  return { table, counts, index }
}

/** The k nearest rows of each row, itself among them, nearest first; of equally near ones the earlier. rows × k. */
export function* nearestRows({ rows, d, values }: Table, k: number): Computation<Uint32Array> {
  const nearest = new Uint32Array(rows * k)
  const distances = new Float64Array(rows)
  const best = new Float64Array(k)
  for (let i = 0, work = 0; i < rows; i++) {
    squaredDistances(values, i * d, values, d, 0, rows, distances, 0)
    const at = i * k
    let found = 0
    for (let j = 0; j < rows; j++) {
      const distance = distances[j]!
      if (found === k && distance >= best[k - 1]!) continue
      let place = found < k ? found++ : k - 1
      for (; place > 0 && best[place - 1]! > distance; place--) {
        best[place] = best[place - 1]!
        nearest[at + place] = nearest[at + place - 1]!
      }
      best[place] = distance
      nearest[at + place] = j
    }
    if ((work += rows * (d + 6)) < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: rows, phase: 'neighbours' }
  }
  yield { done: rows, total: rows, phase: 'neighbours' }
  return nearest
}

/**
 * Distance of two samples as seen by neighbourhoods (Liu et al. 2018, doi 10.1016/j.patcog.2017.11.009): each row's
 * neighbours receive its weight; the mean over rows of |a − b| / (a + b), a and b what a row received from either sample.
 * @param a, b weights of each row in either sample
 * @param into two buffers as long as `a`
 */
export function neighbourDistance(
  nearest: Uint32Array,
  k: number,
  a: Float64Array,
  b: Float64Array,
  into: readonly [Float64Array, Float64Array],
): number {
  const rows = a.length
  const [sumA, sumB] = into
  sumA.fill(0)
  sumB.fill(0)
  for (let i = 0; i < rows; i++)
    for (let at = i * k; at < (i + 1) * k; at++) {
      const j = nearest[at]!
      sumA[j]! += a[i]!
      sumB[j]! += b[i]!
    }
  let sum = 0
  for (let j = 0; j < rows; j++) {
    const both = sumA[j]! + sumB[j]!
    if (both > 0) sum += Math.abs(sumA[j]! - sumB[j]!) / both
  }
  return sum / rows
}

/**
 * The same distance of samples of n and m rows that have equal weight: from how often the first holds each different row,
 * as the second holds the others. Weights m and n instead of 1/n and 1/m: sums of whole numbers are exact, and equal
 * splits tie.
 * @param counts how often either sample holds each different row; what is dealt anew adds up to the same
 */
export function weightedNeighbourDistance(
  nearest: Uint32Array,
  k: number,
  counts: readonly [Float64Array, Float64Array],
  n: number,
  m: number,
): (a: Float64Array) => number {
  const rows = counts[0].length
  // What a row receives from both samples is the same however they are dealt.
  const both = received(
    nearest,
    k,
    counts[0].map((count, i) => count + counts[1][i]!),
    new Float64Array(rows),
  )
  const first = new Float64Array(rows)
  return (a) => {
    received(nearest, k, a, first)
    let sum = 0
    for (let j = 0; j < rows; j++) {
      const x = m * first[j]!
      const y = n * (both[j]! - first[j]!)
      if (x + y > 0) sum += Math.abs(x - y) / (x + y)
    }
    return sum / rows
  }
}

/** What each row receives from those that have it among their k nearest. */
function received(nearest: Uint32Array, k: number, given: Float64Array, into: Float64Array): Float64Array {
  into.fill(0)
  for (let i = 0; i < given.length; i++) {
    const weight = given[i]!
    if (weight === 0) continue
    for (let at = i * k, end = at + k; at < end; at++) into[nearest[at]!]! += weight
  }
  return into
}
