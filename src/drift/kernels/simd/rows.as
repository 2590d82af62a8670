/**
 * Kernel values of single rows with all rows of a table for WebAssembly's SIMD of 128 bits, in AssemblyScript
 * (`node scripts/build-kernels.mjs` compiles it into `rows-bytes.ts`). Every number has the bits that `plainTable` of
 * `row-table.ts` gives.
 *
 * A table is blocks of 8 rows, which hold their columns' values beside each other. Pointers are bytes, multiples of 16.
 */

import { C1, C10, C11, C2, C3, C4, C5, C6, C7, C8, C9, LOG2_E, ROUND } from './exp'

export { lookUp, pack, slide, weighRows } from './null-sums'

/** Rows whose distances are computed before their exponentials: of either alone a core has more under way at once. */
const STRETCH = 256
/** Where the distances of so many stand, for two rows. */
const DISTANCES: usize = 1024

const TWO52: f64 = 4503599627370496

/** Squared distances of a row to blocks `first … last − 1`, from `out` on. */
@inline
function distances(row: usize, blocks: usize, d: i32, first: i32, last: i32, out: usize): void {
  const columns = <usize>d << 3
  const blockBytes = columns << 3
  let block = blocks + <usize>first * blockBytes
  const end = blocks + <usize>last * blockBytes
  let to = out
  for (; block + blockBytes < end; block += 2 * blockBytes) {
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0
    let a = block
    for (let k: usize = 0; k < columns; k += 8) {
      const x = v128.load_splat<f64>(row + k)
      const b = a + blockBytes
      let s = f64x2.sub(x, v128.load(a))
      a0 = f64x2.add(a0, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 16))
      a1 = f64x2.add(a1, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 32))
      a2 = f64x2.add(a2, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 48))
      a3 = f64x2.add(a3, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(b))
      b0 = f64x2.add(b0, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(b, 16))
      b1 = f64x2.add(b1, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(b, 32))
      b2 = f64x2.add(b2, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(b, 48))
      b3 = f64x2.add(b3, f64x2.mul(s, s))
      a += 64
    }
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
    v128.store(to, b0, 64)
    v128.store(to, b1, 80)
    v128.store(to, b2, 96)
    v128.store(to, b3, 112)
    to += 128
  }
  if (block < end) {
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0
    let a = block
    for (let k: usize = 0; k < columns; k += 8) {
      const x = v128.load_splat<f64>(row + k)
      let s = f64x2.sub(x, v128.load(a))
      a0 = f64x2.add(a0, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 16))
      a1 = f64x2.add(a1, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 32))
      a2 = f64x2.add(a2, f64x2.mul(s, s))
      s = f64x2.sub(x, v128.load(a, 48))
      a3 = f64x2.add(a3, f64x2.mul(s, s))
      a += 64
    }
    v128.store(to, a0)
    v128.store(to, a1, 16)
    v128.store(to, a2, 32)
    v128.store(to, a3, 48)
  }
}

/** The same of two rows after each other: the table is read once for both. */
@inline
function pairedDistances(rows: usize, blocks: usize, d: i32, first: i32, last: i32, out: usize, other: usize): void {
  const columns = <usize>d << 3
  const blockBytes = columns << 3
  let block = blocks + <usize>first * blockBytes
  const end = blocks + <usize>last * blockBytes
  for (let to: usize = 0; block < end; block += blockBytes, to += 64) {
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0
    let at = block
    for (let k = rows; k < rows + columns; k += 8) {
      const x = v128.load_splat<f64>(k)
      const y = v128.load_splat<f64>(k + columns)
      const r0 = v128.load(at)
      const r1 = v128.load(at, 16)
      const r2 = v128.load(at, 32)
      const r3 = v128.load(at, 48)
      let s = f64x2.sub(x, r0)
      a0 = f64x2.add(a0, f64x2.mul(s, s))
      s = f64x2.sub(y, r0)
      b0 = f64x2.add(b0, f64x2.mul(s, s))
      s = f64x2.sub(x, r1)
      a1 = f64x2.add(a1, f64x2.mul(s, s))
      s = f64x2.sub(y, r1)
      b1 = f64x2.add(b1, f64x2.mul(s, s))
      s = f64x2.sub(x, r2)
      a2 = f64x2.add(a2, f64x2.mul(s, s))
      s = f64x2.sub(y, r2)
      b2 = f64x2.add(b2, f64x2.mul(s, s))
      s = f64x2.sub(x, r3)
      a3 = f64x2.add(a3, f64x2.mul(s, s))
      s = f64x2.sub(y, r3)
      b3 = f64x2.add(b3, f64x2.mul(s, s))
      at += 64
    }
    v128.store(out + to, a0)
    v128.store(out + to, a1, 16)
    v128.store(out + to, a2, 32)
    v128.store(out + to, a3, 48)
    v128.store(other + to, b0)
    v128.store(other + to, b1, 16)
    v128.store(other + to, b2, 32)
    v128.store(other + to, b3, 48)
  }
}

