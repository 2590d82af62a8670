import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../drive'
import { below, createRandom, PURPOSE } from '../random'
import { createNullScratch, simulateStream, splitReference } from './null-streams'
import { plainPairSums, type PairSums, type WholeKernel } from './plain-pair-sums'
import { simdLookUps } from './simd/simd-look-ups'
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
          const length = window + more
          const windows = rowWindows(length, window, step)
          const [plain, ...fast] = [
            plainPairSums(model, length),
            present(simdPairSums(model, held, length)),
            present(simdLookUps(model, held, length)),
          ].map((sums) => {
            const scratch = createNullScratch(model, window, length, sums)
            return [1, 2].map((index) => {
              const random = createRandom(seed, PURPOSE.simulation, index)
              const split = splitReference(model, random, scratch, length)
              const found = driveSync(simulateStream(model, split, windows, 0, random, scratch))
              return [split, found, Array.from(scratch.inside)]
            })
          })
          for (const found of fast) expect(found).toEqual(plain)
        },
      ),
      { numRuns: tries(60) },
    )
  })

  test('windows of unlike size, apart and overlapping, are sums over their pairs', () => {
    const rows = 120
    const kernel = kernelOf(rows, 7)
    const heldOut = Uint32Array.from({ length: 60 }, (_, i) => 2 * i + 1)
    const marks = Uint8Array.from({ length: rows }, (_, i) => i % 2)
    const windows = {
      count: 5,
      from: Uint32Array.of(3, 5, 40, 44, 44),
      to: Uint32Array.of(20, 21, 43, 70, 300),
      largest: 256,
      smallest: 3,
    }
    const random = createRandom(3, PURPOSE.test)
    const drawn = Uint32Array.from({ length: 300 }, () => heldOut[below(random, 60)]!)
    const expected = Array.from({ length: 5 }, (_, w) => {
      let sum = 0
      for (let i = windows.from[w]!; i < windows.to[w]!; i++)
        for (let j = i + 1; j < windows.to[w]!; j++)
          sum += kernel.values[drawn[i]! * kernel.stride + drawn[j]!]!
      return sum
    })
    for (const sums of [
      plainPairSums(kernel, 300),
      present(simdPairSums(kernel, 60, 300)),
      present(simdLookUps(kernel, 60, 300)),
    ]) {
      sums.split(marks, heldOut, 300, new Float64Array(rows))
      expect(Array.from(driveSync(sums.along(drawn, windows)).subarray(0, 5))).toEqual(expected)
    }
  })

  test('sums of the largest numbers stay exact', () => {
    const rows = 4096
    const stride = rows
    const kernel = { rows, stride, values: new Int16Array(rows * stride).fill(32_767) }
    const heldOut = Uint32Array.from({ length: rows }, (_, i) => i)
    const windows = rowWindows(2500, 2500, 1)
    for (const sums of [
      present(simdPairSums(kernel, rows, 2500)),
      present(simdLookUps(kernel, rows, 2500)),
    ]) {
      const inside = new Float64Array(rows)
      sums.split(new Uint8Array(rows).fill(1), heldOut, 1, inside)
      expect(inside[7]).toBe(rows * 32_767)
      const pairs = driveSync(sums.along(new Uint32Array(2500).fill(5), windows))
      expect(pairs[0]).toBe((32_767 * (2500 * 2499)) / 2)
    }
  })
})

test('more than 15 bits are added up in plain TypeScript', () => {
  const { rows, stride } = kernelOf(16, 1)
  const kernel = { rows, stride, values: new Float64Array(rows * stride) }
  expect(simdPairSums(kernel, 8, 10)).toBeNull()
  expect(simdLookUps(kernel, 8, 10)).toBeNull()
})

function present(sums: PairSums | null): PairSums {
  if (!sums) throw new Error('node has SIMD')
  return sums
}
