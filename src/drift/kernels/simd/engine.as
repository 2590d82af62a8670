/**
 * Kernels of MMD and its permutation test for WebAssembly's SIMD of 128 bits, in AssemblyScript
 * (`node scripts/build-kernels.mjs` compiles it into `engine-bytes.ts`).
 *
 * A panel is 8 rows of the kernel matrix, one vector of 8 rows for each column. Every number has the bits that
 * `plain-kernel.ts` gives: the same operations on 64-bit floats in the same order, and whole numbers beyond.
 * Pointers are bytes, multiples of 16; the caller lays the memory out. Distances are in `distances.as`, what permutations add up in `sums.as`.
 */

import { expNear, expNegative } from './exp'
import { MASKS, TABLES } from './sums'

export { distances, productDistances } from './distances'
export { kernelColumn, squaredProducts, takeProducts } from './factor'
export { addRows, lookUp, lookUpFew } from './sums'

/** Whole numbers of 22 bits, as two planes of 11. */
const TOP: f64 = 4194303
const TWO52: f64 = 4503599627370496

/** Kernel values are added up less this much, so that 32 of 11 bits fit into a signed number of 16. */
const MIDDLE: i16 = 1024

/** Least and greatest number of `bytes` from `values` on, taken into the two at `range`. */
export function widen(values: usize, bytes: usize, range: usize): void {
  let low = v128.load_splat<f64>(range)
  let high = v128.load_splat<f64>(range, 8)
  const end = values + bytes
  for (let at = values; at < end; at += 32) {
    const v = v128.load(at)
    const w = v128.load(at, 16)
    // A comparison with what is not a number keeps what was there.
    low = f64x2.pmin(f64x2.pmin(low, v), w)
    high = f64x2.pmax(f64x2.pmax(high, v), w)
  }
  const l = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1))
  const h = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1))
  store<f64>(range, l)
  store<f64>(range, h, 8)
}

/** Counts and keeps two numbers v of a bracket: the place of the next one kept. */
@inline
function keep(v: v128, inside: v128, to: usize): usize {
  // Written in any case, and kept by going on: no branch to be guessed.
  const kept = i64x2.bitmask(inside)
  v128.store_lane<f64>(to, v, 0)
  to += <usize>(kept & 1) << 3
  v128.store_lane<f64>(to, v, 1)
  return to + (<usize>(kept & 2) << 2)
}

/**
 * Counts the numbers of `bytes` from `values` on that lie below `low` (at counts), up to it (+ 8) and up to `high` (+ 16),
 * each added to the f64 there; writes those strictly between to `out`, and takes the least and the greatest into the two
 * at `range`.
 * @param bytes a multiple of 32
 * @returns how many were written
 */
export function bracket(
  values: usize,
  bytes: usize,
  low: f64,
  high: f64,
  counts: usize,
  out: usize,
  range: usize,
): i32 {
  const l = f64x2.splat(low)
  const h = f64x2.splat(high)
  let under = i64x2.splat(0), toLow = under, toHigh = under
  let least = v128.load_splat<f64>(range)
  let greatest = v128.load_splat<f64>(range, 8)
  const end = values + bytes
  let to = out
  for (let at = values; at < end; at += 32) {
    const v = v128.load(at)
    const w = v128.load(at, 16)
    under = i64x2.sub(under, i64x2.add(f64x2.lt(v, l), f64x2.lt(w, l)))
    const vUp = f64x2.le(v, l), wUp = f64x2.le(w, l)
    toLow = i64x2.sub(toLow, i64x2.add(vUp, wUp))
    toHigh = i64x2.sub(toHigh, i64x2.add(f64x2.le(v, h), f64x2.le(w, h)))
    least = f64x2.pmin(f64x2.pmin(least, v), w)
    greatest = f64x2.pmax(f64x2.pmax(greatest, v), w)
    to = keep(v, v128.andnot(f64x2.lt(v, h), vUp), to)
    to = keep(w, v128.andnot(f64x2.lt(w, h), wUp), to)
  }
  store<f64>(range, min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)))
  store<f64>(range, max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1)), 8)
  addCount(counts, under)
  addCount(counts + 8, toLow)
  addCount(counts + 16, toHigh)
  return <i32>((to - out) >> 3)
}

function addCount(at: usize, count: v128): void {
  store<f64>(at, load<f64>(at) + <f64>(i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1)))
}

/** The whole number of a kernel value, plus 2⁵² so that its bits are the low ones. */
@inline
function whole(k: v128, low: v128, inverse: v128, isNear: bool): v128 {
  let t = f64x2.mul(f64x2.sub(k, low), inverse)
  if (!isNear) t = f64x2.min(f64x2.max(t, f64x2.splat(0)), f64x2.splat(TOP))
  return f64x2.add(t, f64x2.splat(TWO52))
}

/**
 * Kernel values of a panel's columns `from … to − 1` (counted from the panel's first) out of their distances: unrounded
 * sums for each row, added to the 8 numbers at `sums`; whole numbers of 22 bits, (k − low) · inverse to the nearest, the
 * sums of their squares (+ 64), and they themselves in two planes, a column of 8 rows of 16 bits each: the high 11 bits
 * less 1,024 from `high` on, the low ones from `rest` on; and their sums by row (at `rowSums`, 8 of the high, 8 of the
 * low ones) and by column (at `columnSums`, for each column four partial sums of the high, four of the low ones), 32
 * bits each.
 * @param isNear whether no exponent is below −690 and the kernel values span enough not to leave 22 bits by rounding;
 *   the first 8 columns, the diagonal's, are never so taken
 */
