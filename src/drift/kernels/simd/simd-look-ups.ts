import type { PairSums, WholeKernel } from '../plain-pair-sums'
import { alongByRow, type StreamSums } from '../stream-sums'
import { FREE_AT, openRows } from './rows'

/**
 * `PairSums` of 15 bits by look-ups, in a memory of its own.
 * @param held rows of each split that are held out
 * @param length of the longest stream
 * @returns null of more bits, and where WebAssembly with SIMD may not run, or has no memory left
 */
export function simdLookUps(
  { rows, stride, values }: WholeKernel,
  held: number,
  length: number,
): PairSums | null {
  // Twice a row's number has to fit into 16 bits.
  if (!(values instanceof Int16Array) || rows > 32_768) return null
  const bytes = 2 * stride
  let end = FREE_AT
  const take = (size: number): number => {
    const at = end
    end += Math.ceil(size / 64) * 64
    return at
  }
  const rowsAt = take(4 * held)
  const insideAt = take(4 * held)
  const marksAt = take(bytes)
  const offsetsAt = take(2 * length)
  const [orderAt, firstAt, lastAt, beforeAt, afterAt] = [4, 4, 4, 4, 4].map((size) => take(size * length))
  const kernelAt = take(bytes * rows)
  const made = openRows(end)
  if (!made) return null
  const { memory, weighRows, lookUp } = made
  new Int16Array(memory.buffer, kernelAt, stride * rows).set(values)
  const heldRows = new Uint32Array(memory.buffer, rowsAt, held)
  const sumsInside = new Int32Array(memory.buffer, insideAt, held)
  const columns = new Int16Array(memory.buffer, marksAt, stride)
  const offsets = new Uint16Array(memory.buffer, offsetsAt, length)
  const sums: StreamSums = {
    order: new Uint32Array(memory.buffer, orderAt, length),
    first: new Uint32Array(memory.buffer, firstAt, length),
    last: new Uint32Array(memory.buffer, lastAt, length),
    before: new Int32Array(memory.buffer, beforeAt, length),
    after: new Int32Array(memory.buffer, afterAt, length),
  }
  return {
    split(marks, heldOut, _length, inside) {
      heldRows.set(heldOut)
      columns.set(marks)
      weighRows(kernelAt, bytes, rowsAt, held, marksAt, insideAt)
      for (let a = 0; a < held; a++) inside[heldOut[a]!] = sumsInside[a]!
    },
    along: alongByRow(sums, rows, (drawn, from, to) => {
      if (from === 0) for (let t = 0; t < drawn.length; t++) offsets[t] = 2 * drawn[t]!
      lookUp(
        kernelAt,
        bytes,
        offsetsAt,
        orderAt! + 4 * from,
        to - from,
        firstAt!,
        lastAt!,
        beforeAt!,
        afterAt!,
      )
    }),
  }
}
