/**
 * Kernels of MMD and its permutation test for WebAssembly's SIMD of 128 bits, in AssemblyScript
 * (`node scripts/build-kernels.mjs` compiles it into `engine-bytes.ts`).
 *
 * A panel is 8 rows of the kernel matrix, one vector of 8 rows for each column. Every number has the bits that
 * `plain-kernel.ts` gives: the same operations on 64-bit floats in the same order, and whole numbers beyond.
 * Pointers are bytes, multiples of 16; the caller lays the memory out. Distances are in `distances.as`, what permutations add up in `sums.as`.
 */

import { C1, C10, C11, C2, C3, C4, C5, C6, C7, C8, C9, LOG2_E, ONE_BITS, ROUND, twoFar } from './exp'
import { MASKS } from './sums'

export { distances, productDistances } from './distances'
export { kernelColumn, squaredProducts, takeProducts } from './factor'
export { addRows, lookUp, lookUpFew, sumColumns } from './sums'

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

/** Adds the four numbers of 32 bits to the two floats at `to`. */
@inline
function addAll(to: usize, sums: v128): void {
  const other = v128.shuffle<i32>(sums, sums, 2, 3, 2, 3)
  const both = f64x2.add(f64x2.convert_low_i32x4_s(sums), f64x2.convert_low_i32x4_s(other))
  v128.store(to, f64x2.add(v128.load(to), both))
}

@inline
function addTo(to: usize, sums: v128): void {
  v128.store(to, i32x4.add(v128.load(to), sums))
}

/**
 * Kernel values of a panel's columns `from … to − 1` (counted from the panel's first) out of their distances: unrounded
 * sums for each row, added to the 8 numbers at `sums`; whole numbers of 22 bits, (k − low) · inverse to the nearest, in
 * two planes of 11 bits, less 1,024 each, a column of 8 rows of 16 bits each: the high ones from `high` on, the low ones
 * from `rest` on; and of these numbers, less 1,024: sums of the squares of the high ones, of products of both and of
 * squares of the low ones (two partial sums each, from sums + 64 on), sums by row (8 of the high, 8 of the low ones, at
 * `rowSums`) and by column (four partial sums each, of the high ones at `columnSums`, of the low ones at `columnRests`).
 * @param isNear whether no exponent is below −690 and the kernel values span enough not to leave 22 bits by rounding;
 *   the first 8 columns, the diagonal's, are never so taken
 * @param hasRest whether the low 11 bits are asked for as well
 */
