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
export function weigh(row: usize, counts: usize, bytes: usize): i32 {
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
export function exchange(came: usize, left: usize, counts: usize, bytes: usize): i32 {
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
 * Writes of these rows only the columns that are marked, beside each other.
 * @param marks a bit for each column, the lowest first
 * @param shuffles for each byte of marks, where the marked ones of 8 numbers of 16 bits stand, and beyond 255
 * @param outBytes of a row that is written, a multiple of 16; up to 16 bytes more are written behind the last
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
): void {
  for (let i = 0; i < count; i++) {
    const row = kernel + <usize>load<u32>(rows + (<usize>i << 2)) * bytes
    let to = out + <usize>i * outBytes
    for (let at: usize = 0; at < bytes; at += 16) {
      const mark = <usize>load<u8>(marks + (at >> 4))
      v128.store(to, i8x16.swizzle(v128.load(row + at), v128.load(shuffles + (mark << 4))))
      to += <usize>popcnt<u32>(<u32>mark) << 1
    }
  }
}
