/** Sums of whole numbers of 15 bits over a window of rows that are drawn again and again: what simulated streams add up. */

/** The sum of four lanes. */
@inline
function lanes(sum: v128): i32 {
  return (
    i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3))
  )
}

/**
 * Σ row · count over so many bytes of both, numbers of 16 bits, a multiple of 16.
 */
function weigh(row: usize, counts: usize, bytes: usize): i32 {
  let a = i32x4.splat(0), b = a
  let at: usize = 0
  for (; at + 32 <= bytes; at += 32) {
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(row + at), v128.load(counts + at)))
    b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(row + at, 16), v128.load(counts + at, 16)))
  }
  if (at < bytes) a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(row + at), v128.load(counts + at)))
  return lanes(i32x4.add(a, b))
}

/** Σ (came − left) · count, as `weigh`. */
function exchange(came: usize, left: usize, counts: usize, bytes: usize): i32 {
  let a = i32x4.splat(0), b = a
  let at: usize = 0
  for (; at + 32 <= bytes; at += 32) {
    const x = i16x8.sub(v128.load(came + at), v128.load(left + at))
    const y = i16x8.sub(v128.load(came + at, 16), v128.load(left + at, 16))
    a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(counts + at)))
    b = i32x4.add(b, i32x4.dot_i16x8_s(y, v128.load(counts + at, 16)))
  }
  if (at < bytes) {
    const x = i16x8.sub(v128.load(came + at), v128.load(left + at))
    a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(counts + at)))
  }
  return lanes(i32x4.add(a, b))
}

/** Of each of `count` rows of a kernel, whose numbers (of 32 bits) stand at `rows`, `weigh`: one after the other from `out` on. */
export function weighRows(kernel: usize, bytes: usize, rows: usize, count: i32, counts: usize, out: usize): void {
  for (let i = 0; i < count; i++)
    store<i32>(out + (<usize>i << 2), weigh(kernel + <usize>load<u32>(rows + (<usize>i << 2)) * bytes, counts, bytes))
}

/**
 * Writes of these rows only the columns that are marked, beside each other, and the sum of these to `sums`.
 * @param marks a bit for each column, the lowest first
 * @param shuffles for each byte of marks, where the marked ones of 8 numbers of 16 bits stand, and beyond 255
 * @param outBytes from a row that is written to the next: up to 16 bytes more are written behind each
 */
export function pack(
  kernel: usize,
  bytes: usize,
  rows: usize,
  count: i32,
  marks: usize,
  shuffles: usize,
  out: usize,
  outBytes: usize,
  sums: usize,
): void {
  const ones = i16x8.splat(1)
  // Four rows at once, as their marks are the same; behind the last, that again.
  for (let i = 0; i < count; i += 4) {
    const j = min(i + 1, count - 1), k = min(i + 2, count - 1), l = min(i + 3, count - 1)
    let a = kernel + <usize>load<u32>(rows + (<usize>i << 2)) * bytes
    const b = kernel + <usize>load<u32>(rows + (<usize>j << 2)) * bytes - a
    const c = kernel + <usize>load<u32>(rows + (<usize>k << 2)) * bytes - a
    const d = kernel + <usize>load<u32>(rows + (<usize>l << 2)) * bytes - a
    let to = out + <usize>i * outBytes
    const toB = <usize>(j - i) * outBytes, toC = <usize>(k - i) * outBytes, toD = <usize>(l - i) * outBytes
    let sumA = i32x4.splat(0), sumB = sumA, sumC = sumA, sumD = sumA
    for (const end = a + bytes, mark = marks - (a >> 4); a < end; a += 16) {
      const byte = <usize>load<u8>(mark + (a >> 4))
      const shuffle = v128.load(shuffles + (byte << 4))
      let x = i8x16.swizzle(v128.load(a), shuffle)
      v128.store(to, x)
      sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(x, ones))
      x = i8x16.swizzle(v128.load(a + b), shuffle)
      v128.store(to + toB, x)
      sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(x, ones))
      x = i8x16.swizzle(v128.load(a + c), shuffle)
      v128.store(to + toC, x)
      sumC = i32x4.add(sumC, i32x4.dot_i16x8_s(x, ones))
      x = i8x16.swizzle(v128.load(a + d), shuffle)
      v128.store(to + toD, x)
      sumD = i32x4.add(sumD, i32x4.dot_i16x8_s(x, ones))
      to += <usize>popcnt<u32>(<u32>byte) << 1
    }
    store<i32>(sums + (<usize>i << 2), lanes(sumA))
    store<i32>(sums + (<usize>j << 2), lanes(sumB))
    store<i32>(sums + (<usize>k << 2), lanes(sumC))
    store<i32>(sums + (<usize>l << 2), lanes(sumD))
  }
}

