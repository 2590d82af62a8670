import { fixedPointScale, roundWhole } from './rbf'
import { addCompared, rowTable, rowTableOf } from './row-table'

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
export function pushRow(s: WindowSums, row: Float64Array, mean: number, gamma: number): void {
  const { rows, cross, later } = s
  const w = cross.length
  const table = rowTableOf(rows, () => rowTable(rows, rows.length / w))
  const slot = s.seen % w
  if (s.seen >= w) {
    s.crossSum -= cross[slot]!
    s.pairSum -= later[slot]!
  }
  cross[slot] = roundWhole(mean * fixedPointScale(w))
  s.crossSum += cross[slot]
  later[slot] = 0
  const scale = fixedPointScale(w * w)
  // All but the row that leaves; before the window is full those that came.
  if (s.seen >= w) s.pairSum += addCompared(table, row, 0, [slot + 1, w], gamma, scale, later)
  s.pairSum += addCompared(table, row, 0, [0, slot], gamma, scale, later)
  table.put(slot, row, 0)
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
