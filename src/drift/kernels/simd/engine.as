/**
 * Kernels of MMD and its permutation test for WebAssembly's SIMD of 128 bits, in AssemblyScript
 * (`node scripts/build-kernels.mjs` compiles it into `engine-bytes.ts`).
 *
 * A panel is 8 rows of the kernel matrix, one vector of 8 rows for each column. Every number has the bits that
 * `plain-kernel.ts` gives: the same operations on 64-bit floats in the same order, and whole numbers beyond.
 * Pointers are bytes, multiples of 16; the caller lays the memory out.
 */

// After math/exp.ts: the same coefficients, the same order.
const ROUND: f64 = 6755399441055744
const INV_LN2: f64 = 1.4426950408889634
const LN2_HI: f64 = 6.9314718036912381649e-1
const LN2_LO: f64 = 1.90821492927058770002e-10
const P1: f64 = 1.66666666666666019037e-1
const P2: f64 = -2.77777777770155933842e-3
const P3: f64 = 6.61375632143793436117e-5
const P4: f64 = -1.6533902205465251539e-6
const P5: f64 = 4.13813679705723846039e-8

/** Whole numbers of 22 bits, as two planes of 11. */
const TOP: f64 = 4194303

/** Columns of one group, four tables of 256 sums of 8 rows of 16 bits. */
const TABLE: usize = 4096

/**
 * Squared distances of the 8 rows of panel `p` to columns `from … to − 1`: column j at out + 64 (j − 8p). Not a
 * number on and below the diagonal. `blocks`: 8 rows after each other hold their columns' values beside each other.
 */
export function distances(blocks: usize, d: i32, p: i32, from: i32, to: i32, out: usize): void {
  const blockBytes = <usize>d << 6
  const rows = blocks + <usize>p * blockBytes
  const end = rows + blockBytes
  const first = p << 3
  let j = from
  for (; j + 2 <= to; j += 2) {
    const a = blocks + <usize>(j >> 3) * blockBytes + (<usize>(j & 7) << 3)
    const b = blocks + <usize>((j + 1) >> 3) * blockBytes + (<usize>((j + 1) & 7) << 3)
    const toB = b - a
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0
    let at = a
    for (let row = rows; row < end; row += 64) {
      const x = v128.load_splat<f64>(at)
      const y = v128.load_splat<f64>(at + toB)
      at += 64
      const r0 = v128.load(row)
      const r1 = v128.load(row, 16)
      const r2 = v128.load(row, 32)
      const r3 = v128.load(row, 48)
      let s = f64x2.sub(r0, x)
      a0 = f64x2.add(a0, f64x2.mul(s, s))
      s = f64x2.sub(r0, y)
      b0 = f64x2.add(b0, f64x2.mul(s, s))
      s = f64x2.sub(r1, x)
      a1 = f64x2.add(a1, f64x2.mul(s, s))
      s = f64x2.sub(r1, y)
      b1 = f64x2.add(b1, f64x2.mul(s, s))
      s = f64x2.sub(r2, x)
      a2 = f64x2.add(a2, f64x2.mul(s, s))
      s = f64x2.sub(r2, y)
      b2 = f64x2.add(b2, f64x2.mul(s, s))
      s = f64x2.sub(r3, x)
      a3 = f64x2.add(a3, f64x2.mul(s, s))
      s = f64x2.sub(r3, y)
      b3 = f64x2.add(b3, f64x2.mul(s, s))
    }
    const o = out + (<usize>(j - first) << 6)
    v128.store(o, a0)
    v128.store(o, a1, 16)
    v128.store(o, a2, 32)
    v128.store(o, a3, 48)
    v128.store(o, b0, 64)
    v128.store(o, b1, 80)
    v128.store(o, b2, 96)
    v128.store(o, b3, 112)
  }
  if (j < to) {
    const o = out + (<usize>(j - first) << 6)
    let at = blocks + <usize>(j >> 3) * blockBytes + (<usize>(j & 7) << 3)
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0
    for (let row = rows; row < end; row += 64) {
      const x = v128.load_splat<f64>(at)
      at += 64
      let s = f64x2.sub(v128.load(row), x)
      a0 = f64x2.add(a0, f64x2.mul(s, s))
      s = f64x2.sub(v128.load(row, 16), x)
      a1 = f64x2.add(a1, f64x2.mul(s, s))
      s = f64x2.sub(v128.load(row, 32), x)
      a2 = f64x2.add(a2, f64x2.mul(s, s))
      s = f64x2.sub(v128.load(row, 48), x)
      a3 = f64x2.add(a3, f64x2.mul(s, s))
    }
    v128.store(o, a0)
    v128.store(o, a1, 16)
    v128.store(o, a2, 32)
    v128.store(o, a3, 48)
  }
  const diagonal = min(to, first + 8)
  for (j = from; j < diagonal; j++)
    for (let r = j - first; r < 8; r++) store<f64>(out + (<usize>(j - first) << 6) + (<usize>r << 3), NaN)
}

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

