/** Squared distances of all pairs, 8 rows at a time: the part of `engine.as` that many columns need. */

import { TABLES } from './sums'

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

/** Columns of the table whose products are added up before the next 8 × 8 rows: both parts stay in a core's first cache. */
const STRETCH: usize = 128 * 64

/**
 * The same as |x|² + |y|² − 2 x·y for panels `first … last − 1` and the blocks of 8 columns `from … to − 1`, those left of a
 * panel left out; as a sum of squared differences where little of |x|² + |y|² is left. The panels' distances follow each
 * other from `out` on.
 * @param norms |x|² of all rows, and 0 up to a multiple of 8
 * @param all how many rows there are
 */
export function productDistances(
  blocks: usize,
  norms: usize,
  d: i32,
  all: i32,
  first: i32,
  last: i32,
  from: i32,
  to: i32,
  out: usize,
): void {
  const blockBytes = <usize>d << 6
  for (let b = from; b < to; b++) {
    let panelOut = out
    for (let p = first; p < last && p <= b; p++) {
      const tile = panelOut + (<usize>(b - p) << 9)
      const rows = blocks + <usize>p * blockBytes
      const columns = blocks + <usize>b * blockBytes
      multiplyTile(rows, columns, blockBytes)
      const count = min(8, all - (b << 3))
      for (let c = 0; c < count; c++)
        finishColumn(rows, columns + (<usize>c << 3), blockBytes, norms, p, (b << 3) + c, TABLES + (<usize>c << 6), tile + (<usize>c << 6))
      if (b == p)
        for (let c = 0; c < count; c++)
          for (let r = c; r < 8; r++) store<f64>(tile + (<usize>c << 6) + (<usize>r << 3), NaN)
      panelOut += <usize>(all - (p << 3)) << 6
    }
  }
}

/** x·y of 8 by 8 rows, at `TABLES` as distances are: each added up from the first column to the last. */
function multiplyTile(rows: usize, columns: usize, blockBytes: usize): void {
  for (let at = TABLES; at < TABLES + 512; at += 16) v128.store(at, f64x2.splat(0))
  for (let begin: usize = 0; begin < blockBytes; begin += STRETCH) {
    const end = rows + min(blockBytes, begin + STRETCH)
    for (let pair: usize = 0; pair < 4; pair++) {
      const o = TABLES + (pair << 7)
      let at = columns + begin + (pair << 4)
      let a0 = v128.load(o), a1 = v128.load(o, 16), a2 = v128.load(o, 32), a3 = v128.load(o, 48)
      let b0 = v128.load(o, 64), b1 = v128.load(o, 80), b2 = v128.load(o, 96), b3 = v128.load(o, 112)
      for (let row = rows + begin; row < end; row += 64) {
        const x = v128.load_splat<f64>(at)
        const y = v128.load_splat<f64>(at, 8)
        at += 64
        const r0 = v128.load(row)
        const r1 = v128.load(row, 16)
        const r2 = v128.load(row, 32)
        const r3 = v128.load(row, 48)
        a0 = f64x2.add(a0, f64x2.mul(r0, x))
        a1 = f64x2.add(a1, f64x2.mul(r1, x))
        a2 = f64x2.add(a2, f64x2.mul(r2, x))
        a3 = f64x2.add(a3, f64x2.mul(r3, x))
        b0 = f64x2.add(b0, f64x2.mul(r0, y))
        b1 = f64x2.add(b1, f64x2.mul(r1, y))
        b2 = f64x2.add(b2, f64x2.mul(r2, y))
        b3 = f64x2.add(b3, f64x2.mul(r3, y))
      }
      v128.store(o, a0)
      v128.store(o, a1, 16)
      v128.store(o, a2, 32)
      v128.store(o, a3, 48)
      v128.store(o, b0, 64)
      v128.store(o, b1, 80)
      v128.store(o, b2, 96)
      v128.store(o, b3, 112)
    }
  }
}

/** The distances of 8 rows to one out of the products. */
function finishColumn(
  rows: usize,
  column: usize,
  blockBytes: usize,
  norms: usize,
  p: i32,
  j: i32,
  products: usize,
  out: usize,
): void {
  const own = v128.load_splat<f64>(norms + (<usize>j << 3))
  for (let half: usize = 0; half < 64; half += 16) {
    const both = f64x2.add(v128.load(norms + (<usize>p << 6) + half), own)
    const product = v128.load(products + half)
    let distance = f64x2.sub(both, f64x2.add(product, product))
    const isFar = f64x2.ge(distance, f64x2.mul(both, f64x2.splat(0.125)))
    if (!i64x2.all_true(isFar)) {
      let sum = f64x2.splat(0)
      let at = column
      for (let row = rows + half; row < rows + blockBytes; row += 64) {
        const s = f64x2.sub(v128.load(row), v128.load_splat<f64>(at))
        sum = f64x2.add(sum, f64x2.mul(s, s))
        at += 64
      }
      distance = v128.bitselect(distance, sum, isFar)
    }
    v128.store(out + half, distance)
  }
}