export function quantise(
  squared: usize,
  from: i32,
  to: i32,
  gamma: f64,
  low: f64,
  inverse: f64,
  isNear: bool,
  hasRest: bool,
  high: usize,
  rest: usize,
  sums: usize,
  rowSums: usize,
  columnSums: usize,
  columnRests: usize,
): void {
  const far = isNear ? min(to, max(from, 8)) : to
  quantiseSome(squared, from, far, gamma, low, inverse, false, true, high, rest, sums, rowSums, columnSums, columnRests)
  if (hasRest)
    quantiseSome(squared, far, to, gamma, low, inverse, true, true, high, rest, sums, rowSums, columnSums, columnRests)
  else
    quantiseSome(squared, far, to, gamma, low, inverse, true, false, high, rest, sums, rowSums, columnSums, columnRests)
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
  hasRest: bool,
  high: usize,
  rest: usize,
  sums: usize,
  rowSums: usize,
  columnSums: usize,
  columnRests: usize,
): void {
  if (from >= to) return
  const g = f64x2.splat(-(gamma * LOG2_E))
  const l = f64x2.splat(low)
  const inv = f64x2.splat(inverse)
  const round = f64x2.splat(ROUND)
  const one = i64x2.splat(ONE_BITS)
  const eleven = i32x4.splat(2047)
  const middle = i16x8.splat(MIDDLE)
  const ones = i16x8.splat(1)
  for (let first: usize = from; first < <usize>to; first += 32) {
    const last = min<usize>(to, first + 32)
    let s0 = v128.load(sums), s1 = v128.load(sums, 16), s2 = v128.load(sums, 32), s3 = v128.load(sums, 48)
    let highs = i16x8.splat(0), rests = highs
    let hh = i32x4.splat(0), hr = hh, rr = hh
    for (let c = first; c < last; c++) {
      const at = squared + (c << 6)
      const y0 = f64x2.mul(v128.load(at, 0 * 16), g)
      const y1 = f64x2.mul(v128.load(at, 1 * 16), g)
      const y2 = f64x2.mul(v128.load(at, 2 * 16), g)
      const y3 = f64x2.mul(v128.load(at, 3 * 16), g)
      let k0: v128, k1: v128, k2: v128, k3: v128
      if (isNear) {
        // Of a single exponential each step waits for the one before: four side by side, as a core looks ahead less far
        // than one is long. The compiler keeps this order (scripts/build-kernels.mjs).
        const n0 = f64x2.add(y0, round)
        const n1 = f64x2.add(y1, round)
        const n2 = f64x2.add(y2, round)
        const n3 = f64x2.add(y3, round)
        const f0 = f64x2.sub(y0, f64x2.sub(n0, round))
        const f1 = f64x2.sub(y1, f64x2.sub(n1, round))
        const f2 = f64x2.sub(y2, f64x2.sub(n2, round))
        const f3 = f64x2.sub(y3, f64x2.sub(n3, round))
        const t0 = f64x2.mul(f0, f0)
        const t1 = f64x2.mul(f1, f1)
        const t2 = f64x2.mul(f2, f2)
        const t3 = f64x2.mul(f3, f3)
        let o0 = f64x2.add(f64x2.splat(C9), f64x2.mul(t0, f64x2.splat(C11)))
        let o1 = f64x2.add(f64x2.splat(C9), f64x2.mul(t1, f64x2.splat(C11)))
        let o2 = f64x2.add(f64x2.splat(C9), f64x2.mul(t2, f64x2.splat(C11)))
        let o3 = f64x2.add(f64x2.splat(C9), f64x2.mul(t3, f64x2.splat(C11)))
        let e0 = f64x2.add(f64x2.splat(C8), f64x2.mul(t0, f64x2.splat(C10)))
        let e1 = f64x2.add(f64x2.splat(C8), f64x2.mul(t1, f64x2.splat(C10)))
        let e2 = f64x2.add(f64x2.splat(C8), f64x2.mul(t2, f64x2.splat(C10)))
        let e3 = f64x2.add(f64x2.splat(C8), f64x2.mul(t3, f64x2.splat(C10)))
        o0 = f64x2.add(f64x2.splat(C7), f64x2.mul(t0, o0))
        o1 = f64x2.add(f64x2.splat(C7), f64x2.mul(t1, o1))
        o2 = f64x2.add(f64x2.splat(C7), f64x2.mul(t2, o2))
        o3 = f64x2.add(f64x2.splat(C7), f64x2.mul(t3, o3))
        e0 = f64x2.add(f64x2.splat(C6), f64x2.mul(t0, e0))
        e1 = f64x2.add(f64x2.splat(C6), f64x2.mul(t1, e1))
        e2 = f64x2.add(f64x2.splat(C6), f64x2.mul(t2, e2))
        e3 = f64x2.add(f64x2.splat(C6), f64x2.mul(t3, e3))
        o0 = f64x2.add(f64x2.splat(C5), f64x2.mul(t0, o0))
        o1 = f64x2.add(f64x2.splat(C5), f64x2.mul(t1, o1))
        o2 = f64x2.add(f64x2.splat(C5), f64x2.mul(t2, o2))
        o3 = f64x2.add(f64x2.splat(C5), f64x2.mul(t3, o3))
        e0 = f64x2.add(f64x2.splat(C4), f64x2.mul(t0, e0))
        e1 = f64x2.add(f64x2.splat(C4), f64x2.mul(t1, e1))
        e2 = f64x2.add(f64x2.splat(C4), f64x2.mul(t2, e2))
        e3 = f64x2.add(f64x2.splat(C4), f64x2.mul(t3, e3))
        o0 = f64x2.add(f64x2.splat(C3), f64x2.mul(t0, o0))
        o1 = f64x2.add(f64x2.splat(C3), f64x2.mul(t1, o1))
        o2 = f64x2.add(f64x2.splat(C3), f64x2.mul(t2, o2))
        o3 = f64x2.add(f64x2.splat(C3), f64x2.mul(t3, o3))
        e0 = f64x2.add(f64x2.splat(C2), f64x2.mul(t0, e0))
        e1 = f64x2.add(f64x2.splat(C2), f64x2.mul(t1, e1))
        e2 = f64x2.add(f64x2.splat(C2), f64x2.mul(t2, e2))
        e3 = f64x2.add(f64x2.splat(C2), f64x2.mul(t3, e3))
        o0 = f64x2.mul(f0, f64x2.add(f64x2.splat(C1), f64x2.mul(t0, o0)))
        o1 = f64x2.mul(f1, f64x2.add(f64x2.splat(C1), f64x2.mul(t1, o1)))
        o2 = f64x2.mul(f2, f64x2.add(f64x2.splat(C1), f64x2.mul(t2, o2)))
        o3 = f64x2.mul(f3, f64x2.add(f64x2.splat(C1), f64x2.mul(t3, o3)))
        e0 = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.mul(t0, e0), o0))
        e1 = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.mul(t1, e1), o1))
        e2 = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.mul(t2, e2), o2))
        e3 = f64x2.add(f64x2.splat(1), f64x2.add(f64x2.mul(t3, e3), o3))
        k0 = f64x2.mul(e0, i64x2.add(i64x2.shl(n0, 52), one))
        k1 = f64x2.mul(e1, i64x2.add(i64x2.shl(n1, 52), one))
        k2 = f64x2.mul(e2, i64x2.add(i64x2.shl(n2, 52), one))
        k3 = f64x2.mul(e3, i64x2.add(i64x2.shl(n3, 52), one))
      } else {
        k0 = twoFar(y0)
        k1 = twoFar(y1)
        k2 = twoFar(y2)
        k3 = twoFar(y3)
      }
      s0 = f64x2.add(s0, k0)
      s1 = f64x2.add(s1, k1)
      s2 = f64x2.add(s2, k2)
      s3 = f64x2.add(s3, k3)
      const a = v128.shuffle<i32>(whole(k0, l, inv, isNear), whole(k1, l, inv, isNear), 0, 2, 4, 6)
      const b = v128.shuffle<i32>(whole(k2, l, inv, isNear), whole(k3, l, inv, isNear), 0, 2, 4, 6)
      // Rows below the diagonal count nothing.
      const above = isNear || c >= 8 ? i16x8.splat(1) : v128.load(MASKS + ((<usize>1 << (c + 4)) - 16))
      let most = i16x8.sub(i16x8.narrow_i32x4_u(i32x4.shr_u(a, 11), i32x4.shr_u(b, 11)), middle)
      if (!isNear) most = i16x8.mul(most, above)
      v128.store(high + (c << 4), most)
      highs = i16x8.add(highs, most)
      hh = i32x4.add(hh, i32x4.dot_i16x8_s(most, most))
      addTo(columnSums + (c << 4), i32x4.dot_i16x8_s(most, ones))
      if (hasRest) {
        let least = i16x8.sub(i16x8.narrow_i32x4_u(v128.and(a, eleven), v128.and(b, eleven)), middle)
        if (!isNear) least = i16x8.mul(least, above)
        v128.store(rest + (c << 4), least)
        rests = i16x8.add(rests, least)
        hr = i32x4.add(hr, i32x4.dot_i16x8_s(most, least))
        rr = i32x4.add(rr, i32x4.dot_i16x8_s(least, least))
        addTo(columnRests + (c << 4), i32x4.dot_i16x8_s(least, ones))
      }
    }
    v128.store(sums, s0)
    v128.store(sums, s1, 16)
    v128.store(sums, s2, 32)
    v128.store(sums, s3, 48)
    addTo(rowSums, i32x4.extend_low_i16x8_s(highs))
    addTo(rowSums + 16, i32x4.extend_high_i16x8_s(highs))
    addAll(sums + 64, hh)
    if (hasRest) {
      addTo(rowSums + 32, i32x4.extend_low_i16x8_s(rests))
      addTo(rowSums + 48, i32x4.extend_high_i16x8_s(rests))
      addAll(sums + 80, hr)
      addAll(sums + 96, rr)
    }
  }
}
