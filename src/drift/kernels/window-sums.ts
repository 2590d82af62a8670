import { fixedPointScale, rbf, roundWhole } from './rbf'

/**
 * Sums of kernel values over the last w rows of a stream, kept row by row in whole numbers, which add and subtract
 * exactly: they equal fresh sums however long the stream is (see `sliding.ts`). Plain data: part of a machine's state.
 */
export interface WindowSums {
  /** The window's rows in a ring, and of each: mean kernel value with the reference, and sum with later rows. */
  rows: Float64Array
  cross: Float64Array
  later: Float64Array
  crossSum: number
  pairSum: number
  /** Rows that came so far; the next one stands in the ring at this number modulo w. */
  seen: number
}

export function emptyWindow(w: number, d: number): WindowSums {
  return {
    rows: new Float64Array(w * d),
    cross: new Float64Array(w),
    later: new Float64Array(w),
    crossSum: 0,
    pairSum: 0,
    seen: 0,
  }
}

/** @param mean of the row's kernel values with the reference */
export function pushRow(s: WindowSums, row: ArrayLike<number>, mean: number, gamma: number): void {
  const w = s.cross.length
  const d = s.rows.length / w
  const slot = s.seen % w
  if (s.seen >= w) {
    s.crossSum -= s.cross[slot]!
    s.pairSum -= s.later[slot]!
  }
  s.cross[slot] = roundWhole(mean * fixedPointScale(w))
  s.crossSum += s.cross[slot]
  s.later[slot] = 0
  const scale = fixedPointScale(w * w)
  for (let i = Math.max(0, s.seen - w + 1); i < s.seen; i++) {
    const other = i % w
    const k = roundWhole(rbf(squaredTo(row, s.rows, other * d, d), gamma) * scale)
    s.pairSum += k
    s.later[other]! += k
  }
  for (let j = 0; j < d; j++) s.rows[slot * d + j] = row[j]!
  s.seen++
}

/** Unbiased MMD² of the window, NaN before it is full. `within`: mean kernel value of different reference rows. */
export function windowMmd(s: WindowSums, within: number): number {
  const w = s.cross.length
  if (s.seen < w) return Number.NaN
  return (
    within +
    (2 * s.pairSum) / fixedPointScale(w * w) / (w * (w - 1)) -
    (2 * s.crossSum) / fixedPointScale(w) / w
  )
}

/** |row − other|² in the order of the columns; the other stands in its table at `at`. */
export function squaredTo(row: ArrayLike<number>, table: Float64Array, at: number, d: number): number {
  let sum = 0
  for (let k = 0; k < d; k++) {
    const difference = row[k]! - table[at + k]!
    sum += difference * difference
  }
  return sum
}
