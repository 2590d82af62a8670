/** Decomposition of the kernel of one column: what of `low-rank.ts` costs most, with the bits of its plain steps. */

import { LOG2_E, twoFar } from './exp'

/** Kernel values of the `bytes` of numbers at `values` with x, to `out`. */
export function kernelColumn(values: usize, bytes: usize, x: f64, gamma: f64, out: usize): void {
  const g = f64x2.splat(-(gamma * LOG2_E))
  const to = f64x2.splat(x)
  for (let at: usize = 0; at < bytes; at += 16) {
    const difference = f64x2.sub(v128.load(values + at), to)
    v128.store(out + at, twoFar(f64x2.mul(f64x2.mul(difference, difference), g)))
  }
}

/**
 * Subtracts from column k what the columns before it make of it: each times its number in the row `pivot` (in bytes).
 * @param columns one after the other, `bytes` each, a multiple of 16
 */
export function takeProducts(columns: usize, bytes: usize, k: i32, pivot: usize): void {
  const column = columns + <usize>k * bytes
  let before = columns
  for (; before + 4 * bytes <= column; before += 4 * bytes) {
    const f0 = v128.load_splat<f64>(before + pivot)
    const f1 = v128.load_splat<f64>(before + bytes + pivot)
    const f2 = v128.load_splat<f64>(before + 2 * bytes + pivot)
    const f3 = v128.load_splat<f64>(before + 3 * bytes + pivot)
    let a = before, b = a + bytes, c = b + bytes, d = c + bytes
    for (let to = column; to < column + bytes; to += 16) {
      const first = f64x2.add(f64x2.mul(f0, v128.load(a)), f64x2.mul(f1, v128.load(b)))
      const last = f64x2.add(f64x2.mul(f2, v128.load(c)), f64x2.mul(f3, v128.load(d)))
      v128.store(to, f64x2.sub(v128.load(to), f64x2.add(first, last)))
      a += 16
      b += 16
      c += 16
      d += 16
    }
  }
  for (; before < column; before += bytes) {
    const f = v128.load_splat<f64>(before + pivot)
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(column + at, f64x2.sub(v128.load(column + at), f64x2.mul(f, v128.load(before + at))))
  }
}

/** Σ (a · b)² of column k = a with the columns b before it, and half of that with itself. */
export function squaredProducts(columns: usize, bytes: usize, k: i32): f64 {
  const own = columns + <usize>k * bytes
  let squares: f64 = 0
  let other = columns
  for (; other + 4 * bytes <= own; other += 4 * bytes) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0
    let a = other, b = a + bytes, c = b + bytes, d = c + bytes
    for (let at = own; at < own + bytes; at += 16) {
      const x = v128.load(at)
      s0 = f64x2.add(s0, f64x2.mul(x, v128.load(a)))
      s1 = f64x2.add(s1, f64x2.mul(x, v128.load(b)))
      s2 = f64x2.add(s2, f64x2.mul(x, v128.load(c)))
      s3 = f64x2.add(s3, f64x2.mul(x, v128.load(d)))
      a += 16
      b += 16
      c += 16
      d += 16
    }
    squares += squaredSum(s0)
    squares += squaredSum(s1)
    squares += squaredSum(s2)
    squares += squaredSum(s3)
  }
  for (; other <= own; other += bytes) {
    let s = f64x2.splat(0)
    for (let at: usize = 0; at < bytes; at += 16)
      s = f64x2.add(s, f64x2.mul(v128.load(own + at), v128.load(other + at)))
    squares += (other == own ? 0.5 : 1.0) * squaredSum(s)
  }
  return squares
}

function squaredSum(s: v128): f64 {
  const sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)
  return sum * sum
}
