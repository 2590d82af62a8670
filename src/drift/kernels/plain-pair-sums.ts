import { alongByRow, type StreamSums, type SumsAlong } from './stream-sums'

/** Whole numbers q of a kernel k = low + unit · q of the pairs of n rows: 15 bits, or 22 where these are not fine enough. */
export interface WholeKernel {
  rows: number
  /** From one row to the next, a multiple of 8. */
  stride: number
  /** n × stride, 0 on the diagonal and beyond n. */
  values: Int16Array | Float64Array
}

/** Sums over the windows of streams whose rows are drawn with replacement from held-out ones. */
export interface PairSums {
  /**
   * Takes other held-out rows.
   * @param marks of all rows, 1 for those held out
   * @param heldOut the same as row numbers
   * @param length rows that are going to be drawn, to see what pays
   * @param inside of each held-out row its sum with all of them, at its row number
   */
  split: (marks: Uint8Array, heldOut: Uint32Array, length: number, inside: Float64Array) => void
  along: SumsAlong
}

/**
 * In plain TypeScript: the reference that those by SIMD are held to.
 * @param length of the longest stream
 */
export function plainPairSums({ rows, stride, values }: WholeKernel, length: number): PairSums {
  const sums: StreamSums = {
    order: new Uint32Array(length),
    first: new Uint32Array(length),
    last: new Uint32Array(length),
    before: new Float64Array(length),
    after: new Float64Array(length),
  }
  return {
    split(_, heldOut, _length, inside) {
      for (const row of heldOut) {
        const base = row * stride
        let sum = 0
        for (let b = 0; b < heldOut.length; b++) sum += values[base + heldOut[b]!]!
        inside[row] = sum
      }
    },
    along: alongByRow(sums, rows, (drawn, from, to) => {
      const { order, first, last, before, after } = sums
      for (let k = from; k < to; k++) {
        const t = order[k]!
        const base = drawn[t]! * stride
        let sum = 0
        for (let j = first[t]!; j < t; j++) sum += values[base + drawn[j]!]!
        before[t] = sum
        sum = 0
        for (let j = t + 1; j < last[t]!; j++) sum += values[base + drawn[j]!]!
        after[t] = sum
      }
    }),
  }
}
