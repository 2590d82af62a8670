import { SLICE_WORK } from '../pairs'
import type { PairSums, WholeKernel } from '../plain-pair-sums'
import type { Windows } from '../windows'
import { FREE_AT, openRows } from './rows'

/** Numbers of a vector. */
const LANES = 8
/** Draws for each held-out row from which it pays to put the held-out columns beside each other first. */
const DRAWS_TO_PACK = 2

/**
 * `PairSums` of 15 bits, in a memory of its own: how often each row stands in the window, times a row of the kernel.
 * @param held rows of each split that are held out
 * @param length of the longest stream, and its windows at most
 * @returns null of more bits, and where WebAssembly with SIMD may not run, or has no memory left
 */
export function simdPairSums(
  { rows, stride, values }: WholeKernel,
  held: number,
  length: number,
): PairSums | null {
  if (!(values instanceof Int16Array)) return null
  const bytes = 2 * stride
  const packedBytes = 2 * LANES * Math.ceil(held / LANES)
  // Up to a vector more is written behind each packed row.
  const packedStep = packedBytes + 16
  let end = FREE_AT
  const take = (size: number): number => {
    const at = end
    end += Math.ceil(size / 64) * 64
    return at
  }
  const stateAt = take(16)
  const shufflesAt = take(256 * 16)
  const rowsAt = take(4 * held)
  const insideAt = take(4 * held)
  const marksAt = take(stride / LANES)
  const countsAt = take(bytes)
  const placesAt = take(4 * rows)
  const addressesAt = take(4 * rows)
  // One more is read than there are.
  const drawnAt = take(4 * (length + 1))
  const fromAt = take(4 * length)
  const toAt = take(4 * length)
  const pairsAt = take(8 * length)
  const packedAt = take(packedStep * held)
  const kernelAt = take(bytes * rows)
  const made = openRows(end)
  if (!made) return null
  const { buffer } = made.memory
  const { slide, weighRows, pack } = made
  new Int16Array(buffer, kernelAt, stride * rows).set(values)
  fillShuffles(new Uint8Array(buffer, shufflesAt, 256 * 16))
  const state = new Uint32Array(buffer, stateAt, 4)
  const heldRows = new Uint32Array(buffer, rowsAt, held)
  const sumsInside = new Int32Array(buffer, insideAt, held)
  const markBits = new Uint8Array(buffer, marksAt, stride / LANES)
  const counts = new Int16Array(buffer, countsAt, stride)
  const places = new Uint32Array(buffer, placesAt, rows)
  const addresses = new Uint32Array(buffer, addressesAt, rows)
  const rowsDrawn = new Uint32Array(buffer, drawnAt, length)
  const starts = new Uint32Array(buffer, fromAt, length)
  const ends = new Uint32Array(buffer, toAt, length)
  const pairs = new Float64Array(buffer, pairsAt, length)
  let width = bytes
  let laid: Windows | null = null
  return {
    split(marks, heldOut, drawsToCome, inside) {
      heldRows.set(heldOut)
      const isPacked = drawsToCome > DRAWS_TO_PACK * held
      width = isPacked ? packedBytes : bytes
      for (let a = 0; a < held; a++) {
        const row = heldOut[a]!
        places[row] = countsAt + 2 * (isPacked ? a : row)
        addresses[row] = isPacked ? packedAt + a * packedStep : kernelAt + row * bytes
      }
      if (isPacked) {
        markBits.fill(0)
        for (const row of heldOut) markBits[row >> 3]! |= 1 << (row & 7)
        pack(kernelAt, bytes, rowsAt, held, marksAt, shufflesAt, packedAt, packedStep, insideAt)
      } else {
        counts.set(marks)
        weighRows(kernelAt, bytes, rowsAt, held, countsAt, insideAt)
      }
      for (let a = 0; a < held; a++) inside[heldOut[a]!] = sumsInside[a]!
    },
    *along(drawn, windows) {
      const { count } = windows
      if (windows !== laid) {
        starts.set(windows.from)
        ends.set(windows.to)
        laid = windows
      }
      rowsDrawn.set(drawn.subarray(0, windows.to[count - 1]))
      counts.fill(0)
      state.fill(0)
      const rowsAtMost = Math.max(1, Math.floor((8 * SLICE_WORK) / width))
      for (let i = 0; i < count;) {
        const rowsDone = state[3]!
        let last = i + 1
        while (last < count && windows.to[last]! - rowsDone <= rowsAtMost) last++
        slide(drawnAt, addressesAt, placesAt, fromAt, toAt, i, last, countsAt, width, stateAt, pairsAt)
        i = last
        if (i < count) yield { done: state[3]!, total: windows.to[count - 1]!, phase: 'simulated rows' }
      }
      return pairs
    },
  }
}

/** For each byte of marks the bytes of the marked ones of 8 numbers of 16 bits; what is beyond them is set to 0. */
function fillShuffles(shuffles: Uint8Array): void {
  shuffles.fill(255)
  for (let mark = 0; mark < 256; mark++)
    for (let lane = 0, to = 16 * mark; lane < LANES; lane++) {
      if (((mark >> lane) & 1) === 0) continue
      shuffles[to++] = 2 * lane
      shuffles[to++] = 2 * lane + 1
    }
}
