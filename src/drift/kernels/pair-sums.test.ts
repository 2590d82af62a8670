import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../drive'
import { below, createRandom, PURPOSE } from '../random'
import { createNullScratch, simulateStream, splitReference } from './null-streams'
import { plainPairSums, type WholeKernel } from './plain-pair-sums'
import { simdPairSums } from './simd/simd-pair-sums'
import { rowWindows } from './windows'

/** A symmetric matrix of whole numbers, a third of them the largest, 0 on its diagonal. */
function kernelOf(rows: number, seed: number): WholeKernel & { rowSums: Float64Array } {
  const random = createRandom(seed, PURPOSE.test)
  const stride = 8 * Math.ceil(rows / 8)
  const values = new Int16Array(rows * stride)
  const rowSums = new Float64Array(rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const q = below(random, 3) === 0 ? 32_767 : below(random, 32_768)
      values[i * stride + j] = q
      values[j * stride + i] = q
      rowSums[i]! += q
      rowSums[j]! += q
    }
  return { rows, stride, values, rowSums }
}

describe('simulated streams by SIMD are those in plain TypeScript, to the last bit', () => {
  test('whatever is drawn, packed or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 200 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (rows, share, window, step, more, seed) => {
          const kernel = kernelOf(rows, seed)
          const held = Math.min(rows - 2, Math.max(2, Math.round(share * rows)))
          const model = { ...kernel, unit: 1 / 32_767, compared: rows - held }
          const fast = simdPairSums(model, held)
          if (!fast) throw new Error('node has SIMD')
          const windows = rowWindows(window + more, window, step)
          const found = [fast, plainPairSums(model)].map((sums) => {
            const scratch = createNullScratch(model, window, sums)
            return [1, 2].map((index) => {
              const random = createRandom(seed, PURPOSE.simulation, index)
              const split = splitReference(model, random, scratch, window + more)
              return [split, driveSync(simulateStream(model, split, windows, 0, random, scratch))]
            })
          })
          expect(found[0]).toEqual(found[1])
        },
      ),
      { numRuns: tries(60) },
    )
  })

  test('sums of the largest numbers stay exact', () => {
    const rows = 4096
    const stride = rows
    const kernel = { rows, stride, values: new Int16Array(rows * stride).fill(32_767) }
    const sums = simdPairSums(kernel, rows)!
    const heldOut = Uint32Array.from({ length: rows }, (_, i) => i)
    const inside = new Float64Array(rows)
    sums.split(new Uint8Array(rows).fill(1), heldOut, 1, inside)
    expect(inside[7]).toBe(rows * 32_767)
    let sum = 0
    for (let i = 0; i < 2500; i++) sum += sums.move(5, -1, heldOut, 0, 0)
    expect(sum).toBe((32_767 * (2500 * 2499)) / 2)
  })
})

test('more than 15 bits are added up in plain TypeScript', () => {
  const { rows, stride } = kernelOf(16, 1)
  expect(simdPairSums({ rows, stride, values: new Float64Array(rows * stride) }, 8)).toBeNull()
})