/**
 * Counts the numbers of `bytes` from `values` on that lie below `low` (at counts), equal it (+ 8) and equal `high`
 * (+ 16), each added to the f64 there, and writes those strictly between to `out`.
 * @returns how many were written
 */
export function bracket(values: usize, bytes: usize, low: f64, high: f64, counts: usize, out: usize): i32 {
  const l = f64x2.splat(low)
  const h = f64x2.splat(high)
  let under = i64x2.splat(0), atLow = under, atHigh = under
  const end = values + bytes
  let to = out
  for (let at = values; at < end; at += 16) {
    const v = v128.load(at)
    under = i64x2.sub(under, f64x2.lt(v, l))
    const reaches = f64x2.ge(v, l)
    const inside = v128.and(reaches, f64x2.le(v, h))
    if (v128.any_true(inside)) {
      atLow = i64x2.sub(atLow, f64x2.eq(v, l))
      atHigh = i64x2.sub(atHigh, f64x2.eq(v, h))
      const a = f64x2.extract_lane(v, 0)
      const b = f64x2.extract_lane(v, 1)
      store<f64>(to, a)
      to += <usize>(i32(a > low) & i32(a < high)) << 3
      store<f64>(to, b)
      to += <usize>(i32(b > low) & i32(b < high)) << 3
    }
  }
  store<f64>(counts, load<f64>(counts) + <f64>(i64x2.extract_lane(under, 0) + i64x2.extract_lane(under, 1)))
  store<f64>(counts, load<f64>(counts, 8) + <f64>(i64x2.extract_lane(atLow, 0) + i64x2.extract_lane(atLow, 1)), 8)
  store<f64>(counts, load<f64>(counts, 16) + <f64>(i64x2.extract_lane(atHigh, 0) + i64x2.extract_lane(atHigh, 1)), 16)
  return <i32>((to - out) >> 3)
}

/** e^x for two x ≤ 0 as `expNegative`; 0 for what is not a number. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function expNegative(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(INV_LN2)), f64x2.splat(ROUND))
  const k = f64x2.sub(shifted, f64x2.splat(ROUND))
  const hi = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HI)))
  const lo = f64x2.mul(k, f64x2.splat(LN2_LO))
  const r = f64x2.sub(hi, lo)
  const t = f64x2.mul(r, r)
  let c = f64x2.add(f64x2.splat(P4), f64x2.mul(t, f64x2.splat(P5)))
  c = f64x2.add(f64x2.splat(P3), f64x2.mul(t, c))
  c = f64x2.add(f64x2.splat(P2), f64x2.mul(t, c))
  c = f64x2.add(f64x2.splat(P1), f64x2.mul(t, c))
  c = f64x2.sub(r, f64x2.mul(t, c))
  const ratio = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c))
  const e = f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(lo, ratio), hi))
  // The low bits of `shifted` are the whole number k: as an exponent, 2^k.
  let bits = i64x2.shl(shifted, 52)
  const isTiny = f64x2.lt(k, f64x2.splat(-1000))
  if (v128.any_true(isTiny)) {
    // In two steps, the first exact, as 2^k may be no normal number.
    bits = i64x2.add(bits, v128.and(isTiny, i64x2.splat(100 << 52)))
    const power = i64x2.add(bits, i64x2.splat(0x3ff0000000000000))
    const last = v128.bitselect(f64x2.splat(7.888609052210118e-31), f64x2.splat(1), isTiny)
    const value = f64x2.mul(f64x2.mul(e, power), last)
    return v128.and(value, v128.and(f64x2.ge(k, f64x2.splat(-1074)), f64x2.gt(x, f64x2.splat(-745.2))))
  }
  return v128.and(f64x2.mul(e, i64x2.add(bits, i64x2.splat(0x3ff0000000000000))), f64x2.eq(x, x))
}

/** The whole number of a kernel value; 0 below `low`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function whole(k: v128, low: v128, inverse: v128): v128 {
  const t = f64x2.max(f64x2.mul(f64x2.sub(k, low), inverse), f64x2.splat(0))
  return f64x2.min(f64x2.trunc(t), f64x2.splat(TOP))
}

/**
 * Kernel values of a panel's columns `from … to − 1` (counted from the panel's first) out of their distances: unrounded
 * sums for each row, added to the 8 numbers at `sums`; whole numbers trunc((k − low) · inverse) of 22 bits, the sums of
 * their squares (+ 64), and they themselves in two planes, a column of 8 rows of 16 bits each: the high 11 bits from
 * `high` on, the low ones from `rest` on; and their sums by row (at `rowSums`, 8 of the high, 8 of the low ones) and by
 * column (at `columnSums`, for each column four partial sums of the high, four of the low ones), 32 bits each.
 */