export function quantise(
  squared: usize,
  from: i32,
  to: i32,
  gamma: f64,
  low: f64,
  inverse: f64,
  isNear: bool,
  high: usize,
  rest: usize,
  sums: usize,
  rowSums: usize,
  columnSums: usize,
): void {
  const far = isNear ? min(to, max(from, 8)) : to
  quantiseSome(squared, from, far, gamma, low, inverse, false, high, rest, sums, rowSums, columnSums)
  quantiseSome(squared, far, to, gamma, low, inverse, true, high, rest, sums, rowSums, columnSums)
}

@inline
function quantiseSome(
  squared: usize,
  from: i32,
  to: i32,
  gamma: f64,
  low: f64,
  inverse: f64,
  isNear: bool,
  high: usize,
  rest: usize,
  sums: usize,
  rowSums: usize,
  columnSums: usize,
): void {
  if (from >= to) return
  const g = f64x2.splat(-gamma)
  const l = f64x2.splat(low)
  const inv = f64x2.splat(inverse)
  const two52 = f64x2.splat(TWO52)
  const eleven = i32x4.splat(2047)
  const middle = i16x8.splat(MIDDLE)
  let h0 = v128.load(rowSums), h1 = v128.load(rowSums, 16)
  let r0 = v128.load(rowSums, 32), r1 = v128.load(rowSums, 48)
  // Exponentials first, then what is made of them, some columns at a time: of either alone more are under way at once.
  for (let first: usize = from; first < <usize>to; first += 32) {
    const last = min<usize>(to, first + 32)
    let s0 = v128.load(sums), s1 = v128.load(sums, 16), s2 = v128.load(sums, 32), s3 = v128.load(sums, 48)
    let kernel = TABLES
    for (let c = first; c < last; c++) {
      const at = squared + (c << 6)
      const x0 = f64x2.mul(v128.load(at), g)
      const x1 = f64x2.mul(v128.load(at, 16), g)
      const x2 = f64x2.mul(v128.load(at, 32), g)
      const x3 = f64x2.mul(v128.load(at, 48), g)
      const k0 = isNear ? expNear(x0) : expNegative(x0)
      const k1 = isNear ? expNear(x1) : expNegative(x1)
      const k2 = isNear ? expNear(x2) : expNegative(x2)
      const k3 = isNear ? expNear(x3) : expNegative(x3)
      s0 = f64x2.add(s0, k0)
      s1 = f64x2.add(s1, k1)
      s2 = f64x2.add(s2, k2)
      s3 = f64x2.add(s3, k3)
      v128.store(kernel, k0)
      v128.store(kernel, k1, 16)
      v128.store(kernel, k2, 32)
      v128.store(kernel, k3, 48)
      kernel += 64
    }
    v128.store(sums, s0)
    v128.store(sums, s1, 16)
    v128.store(sums, s2, 32)
    v128.store(sums, s3, 48)
    let q0 = v128.load(sums, 64), q1 = v128.load(sums, 80), q2 = v128.load(sums, 96), q3 = v128.load(sums, 112)
    kernel = TABLES
    for (let c = first; c < last; c++) {
      const w0 = whole(v128.load(kernel), l, inv, isNear)
      const w1 = whole(v128.load(kernel, 16), l, inv, isNear)
      const w2 = whole(v128.load(kernel, 32), l, inv, isNear)
      const w3 = whole(v128.load(kernel, 48), l, inv, isNear)
      kernel += 64
      let t = f64x2.sub(w0, two52)
      q0 = f64x2.add(q0, f64x2.mul(t, t))
      t = f64x2.sub(w1, two52)
      q1 = f64x2.add(q1, f64x2.mul(t, t))
      t = f64x2.sub(w2, two52)
      q2 = f64x2.add(q2, f64x2.mul(t, t))
      t = f64x2.sub(w3, two52)
      q3 = f64x2.add(q3, f64x2.mul(t, t))
      const a = v128.shuffle<i32>(w0, w1, 0, 2, 4, 6)
      const b = v128.shuffle<i32>(w2, w3, 0, 2, 4, 6)
      const ah = i32x4.shr_u(a, 11), bh = i32x4.shr_u(b, 11)
      const ar = v128.and(a, eleven), br = v128.and(b, eleven)
      h0 = i32x4.add(h0, ah)
      h1 = i32x4.add(h1, bh)
      r0 = i32x4.add(r0, ar)
      r1 = i32x4.add(r1, br)
      let most = i16x8.sub(i16x8.narrow_i32x4_u(ah, bh), middle)
      let least = i16x8.sub(i16x8.narrow_i32x4_u(ar, br), middle)
      if (!isNear && c < 8) {
        // Rows below the diagonal count nothing.
        const above = v128.load(MASKS + ((<usize>1 << (c + 4)) - 16))
        most = i16x8.mul(most, above)
        least = i16x8.mul(least, above)
      }
      v128.store(high + (c << 4), most)
      v128.store(rest + (c << 4), least)
      const column = columnSums + (c << 5)
      v128.store(column, i32x4.add(v128.load(column), i32x4.add(ah, bh)))
      v128.store(column, i32x4.add(v128.load(column, 16), i32x4.add(ar, br)), 16)
    }
    v128.store(sums, q0, 64)
    v128.store(sums, q1, 80)
    v128.store(sums, q2, 96)
    v128.store(sums, q3, 112)
  }
  v128.store(rowSums, h0)
  v128.store(rowSums, h1, 16)
  v128.store(rowSums, r0, 32)
  v128.store(rowSums, r1, 48)
}
