/** Whole numbers q of a kernel k = low + unit · q of the pairs of n rows: 15 bits, or 22 where these are not fine enough. */
export interface WholeKernel {
  rows: number
  /** From one row to the next, a multiple of 8. */
  stride: number
  /** n × stride, 0 on the diagonal and beyond n. */
  values: Int16Array | Float64Array
}

/** Sums over a window of rows that are drawn with replacement from held-out ones, one window after the other. */
export interface PairSums {
  /**
   * Takes other held-out rows, and an empty window.
   * @param marks of all rows, 1 for those held out
   * @param heldOut the same as row numbers
   * @param length rows that are going to be drawn, to see what pays
   * @param inside of each held-out row its sum with all of them, at its row number
   */
  split: (marks: Uint8Array, heldOut: Uint32Array, length: number, inside: Float64Array) => void
  /** Empties the window. */
  clear: () => void
  /**
   * What the sum over the window's pairs gains when one row comes, one leaves, or both; −1 for none.
   * @param ring holds the rows that stay at places `from … to − 1`
   */
  move: (came: number, left: number, ring: Uint32Array, from: number, to: number) => number
}

/** In plain TypeScript: the reference that `simd/simd-pair-sums.ts` is held to. */
export function plainPairSums({ stride, values }: WholeKernel): PairSums {
  return {
    split(_, heldOut, _length, inside) {
      for (const row of heldOut) {
        const base = row * stride
        let sum = 0
        for (let b = 0; b < heldOut.length; b++) sum += values[base + heldOut[b]!]!
        inside[row] = sum
      }
    },
    clear: () => undefined,
    move(came, left, ring, from, to) {
      let gained = 0
      let lost = 0
      if (came < 0) for (let i = from; i < to; i++) lost += values[left * stride + ring[i]!]!
      else if (left < 0) for (let i = from; i < to; i++) gained += values[came * stride + ring[i]!]!
      else
        for (let i = from; i < to; i++) {
          const row = ring[i]!
          gained += values[came * stride + row]!
          lost += values[left * stride + row]!
        }
      return gained - lost
    },
  }
}