/** Rows of the blocks that are not among `from … to − 1` are infinitely far: their kernel values are 0. */
@inline
function leaveOut(squared: usize, first: i32, last: i32, from: i32, to: i32): void {
  const start = first << 3
  for (let j = start; j < from; j++) store<f64>(squared + (<usize>(j - start) << 3), Infinity)
  for (let j = last << 3; j > to; ) {
    j--
    store<f64>(squared + (<usize>(j - start) << 3), Infinity)
  }
}

/**
 * Whole numbers of the kernel values of so many distances, a multiple of 8, written from `out` on where that is not 0.
 * An exponent of two below −1,000 gives 0, as it does at any scale.
 * @returns their sums, in two lanes
 */
@inline
function wholes(squared: usize, count: i32, gamma: f64, scale: i64, out: usize): v128 {
  const g = f64x2.splat(-(gamma * LOG2_E))
  const power = i64x2.splat(scale)
  const least = f64x2.splat(-1000)
  const two52 = f64x2.splat(TWO52)
  const round = f64x2.splat(ROUND)
  let sum = f64x2.splat(0), other = sum
  const end = squared + (<usize>count << 3)
  let to = out
  for (let at = squared; at < end; at += 64) {
    // Four exponentials side by side, as in `engine.as`.
    const y0 = f64x2.pmax(f64x2.mul(v128.load(at, 0 * 16), g), least)
    const y1 = f64x2.pmax(f64x2.mul(v128.load(at, 1 * 16), g), least)
    const y2 = f64x2.pmax(f64x2.mul(v128.load(at, 2 * 16), g), least)
    const y3 = f64x2.pmax(f64x2.mul(v128.load(at, 3 * 16), g), least)
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
    const w0 = f64x2.sub(f64x2.add(f64x2.mul(e0, i64x2.add(i64x2.shl(n0, 52), power)), two52), two52)
    const w1 = f64x2.sub(f64x2.add(f64x2.mul(e1, i64x2.add(i64x2.shl(n1, 52), power)), two52), two52)
    const w2 = f64x2.sub(f64x2.add(f64x2.mul(e2, i64x2.add(i64x2.shl(n2, 52), power)), two52), two52)
    const w3 = f64x2.sub(f64x2.add(f64x2.mul(e3, i64x2.add(i64x2.shl(n3, 52), power)), two52), two52)
    sum = f64x2.add(sum, f64x2.add(w0, w1))
    other = f64x2.add(other, f64x2.add(w2, w3))
    if (out) {
      v128.store(to, w0)
      v128.store(to, w1, 16)
      v128.store(to, w2, 32)
      v128.store(to, w3, 48)
      to += 64
    }
  }
  return f64x2.add(sum, other)
}

/**
 * Kernel values of a row with rows `from … to − 1` of a table as whole numbers, exp(−gamma |x − y|²) · scale to the nearest,
 * each at its row's place from `out` on; what stands there of other rows of the same blocks is 0 thereafter.
 * @param scale a power of two, at most 2⁵²
 * @returns their sum
 */
export function kernelValues(
  row: usize,
  blocks: usize,
  d: i32,
  from: i32,
  to: i32,
  gamma: f64,
  scale: f64,
  out: usize,
): f64 {
  let sum = f64x2.splat(0)
  const last = (to + 7) >> 3
  for (let first = from >> 3; first < last; first += STRETCH >> 3) {
    const end = min(last, first + (STRETCH >> 3))
    distances(row, blocks, d, first, end, DISTANCES)
    leaveOut(DISTANCES, first, end, from, to)
    const at = out + (<usize>first << 6)
    sum = f64x2.add(sum, wholes(DISTANCES, (end - first) << 3, gamma, reinterpret<i64>(scale), at))
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/** Sums of the kernel values of `count` rows with the first `all` rows of a table, as `kernelValues`, from `out` on. */
export function kernelSums(
  rows: usize,
  count: i32,
  blocks: usize,
  d: i32,
  all: i32,
  gamma: f64,
  scale: f64,
  out: usize,
): void {
  const bits = reinterpret<i64>(scale)
  const last = (all + 7) >> 3
  const other = DISTANCES + 8 * STRETCH
  for (let r = 0; r < count; r += 2) {
    const row = rows + (<usize>(r * d) << 3)
    const isPair = r + 1 < count
    let a = f64x2.splat(0), b = a
    for (let first = 0; first < last; first += STRETCH >> 3) {
      const end = min(last, first + (STRETCH >> 3))
      const size = (end - first) << 3
      if (isPair) {
        pairedDistances(row, blocks, d, first, end, DISTANCES, other)
        leaveOut(other, first, end, 0, all)
        b = f64x2.add(b, wholes(other, size, gamma, bits, 0))
      } else distances(row, blocks, d, first, end, DISTANCES)
      leaveOut(DISTANCES, first, end, 0, all)
      a = f64x2.add(a, wholes(DISTANCES, size, gamma, bits, 0))
    }
    const to = out + (<usize>r << 3)
    store<f64>(to, f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1))
    if (isPair) store<f64>(to, f64x2.extract_lane(b, 0) + f64x2.extract_lane(b, 1), 8)
  }
}
