import type { Watcher } from '../../machine'
import type { TraceView } from '../../results'
import type { Runs } from './bocd-models'
import { exp } from '../../math/exp'

const COLUMNS = 600
const CELLS = 200

/**
 * The posterior of the run length along a stream of `rows` rows, as a picture of at most 600 × 200 cells: a column is the
 * posterior at its first row. Cells hold one length each until a longer run comes, and then ever two of them become one.
 */
export function watchRunLengths(rows: number): Watcher<{ n: number; runs: Runs }> {
  const rowsPerColumn = Math.max(1, Math.ceil(rows / COLUMNS))
  const starts: number[] = []
  const columns: Float32Array[] = []
  let rowsPerCell = 1
  let cells = 1
  return {
    see({ runs, n }, at) {
      if (at % rowsPerColumn !== 0) return
      while (n >= CELLS * rowsPerCell) {
        columns.forEach(halve)
        rowsPerCell *= 2
        cells = Math.ceil(cells / 2)
      }
      const column = new Float32Array(CELLS)
      for (let k = 0; k < runs.count; k++) {
        const cell = Math.floor((n - runs.births[k]!) / rowsPerCell)
        column[cell] = column[cell]! + exp(runs.logs[k]!)
        cells = Math.max(cells, cell + 1)
      }
      starts.push(at)
      columns.push(column)
    },
    views(): TraceView[] {
      const values = new Float32Array(columns.length * cells)
      columns.forEach((column, k) => values.set(column.subarray(0, cells), k * cells))
      return [
        {
          kind: 'run-length',
          title: 'Probability of each run length',
          starts: Uint32Array.from(starts),
          cells,
          rowsPerCell,
          values,
        },
      ]
    },
  }
}

/** Pairs of cells become one. */
function halve(column: Float32Array): void {
  for (let k = 0; k < CELLS / 2; k++) column[k] = column[2 * k]! + column[2 * k + 1]!
  column.fill(0, CELLS / 2)
}
