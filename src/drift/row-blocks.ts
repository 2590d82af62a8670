import type { Computation } from './define'
import type { Sample } from './sample'

/** Cells of a block: 128 kB, which stay in a cache, and well below a millisecond of work. */
const CELLS = 2 ** 14

/**
 * Walks the first `rows` rows of a sample in blocks, with a pause between two: for loops over a whole table, which could not
 * be cancelled within one. Where columns are looked at one after the other, they are so within a block: a walk down one
 * column of a wide table would load each line of the memory for one number.
 * @param see looks at rows `from` to `to` − 1
 */
export function* inRowBlocks(
  { columns }: Sample,
  rows: number,
  see: (from: number, to: number) => void,
): Computation<void> {
  const each = Math.max(1, Math.floor(CELLS / Math.max(1, columns.length)))
  for (let from = 0; from < rows; from += each) {
    if (from > 0) yield { done: from, total: rows, phase: 'rows' }
    see(from, Math.min(rows, from + each))
  }
}
