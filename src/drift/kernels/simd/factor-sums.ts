import type { Computation } from '../../define'
import type { FactorEngine, FactorSteps } from '../low-rank'
import type { RowSets } from '../row-sets'
import { FREE_AT, giveBack, takeEngine } from './engine'
import { MOST_SETS, offsetBytes, writeOffsets } from './offsets'

/** The decomposition of the kernel of one column by SIMD, with the bits of plain TypeScript. */
export const simdFactor: FactorEngine = { open, factorSums }

/** @throws RangeError where there is not so much memory */
function open(values: Float64Array, gamma: number, most: number): FactorSteps {
  const all = values.length
  // What is beyond the last row of a column counts nothing.
  const bytes = 16 * Math.ceil(all / 2)
  const columnsAt = FREE_AT + bytes
  const engine = takeEngine(columnsAt + most * bytes)
  const { buffer } = engine.memory
  new Float64Array(buffer, FREE_AT, bytes / 8).fill(Number.POSITIVE_INFINITY).set(values)
  return {
    column(k, pivot) {
      const at = columnsAt + k * bytes
      engine.kernelColumn(FREE_AT, bytes, values[pivot]!, gamma, at)
      engine.takeProducts(columnsAt, bytes, k, 8 * pivot)
      return new Float64Array(buffer, at, all)
    },
    squaredProducts: (k) => engine.squaredProducts(columnsAt, bytes, k),
    close: () => giveBack(engine),
  }
}

/** Columns that are added up together, a row's in one vector of 16-bit numbers. */
const LANES = 8

/**
 * Sums of each column over the rows of each set.
 * @param columns whole numbers of −1,023 … 1,023
 * @throws RangeError where there is not so much memory
 */
function* factorSums(columns: Int16Array[], sets: RowSets): Computation<Float64Array[]> {
  const groups = Math.ceil(sets.all / 32)
  const rowsAt = FREE_AT
  const sumsAt = rowsAt + 512 * groups
  const offsetsAt = sumsAt + 32 * MOST_SETS
  const engine = takeEngine(offsetsAt + offsetBytes(groups))
  try {
    const found = columns.map(() => new Float64Array(sets.count))
    const { buffer } = engine.memory
    const rows = new Int16Array(buffer, rowsAt, 256 * groups)
    for (let first = 0; first < sets.count; first += MOST_SETS) {
      const count = Math.min(MOST_SETS, sets.count - first)
      writeOffsets(buffer, offsetsAt, groups, sets, first, count)
      for (let k = 0; k < columns.length; k += LANES) {
        const some = columns.slice(k, k + LANES)
        rows.fill(0)
        for (const [lane, column] of some.entries())
          for (let i = 0; i < sets.all; i++) rows[LANES * i + lane] = column[i] as number
        const sums = new Int32Array(buffer, sumsAt, LANES * count).fill(0)
        engine.addRows(rowsAt, groups, offsetsAt, 8 * count, sumsAt, count)
        for (const lane of some.keys()) {
          const to = found[k + lane] as Float64Array
          for (let b = 0; b < count; b++) to[first + b] = sums[LANES * b + lane] as number
        }
        yield {
          done: Math.min(k + LANES, columns.length),
          total: columns.length,
          phase: 'columns of the kernel',
        }
      }
    }
    return found
  } finally {
    giveBack(engine)
  }
}
