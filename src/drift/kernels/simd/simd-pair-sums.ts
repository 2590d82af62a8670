import type { PairSums, WholeKernel } from '../plain-pair-sums'
import { FREE_AT, openRows } from './rows'

/** Numbers of a vector. */
const LANES = 8
/** Draws for each held-out row from which it pays to put the held-out columns beside each other first. */
const DRAWS_TO_PACK = 2

/**
 * `PairSums` of 15 bits, in a memory of its own: how often each row stands in the window, times a row of the kernel.
 * @param held rows of each split that are held out
 * @returns null of more bits, and where WebAssembly with SIMD may not run, or has no memory left
 */
export function simdPairSums({ rows, stride, values }: WholeKernel, held: number): PairSums | null {
  if (!(values instanceof Int16Array)) return null
  const bytes = 2 * stride
  const packedBytes = 2 * LANES * Math.ceil(held / LANES)
  let end = FREE_AT
  const take = (size: number): number => {
    const at = end
    end += Math.ceil(size / 64) * 64
    return at
  }
  const shufflesAt = take(256 * 16)
  const rowsAt = take(4 * held)
  const sumsAt = take(4 * held)
  const marksAt = take(stride / LANES)
  const countsAt = take(bytes)
  const packedAt = take(packedBytes * held + 16)
  const kernelAt = take(bytes * rows)
  const made = openRows(end)
  if (!made) return null
  const { memory, weigh, exchange, weighRows, pack } = made
  new Int16Array(memory.buffer, kernelAt, stride * rows).set(values)
  fillShuffles(new Uint8Array(memory.buffer, shufflesAt, 256 * 16))
  const heldRows = new Uint32Array(memory.buffer, rowsAt, held)
  const sums = new Int32Array(memory.buffer, sumsAt, held)
  const markBits = new Uint8Array(memory.buffer, marksAt, stride / LANES)
  const counts = new Int16Array(memory.buffer, countsAt, stride)
  // Of each held-out row its place among the counts, and that of its kernel row.
  const places = new Uint32Array(rows)
  const addresses = new Uint32Array(rows)
  let width = bytes
  return {
    split(marks, heldOut, length, inside) {
      heldRows.set(heldOut)
      for (let row = 0; row < rows; row++) counts[row] = marks[row]!
      weighRows(kernelAt, bytes, rowsAt, held, countsAt, sumsAt)
      for (let a = 0; a < held; a++) inside[heldOut[a]!] = sums[a]!
      const isPacked = length > DRAWS_TO_PACK * held
      width = isPacked ? packedBytes : bytes
      for (let a = 0; a < held; a++) {
        const row = heldOut[a]!
        places[row] = isPacked ? a : row
        addresses[row] = isPacked ? packedAt + a * packedBytes : kernelAt + row * bytes
      }
      if (isPacked) {
        markBits.fill(0)
        for (const row of heldOut) markBits[row >> 3]! |= 1 << (row & 7)
        pack(kernelAt, bytes, rowsAt, held, marksAt, shufflesAt, packedAt, packedBytes)
      }
      counts.fill(0)
    },
    clear: () => counts.fill(0),
    move(came, left) {
      let gained = 0
      if (left >= 0) counts[places[left]!]!--
      if (left < 0) gained = weigh(addresses[came]!, countsAt, width)
      else if (came < 0) gained = -weigh(addresses[left]!, countsAt, width)
      else gained = exchange(addresses[came]!, addresses[left]!, countsAt, width)
      if (came >= 0) counts[places[came]!]!++
      return gained
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