export function quantise(
  squared: usize,
  from: i32,
  to: i32,
  gamma: f64,
  low: f64,
  inverse: f64,
  high: usize,
  rest: usize,
  sums: usize,
  rowSums: usize,
  columnSums: usize,
): void {
  const g = f64x2.splat(gamma)
  const l = f64x2.splat(low)
  const inv = f64x2.splat(inverse)
  const eleven = i32x4.splat(2047)
  let s0 = v128.load(sums), s1 = v128.load(sums, 16), s2 = v128.load(sums, 32), s3 = v128.load(sums, 48)
  let q0 = v128.load(sums, 64), q1 = v128.load(sums, 80), q2 = v128.load(sums, 96), q3 = v128.load(sums, 112)
  let h0 = v128.load(rowSums), h1 = v128.load(rowSums, 16)
  let r0 = v128.load(rowSums, 32), r1 = v128.load(rowSums, 48)
  for (let c: usize = from; c < <usize>to; c++) {
    const at = squared + (c << 6)
    let k = expNegative(f64x2.mul(f64x2.neg(v128.load(at)), g))
    s0 = f64x2.add(s0, k)
    let t = whole(k, l, inv)
    q0 = f64x2.add(q0, f64x2.mul(t, t))
    const w0 = i32x4.trunc_sat_f64x2_u_zero(t)
    k = expNegative(f64x2.mul(f64x2.neg(v128.load(at, 16)), g))
    s1 = f64x2.add(s1, k)
    t = whole(k, l, inv)
    q1 = f64x2.add(q1, f64x2.mul(t, t))
    const w1 = i32x4.trunc_sat_f64x2_u_zero(t)
    k = expNegative(f64x2.mul(f64x2.neg(v128.load(at, 32)), g))
    s2 = f64x2.add(s2, k)
    t = whole(k, l, inv)
    q2 = f64x2.add(q2, f64x2.mul(t, t))
    const w2 = i32x4.trunc_sat_f64x2_u_zero(t)
    k = expNegative(f64x2.mul(f64x2.neg(v128.load(at, 48)), g))
    s3 = f64x2.add(s3, k)
    t = whole(k, l, inv)
    q3 = f64x2.add(q3, f64x2.mul(t, t))
    const w3 = i32x4.trunc_sat_f64x2_u_zero(t)
    const a = v128.shuffle<i64>(w0, w1, 0, 2)
    const b = v128.shuffle<i64>(w2, w3, 0, 2)
    const ah = i32x4.shr_u(a, 11), bh = i32x4.shr_u(b, 11)
    const ar = v128.and(a, eleven), br = v128.and(b, eleven)
    h0 = i32x4.add(h0, ah)
    h1 = i32x4.add(h1, bh)
    r0 = i32x4.add(r0, ar)
    r1 = i32x4.add(r1, br)
    v128.store(high + (c << 4), i16x8.narrow_i32x4_u(ah, bh))
    v128.store(rest + (c << 4), i16x8.narrow_i32x4_u(ar, br))
    const column = columnSums + (c << 5)
    v128.store(column, i32x4.add(v128.load(column), i32x4.add(ah, bh)))
    v128.store(column, i32x4.add(v128.load(column, 16), i32x4.add(ar, br)), 16)
  }
  v128.store(sums, s0)
  v128.store(sums, s1, 16)
  v128.store(sums, s2, 32)
  v128.store(sums, s3, 48)
  v128.store(sums, q0, 64)
  v128.store(sums, q1, 80)
  v128.store(sums, q2, 96)
  v128.store(sums, q3, 112)
  v128.store(rowSums, h0)
  v128.store(rowSums, h1, 16)
  v128.store(rowSums, r0, 32)
  v128.store(rowSums, r1, 48)
}

