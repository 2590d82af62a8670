/** Sums of kernel values over the pairs inside many sets of rows: the part of `engine.as` that permutations need. */

/** Where 256 vectors of 8 rows stand, 1 where the bit of that row is set; `engine.ts` fills them. */
export const MASKS: usize = 1024
/** Columns of one group, four tables of 256 sums of 8 rows of 16 bits. Places that do not change need no addition. */
export const TABLES: usize = 5120
const TABLE: usize = 4096

/** For no more sets than these the tables of 256 cost more than they save: 16 sums for four columns each then. */
const FEW: i32 = 144

/** The 16 sums that a choice of the four columns at `at` can give. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function fillSixteen(at: usize, table: usize): void {
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
}

/**
 * Method of the Four Russians: for every subset of 8 columns the sum of their vectors (256 by 255 additions), for
 * four times 8 columns beside each other.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function fillTables(columns: usize): void {
  for (let t: usize = 0; t < 4; t++) {
    const table = TABLES + t * TABLE
    const at = columns + (t << 7)
    fillSixteen(at, table)
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
 * @param columns whole numbers of −1,024 … 1,023, 8 rows a column, 32 columns a group
 * @param offsets for each group and subset four offsets into tables (the bits of 8 columns, times 16), 16 bits each;
 *   groups lie `stride` bytes apart
 * @param rows the same for the panel's own rows, of the first subset: those of the others lie 8 bytes apart
 */
export function lookUp(
  columns: usize,
  groups: i32,
  offsets: usize,
  stride: usize,
  rows: usize,
  sums: usize,
  count: i32,
): void {
  const bytes = <usize>count << 3
  const isFew = count <= FEW
  for (let g = 0; g < groups; g++) {
    const end = offsets + bytes
    let r = rows
    let s = sums
    if (isFew) {
      for (let half: usize = 0; half < 8; half++) fillSixteen(columns + (half << 6), TABLES + (half << 8))
      for (let o = offsets; o < end; o += 8) {
        const low = i16x8.add(addHalves(load<u16>(o), 0), addHalves(load<u16>(o, 2), 512))
        const high = i16x8.add(addHalves(load<u16>(o, 4), 1024), addHalves(load<u16>(o, 6), 1536))
        addMasked(i16x8.add(low, high), r, s)
        r += 8
        s += 16
      }
    } else {
      fillTables(columns)
      // Two at a time; an odd last one with a set that nobody asked for.
      for (let o = offsets; o < end; o += 16) {
        addMasked(fourSums(o), r, s)
        addMasked(fourSums(o + 8), r + 8, s + 16)
        r += 16
        s += 32
      }
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
    fillTables(rows)
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

/** The sums of 8 columns out of two tables for four each. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addHalves(offset: usize, table: usize): v128 {
  return i16x8.add(
    v128.load((offset & 240) + table, TABLES),
    v128.load(((offset >> 4) & 240) + table, TABLES + 256),
  )
}

/** Four sums of 8 numbers of 11 bits, which fit into 16 bits. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function fourSums(o: usize): v128 {
  return i16x8.add(
    i16x8.add(v128.load(load<u16>(o), TABLES), v128.load(load<u16>(o, 2), TABLES + TABLE)),
    i16x8.add(v128.load(load<u16>(o, 4), TABLES + 2 * TABLE), v128.load(load<u16>(o, 6), TABLES + 3 * TABLE)),
  )
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addMasked(sum: v128, r: usize, s: usize): void {
  v128.store(s, i32x4.add(v128.load(s), i32x4.dot_i16x8_s(sum, v128.load(load<u16>(r), MASKS))))
}
