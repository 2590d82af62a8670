import type { Computation, Progress } from '../../define'
import { SLICE_WORK } from '../pairs'
import { binCount, type BinSums, pairsOfBins, type RowBins } from '../row-bins'
import { PANEL, type Panels } from './panels'

/** One half of a panel's whole numbers, less `middle`: 8 rows of each column, from the panel's first row on. */
export interface PanelPlane {
  address: number
  weight: number
}

/**
 * Sums over bins of rows, panel by panel: what `packedBinSums` gives.
 * @param planesOf makes the whole numbers of a panel
 */
export function* panelBinSums(
  panels: Panels,
  planesOf: (panel: number, progress: Progress) => Computation<readonly PanelPlane[]>,
  middle: number,
  starts: RowBins,
): Computation<BinSums> {
  const { engine, all, at } = panels
  const count = binCount(starts)
  const sums = new Float64Array(count * count)
  const rows = new Int32Array(engine.memory.buffer, at.rowSums, PANEL)
  let weights = 0
  for (let p = 0, work = 0, first = 0; p < panels.panels; p++) {
    const top = PANEL * p
    const progress = { done: top, total: all, phase: 'bins' }
    const planes = yield* planesOf(p, progress)
    while (starts[first + 1]! <= top) first++
    // Rows below the diagonal, and those beyond the last one, are 0.
    const isWhole = starts[first + 1]! >= Math.min(all, top + PANEL)
    weights = planes.reduce((sum, { weight }) => sum + weight, 0)
    for (const { address, weight } of planes) {
      for (let b = first; b < count; b++) {
        const from = Math.max(0, starts[b]! - top)
        engine.sumColumns(address + 16 * from, 16 * (starts[b + 1]! - top - from), at.rowSums)
        if (isWhole) {
          sums[first * count + b]! += weight * rows.reduce((sum, row) => sum + row)
          continue
        }
        for (let r = 0, a = first; r < PANEL && top + r < all; r++) {
          while (starts[a + 1]! <= top + r) a++
          if (a <= b) sums[a * count + b]! += weight * rows[r]!
        }
      }
    }
    work += PANEL * (all - top) + panels.workOf(p)
    if (work < SLICE_WORK) continue
    work = 0
    yield progress
  }
  for (let a = 0; a < count; a++)
    for (let b = a; b < count; b++) sums[a * count + b]! += weights * middle * pairsOfBins(starts, a, b)
  return sums
}
