import type { RowSets } from '../row-sets'

/** Sets that are looked up at once: their sums pass through a core's first cache, in which the tables stay. */
export const MOST_SETS = 1024

/** Bytes of the offsets of that many sets. */
export const offsetBytes = (groups: number): number => 8 * groups * MOST_SETS

/**
 * Writes where in the tables the sums for each set stand: for each group of 32 rows and each set four bytes of it, times
 * 16, as numbers of 16 bits.
 */
export function writeOffsets(
  buffer: ArrayBuffer,
  at: number,
  groups: number,
  { words, bits }: RowSets,
  first: number,
  count: number,
): void {
  const offsets = new Uint32Array(buffer, at, 2 * groups * count)
  for (let g = 0, to = 0; g < groups; g++)
    for (let b = 0, from = first * words + g; b < count; b++, from += words, to += 2) {
      const word = bits[from] as number
      offsets[to] = ((word & 0xff) << 4) | ((word & 0xff00) << 12)
      offsets[to + 1] = ((word >>> 12) & 0xff0) | ((word >>> 24) << 20)
    }
}
