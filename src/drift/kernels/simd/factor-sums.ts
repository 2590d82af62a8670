import type { Computation } from '../../define'
import type { FactorEngine, FactorSteps } from '../low-rank'
import type { RowSets } from '../row-sets'
import { LANES, type TakeSums, type WholeColumns } from '../whole-columns'
import { FREE_AT, giveBack, takeEngine } from './engine'
import { MOST_SETS, offsetBytes, writeOffsets } from './offsets'

/** The decomposition of the kernel of one column by SIMD, with the bits of plain TypeScript. */
export const simdFactor: FactorEngine = { open, columnSums }

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

/** @throws RangeError where there is not so much memory */
function* columnSums({ stripes, count }: WholeColumns, sets: RowSets, take: TakeSums): Computation<void> {
  const groups = Math.ceil(sets.all / 32)
  const rowsAt = FREE_AT
  const sumsAt = rowsAt + 512 * groups
  const offsetsAt = sumsAt + 32 * MOST_SETS
  const engine = takeEngine(offsetsAt + offsetBytes(groups))
  try {
    const { buffer } = engine.memory
    const rows = new Int16Array(buffer, rowsAt, 256 * groups).fill(0)
    for (let first = 0; first < sets.count; first += MOST_SETS) {
      const some = Math.min(MOST_SETS, sets.count - first)
      writeOffsets(buffer, offsetsAt, groups, sets, first, some)
      for (const [s, stripe] of stripes.entries()) {
        rows.set(stripe)
        const sums = new Int32Array(buffer, sumsAt, LANES * some).fill(0)
        engine.addRows(rowsAt, groups, offsetsAt, 8 * some, sumsAt, some)
        take(LANES * s, first, sums)
        yield { done: Math.min(LANES * (s + 1), count), total: count, phase: 'columns of the kernel' }
      }
    }
  } finally {
    giveBack(engine)
  }
}
