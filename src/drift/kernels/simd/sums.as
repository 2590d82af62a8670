/** Sums of kernel values over the pairs inside many sets of rows: the part of `engine.as` that permutations need. */

/** Where 256 vectors of 8 rows stand, 1 where the bit of that row is set; `engine.ts` fills them. */
export const MASKS: usize = 1024
/** Columns of one group, four tables of 256 sums of 8 rows of 16 bits. Places that do not change need no addition. */
export const TABLES: usize = 5120
const TABLE: usize = 4096

/** The 16 sums that a choice of the four columns at `at`, less v, can give, `step` bytes apart. */
@inline
function fillSixteen(at: usize, v: v128, table: usize, step: usize): void {
  const c0 = i16x8.sub(v128.load(at), v)
  const c1 = i16x8.sub(v128.load(at, 16), v)
  const c2 = i16x8.sub(v128.load(at, 32), v)
  const c3 = i16x8.sub(v128.load(at, 48), v)
  const c01 = i16x8.add(c0, c1)
  const c23 = i16x8.add(c2, c3)
  v128.store(table, i64x2.splat(0))
  v128.store(table + step, c0)
  v128.store(table + 2 * step, c1)
  v128.store(table + 3 * step, c01)
  v128.store(table + 4 * step, c2)
  v128.store(table + 5 * step, i16x8.add(c0, c2))
  v128.store(table + 6 * step, i16x8.add(c1, c2))
  v128.store(table + 7 * step, i16x8.add(c01, c2))
  v128.store(table + 8 * step, c3)
  v128.store(table + 9 * step, i16x8.add(c0, c3))
  v128.store(table + 10 * step, i16x8.add(c1, c3))
  v128.store(table + 11 * step, i16x8.add(c01, c3))
  v128.store(table + 12 * step, c23)
  v128.store(table + 13 * step, i16x8.add(c0, c23))
  v128.store(table + 14 * step, i16x8.add(c1, c23))
  v128.store(table + 15 * step, i16x8.add(c01, c23))
}

/**
 * Method of the Four Russians: for every subset of 8 columns the sum of their vectors, less v each, for four times 8
 * columns beside each other.
 */
@inline
function fillTables(columns: usize, v: v128): void {
  for (let t: usize = 0; t < 4; t++) {
    const table = TABLES + t * TABLE
    const at = columns + (t << 7)
    fillSixteen(at + 64, v, table, 256)
    const c0 = i16x8.sub(v128.load(at), v)
    const c1 = i16x8.sub(v128.load(at, 16), v)
    const c2 = i16x8.sub(v128.load(at, 32), v)
    const c3 = i16x8.sub(v128.load(at, 48), v)
    const c01 = i16x8.add(c0, c1)
    const c02 = i16x8.add(c0, c2)
    const c12 = i16x8.add(c1, c2)
    const c012 = i16x8.add(c01, c2)
    // The sums of the first columns stay in registers: what is stored next to be loaded again would be waited for.
    for (let to = table; to < table + TABLE; to += 256) {
      const w = v128.load(to)
      const w3 = i16x8.add(w, c3)
      v128.store(to, i16x8.add(w, c0), 16)
      v128.store(to, i16x8.add(w, c1), 32)
      v128.store(to, i16x8.add(w, c01), 48)
      v128.store(to, i16x8.add(w, c2), 64)
      v128.store(to, i16x8.add(w, c02), 80)
      v128.store(to, i16x8.add(w, c12), 96)
      v128.store(to, i16x8.add(w, c012), 112)
      v128.store(to, w3, 128)
      v128.store(to, i16x8.add(w3, c0), 144)
      v128.store(to, i16x8.add(w3, c1), 160)
      v128.store(to, i16x8.add(w3, c01), 176)
      v128.store(to, i16x8.add(w3, c2), 192)
      v128.store(to, i16x8.add(w3, c02), 208)
      v128.store(to, i16x8.add(w3, c12), 224)
      v128.store(to, i16x8.add(w3, c012), 240)
    }
  }
}