/**
 * Moves along a stream over windows `i … last − 1`, to the sum over the pairs of each.
 * @param drawn of each row of the stream the number of its kernel row, whose numbers stand at the `addresses`, and which is
 *   counted at the `places` among `counts`, `bytes` of them
 * @param state the sum of the last window, and the rows of the stream that are in it
 */
export function slide(
  drawn: usize,
  addresses: usize,
  places: usize,
  from: usize,
  to: usize,
  i: i32,
  last: i32,
  counts: usize,
  bytes: usize,
  state: usize,
  out: usize,
): void {
  let sum = load<i64>(state)
  let lo = load<u32>(state, 8), hi = load<u32>(state, 12)
  for (; i < last; i++) {
    const start = load<u32>(from + (<usize>i << 2)), end = load<u32>(to + (<usize>i << 2))
    // Windows that do not overlap share no rows: each starts afresh.
    if (start >= hi) {
      memory.fill(counts, 0, bytes)
      sum = 0
      lo = start
      hi = start
    }
    while (lo < start || hi < end) {
      const left = <usize>load<u32>(drawn + (<usize>lo << 2)) << 2
      const came = <usize>load<u32>(drawn + (<usize>hi << 2)) << 2
      const leaves = lo < start, comes = hi < end
      if (leaves) {
        const place = load<u32>(places + left)
        store<i16>(place, load<i16>(place) - 1)
        lo++
      }
      if (!comes) sum -= <i64>weigh(load<u32>(addresses + left), counts, bytes)
      else if (!leaves) sum += <i64>weigh(load<u32>(addresses + came), counts, bytes)
      else sum += <i64>exchange(load<u32>(addresses + came), load<u32>(addresses + left), counts, bytes)
      if (comes) {
        const place = load<u32>(places + came)
        store<i16>(place, load<i16>(place) + 1)
        hi++
      }
    }
    store<f64>(out + (<usize>i << 3), <f64>sum)
  }
  store<i64>(state, sum)
  store<u32>(state, lo, 8)
  store<u32>(state, hi, 12)
}

/** Σ of the kernel row's numbers at the offsets (bytes, of 16 bits) that stand from `at` to `end`. */
@inline
function picked(row: usize, at: usize, end: usize): i32 {
  let a = 0, b = 0, c = 0, d = 0
  for (; at + 8 <= end; at += 8) {
    a += <i32>load<i16>(row + <usize>load<u16>(at))
    b += <i32>load<i16>(row + <usize>load<u16>(at, 2))
    c += <i32>load<i16>(row + <usize>load<u16>(at, 4))
    d += <i32>load<i16>(row + <usize>load<u16>(at, 6))
  }
  for (; at < end; at += 2) a += <i32>load<i16>(row + <usize>load<u16>(at))
  return a + b + (c + d)
}

/**
 * Of each of `count` rows of a stream, whose numbers stand at `order`, the sums with those that stand before it from
 * `first` on and after it up to `last`.
 * @param offsets of each row of the stream twice the number of its kernel row, of 16 bits; all others have 32
 */
export function lookUp(
  kernel: usize,
  bytes: usize,
  offsets: usize,
  order: usize,
  count: i32,
  first: usize,
  last: usize,
  before: usize,
  after: usize,
): void {
  for (let k = 0; k < count; k++) {
    const t = <usize>load<u32>(order + (<usize>k << 2))
    const at = offsets + (t << 1)
    const row = kernel + (<usize>load<u16>(at) >> 1) * bytes
    const word = t << 2
    store<i32>(before + word, picked(row, offsets + (<usize>load<u32>(first + word) << 1), at))
    store<i32>(after + word, picked(row, at + 2, offsets + (<usize>load<u32>(last + word) << 1)))
  }
}