/**
 * Method of the Four Russians: for every subset of 8 columns the sum of their vectors (256 by 255 additions), for
 * four times 8 columns beside each other.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function fillTables(columns: usize, tables: usize): void {
  for (let t: usize = 0; t < 4; t++) {
    const table = tables + t * TABLE
    const at = columns + (t << 7)
    const c0 = v128.load(at)
    const c1 = v128.load(at, 16)
    const c2 = v128.load(at, 32)
    const c3 = v128.load(at, 48)
    const c01 = i16x8.add(c0, c1)
    const c23 = i16x8.add(c2, c3)
    v128.store(table, i64x2.splat(0))
    v128.store(table, c0, 16)
    v128.store(table, c1, 32)
    v128.store(table, c01, 48)
    v128.store(table, c2, 64)
    v128.store(table, i16x8.add(c0, c2), 80)
    v128.store(table, i16x8.add(c1, c2), 96)
    v128.store(table, i16x8.add(c01, c2), 112)
    v128.store(table, c3, 128)
    v128.store(table, i16x8.add(c0, c3), 144)
    v128.store(table, i16x8.add(c1, c3), 160)
    v128.store(table, i16x8.add(c01, c3), 176)
    v128.store(table, c23, 192)
    v128.store(table, i16x8.add(c0, c23), 208)
    v128.store(table, i16x8.add(c1, c23), 224)
    v128.store(table, i16x8.add(c01, c23), 240)
    let column = at + 64
    for (let size: usize = 256; size < TABLE; size <<= 1) {
      const v = v128.load(column)
      column += 16
      const end = table + size
      // Sixteen at a time: a turn of the loop costs more than an addition.
      for (let from = table; from < end; from += 256) {
        const to = from + size
        v128.store(to, i16x8.add(v128.load(from), v))
        v128.store(to, i16x8.add(v128.load(from, 16), v), 16)
        v128.store(to, i16x8.add(v128.load(from, 32), v), 32)
        v128.store(to, i16x8.add(v128.load(from, 48), v), 48)
        v128.store(to, i16x8.add(v128.load(from, 64), v), 64)
        v128.store(to, i16x8.add(v128.load(from, 80), v), 80)
        v128.store(to, i16x8.add(v128.load(from, 96), v), 96)
        v128.store(to, i16x8.add(v128.load(from, 112), v), 112)
        v128.store(to, i16x8.add(v128.load(from, 128), v), 128)
        v128.store(to, i16x8.add(v128.load(from, 144), v), 144)
        v128.store(to, i16x8.add(v128.load(from, 160), v), 160)
        v128.store(to, i16x8.add(v128.load(from, 176), v), 176)
        v128.store(to, i16x8.add(v128.load(from, 192), v), 192)
        v128.store(to, i16x8.add(v128.load(from, 208), v), 208)
        v128.store(to, i16x8.add(v128.load(from, 224), v), 224)
        v128.store(to, i16x8.add(v128.load(from, 240), v), 240)
      }
    }
  }
}

/**
 * For `count` subsets, adds what a panel's pairs inside them sum up to: four partial sums of 32 bits a subset, at `sums`.
 * @param columns whole numbers of 11 bits, 8 rows a column, 32 columns a group
 * @param offsets for each group and subset four offsets into tables (the bits of 8 columns, times 16); groups lie
 *   `stride` bytes apart
 * @param masks for each subset a vector of its rows in this panel
 */
export function lookUp(
  columns: usize,
  groups: i32,
  offsets: usize,
  stride: usize,
  masks: usize,
  sums: usize,
  count: i32,
  tables: usize,
): void {
  const bytes = <usize>count << 4
  for (let g = 0; g < groups; g++) {
    fillTables(columns, tables)
    columns += 512
    let o = offsets
    offsets += stride
    // Two at a time; an odd last one with a set that nobody asked for.
    for (let b: usize = 0; b < bytes; b += 32) {
      addLookUp(tables, load<u64>(o), masks + b, sums + b)
      addLookUp(tables, load<u64>(o, 8), masks + b + 16, sums + b + 16)
      o += 16
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addLookUp(tables: usize, four: u64, mask: usize, sum: usize): void {
  // Four sums of 8 numbers of 11 bits stay below 2¹⁶.
  const s = i16x8.add(
    i16x8.add(
      v128.load(tables + <usize>(four & 0xffff)),
      v128.load(tables + <usize>((four >> 16) & 0xffff), 4096),
    ),
    i16x8.add(
      v128.load(tables + <usize>((four >> 32) & 0xffff), 8192),
      v128.load(tables + <usize>(four >> 48), 12288),
    ),
  )
  const kept = i32x4.extadd_pairwise_i16x8_u(v128.and(s, v128.load(mask)))
  v128.store(sum, i32x4.add(v128.load(sum), kept))
}