/**
 * For `count` subsets, adds what a panel's pairs inside them sum up to: four partial sums of 32 bits a subset, at `sums`.
 * What a row sums up to is kept in 16 bits over as many groups as it surely fits, whatever the subset; then the rows in
 * the subset are added.
 * @param columns whole numbers of −1,024 … 1,023, 8 rows a column, 32 columns a group
 * @param offsets for each group and subset four offsets into tables (the bits of 8 columns, times 16), 16 bits each;
 *   groups lie `stride` bytes apart
 * @param rows the same for the panel's own rows, of the first subset: those of the others lie 8 bytes apart
 * @param rowSums room for 8 sums of 16 bits a subset, zeroes before and after
 * @param shifts 8 numbers of −1,024 … 1,023, each taken from those of its row in all groups but the first
 */
export function lookUp(
  columns: usize,
  groups: i32,
  offsets: usize,
  stride: usize,
  rows: usize,
  rowSums: usize,
  sums: usize,
  count: i32,
  shifts: usize,
): void {
  const v = v128.load(shifts)
  let taken = i16x8.splat(0)
  let reach = reachOf(columns, taken)
  let held = taken
  for (let g = 1; g <= groups; g++) {
    const next = g < groups ? reachOf(columns + 512, v) : i16x8.splat(-1)
    fillTables(columns, taken)
    if (i16x8.bitmask(reach) != 0) {
      // Half of the columns fit in any case.
      clear(TABLES + 2 * TABLE)
      addGroup(offsets, rows, rowSums, sums, count, true)
      fillTables(columns, taken)
      clear(TABLES)
      addGroup(offsets, rows, rowSums, sums, count, true)
    } else {
      held = i16x8.add_sat_u(held, reach)
      const isFull = i16x8.bitmask(i16x8.add_sat_u(held, next)) != 0
      addGroup(offsets, rows, rowSums, sums, count, isFull)
      if (isFull) held = i16x8.splat(0)
    }
    reach = next
    taken = v
    columns += 512
    offsets += stride
  }
}

/** What sums of 32 columns, less v each, do not exceed in size, whatever the subset: 16 bits without a sign for each row. */
@inline
function reachOf(columns: usize, v: v128): v128 {
  let up = i16x8.splat(0), down = up
  for (let c = columns; c < columns + 512; c += 16) {
    const q = i16x8.sub(v128.load(c), v)
    up = i16x8.add(up, i16x8.max_s(q, i16x8.splat(0)))
    down = i16x8.sub(down, i16x8.min_s(q, i16x8.splat(0)))
  }
  return i16x8.max_u(up, down)
}

/** Empties two tables. */
function clear(table: usize): void {
  const end = table + 2 * TABLE
  for (; table < end; table += 16) v128.store(table, i64x2.splat(0))
}

/** Adds the sums that the tables give to each subset's row sums, and at the end of a stretch those of its rows to its sums. */
function addGroup(offsets: usize, rows: usize, rowSums: usize, sums: usize, count: i32, isEnd: bool): void {
  const end = offsets + (<usize>count << 3)
  // Four at a time, the last ones with up to three sets that nobody asked for.
  if (isEnd)
    for (let o = offsets; o < end; o += 32) {
      addMasked(i16x8.add(v128.load(rowSums), fourSums(o)), rows, sums)
      addMasked(i16x8.add(v128.load(rowSums, 16), fourSums(o + 8)), rows + 8, sums + 16)
      addMasked(i16x8.add(v128.load(rowSums, 32), fourSums(o + 16)), rows + 16, sums + 32)
      addMasked(i16x8.add(v128.load(rowSums, 48), fourSums(o + 24)), rows + 24, sums + 48)
      v128.store(rowSums, i64x2.splat(0))
      v128.store(rowSums, i64x2.splat(0), 16)
      v128.store(rowSums, i64x2.splat(0), 32)
      v128.store(rowSums, i64x2.splat(0), 48)
      rowSums += 64
      rows += 32
      sums += 64
    }
  else
    for (let o = offsets; o < end; o += 32) {
      v128.store(rowSums, i16x8.add(v128.load(rowSums), fourSums(o)))
      v128.store(rowSums, i16x8.add(v128.load(rowSums, 16), fourSums(o + 8)), 16)
      v128.store(rowSums, i16x8.add(v128.load(rowSums, 32), fourSums(o + 16)), 32)
      v128.store(rowSums, i16x8.add(v128.load(rowSums, 48), fourSums(o + 24)), 48)
      rowSums += 64
    }
}

@inline
function addMasked(sum: v128, r: usize, s: usize): void {
  v128.store(s, i32x4.add(v128.load(s), i32x4.dot_i16x8_s(sum, v128.load(load<u16>(r), MASKS))))
}

/** As `lookUp` without shifts, by tables of 16 sums for four columns each, which cost less where there are few subsets. */
export function lookUpFew(
  columns: usize,
  groups: i32,
  offsets: usize,
  stride: usize,
  rows: usize,
  sums: usize,
  count: i32,
): void {
  const bytes = <usize>count << 3
  for (let g = 0; g < groups; g++) {
    for (let four: usize = 0; four < 8; four++)
      fillSixteen(columns + (four << 6), i16x8.splat(0), TABLES + (four << 8), 16)
    const end = offsets + bytes
    let r = rows
    let s = sums
    for (let o = offsets; o < end; o += 8) {
      const low = i16x8.add(addHalves(load<u16>(o), 0), addHalves(load<u16>(o, 2), 512))
      const high = i16x8.add(addHalves(load<u16>(o, 4), 1024), addHalves(load<u16>(o, 6), 1536))
      addMasked(i16x8.add(low, high), r, s)
      r += 8
      s += 16
    }
    columns += 512
    offsets += stride
  }
}

/**
 * For `count` subsets of rows, adds up 8 numbers of each row in them: 8 sums of 32 bits a subset, at `sums`.
 * @param rows 8 whole numbers of −1,023 … 1,023 a row, 32 rows a group
 * @param offsets as for `lookUp`
 */
export function addRows(rows: usize, groups: i32, offsets: usize, stride: usize, sums: usize, count: i32): void {
  for (let g = 0; g < groups; g++) {
    fillTables(rows, i16x8.splat(0))
    rows += 512
    const end = offsets + (<usize>count << 3)
    let s = sums
    for (let o = offsets; o < end; o += 8) {
      const sum = fourSums(o)
      v128.store(s, i32x4.add(v128.load(s), i32x4.extend_low_i16x8_s(sum)))
      v128.store(s, i32x4.add(v128.load(s, 16), i32x4.extend_high_i16x8_s(sum)), 16)
      s += 32
    }
    offsets += stride
  }
}

/**
 * Sums of a panel's rows over the `bytes` of columns at `columns`, of 16 bytes each: 8 numbers of 32 bits, to `sums`.
 * @param columns whole numbers of −1,024 … 1,023, so that 32 add up in 16 bits
 */
export function sumColumns(columns: usize, bytes: usize, sums: usize): void {
  let low = i32x4.splat(0), high = low
  const end = columns + bytes
  while (columns < end) {
    const last = min(end, columns + 512)
    let some = i16x8.splat(0)
    for (; columns < last; columns += 16) some = i16x8.add(some, v128.load(columns))
    low = i32x4.add(low, i32x4.extend_low_i16x8_s(some))
    high = i32x4.add(high, i32x4.extend_high_i16x8_s(some))
  }
  v128.store(sums, low)
  v128.store(sums, high, 16)
}

/** The sums of 8 columns out of two tables for four each. */
@inline
function addHalves(offset: usize, table: usize): v128 {
  return i16x8.add(
    v128.load((offset & 240) + table, TABLES),
    v128.load(((offset >> 4) & 240) + table, TABLES + 256),
  )
}

/** Four sums of 8 numbers of 11 bits, which fit into 16 bits. */
@inline
function fourSums(o: usize): v128 {
  // Two of 32 bits: four of 16 more would be loaded than a core can, and one of 64 takes more to be split.
  const a = load<u32>(o), b = load<u32>(o, 4)
  return i16x8.add(
    i16x8.add(v128.load(a & 0xffff, TABLES), v128.load(a >>> 16, TABLES + TABLE)),
    i16x8.add(v128.load(b & 0xffff, TABLES + 2 * TABLE), v128.load(b >>> 16, TABLES + 3 * TABLE)),
  )
}
