import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../drive'
import { createRandom, normal, PURPOSE, uniform } from '../random'
import { MOST_TOGETHER, plainTable, type RowTable } from './plain-table'
import { fixedPointScale } from './rbf'
import { rowTable, rowTableOf } from './row-table'
import { simdTable } from './simd/simd-table'
import { slidingMmd } from './sliding'
import { emptyWindow, pushRow, windowMmd } from './window-sums'
import { rowWindows } from './windows'

type Draw = (random: () => number, i: number, k: number) => number

const kinds: Record<string, Draw> = {
  normal: (random) => normal(random),
  'far from zero': (random) => 1e6 + normal(random),
  'many equal rows': (random) => Math.round(uniform(random)),
  'a constant column': (random, _, k) => (k === 0 ? 7 : normal(random)),
  'far outliers': (random, i) => (i % 9 === 3 ? 1e160 : normal(random)),
  'distances that are no numbers': (random, i) => (i % 9 === 3 ? Infinity : normal(random)),
}

const numbers = (draw: Draw, rows: number, d: number, seed: number): Float64Array => {
  const random = createRandom(seed, PURPOSE.test)
  return Float64Array.from({ length: rows * d }, (_, at) => draw(random, Math.floor(at / d), at % d))
}

const bySimd = (values: Float64Array, d: number): RowTable => {
  const table = simdTable(values, d)
  if (!table) throw new Error('node has SIMD')
  return table
}

describe('by SIMD and in plain TypeScript a row has the same kernel values, to the last bit', () => {
  test.each(Object.entries(kinds))('%s', (_, draw) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(1, 2, 3, 10, 33),
        fc.integer(),
        fc.constantFrom(0.001, 0.1, 1, 300),
        fc.constantFrom(1, 2 ** 9, 2 ** 19, 2 ** 40),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        (rows, d, seed, width, coarser, ends) => {
          const values = numbers(draw, rows, d, seed)
          const given = numbers(draw, MOST_TOGETHER + 1, d, seed + 1)
          const [fast, slow] = [bySimd(values.slice(), d), plainTable(values.slice(), d)]
          const [from = 0, to = 0] = ends.map((part) => Math.round(part * rows)).sort((a, b) => a - b)
          const gamma = width / d
          const scale = fixedPointScale(rows) / coarser
          for (const table of [fast, slow]) table.put(rows >> 1, given, MOST_TOGETHER * d)
          expect(fast.compare(given, d, from, to, gamma, scale)).toBe(
            slow.compare(given, d, from, to, gamma, scale),
          )
          expect(fast.found.slice(from, to)).toEqual(slow.found.slice(from, to))
          for (const count of [1, 5, MOST_TOGETHER])
            expect(fast.sums(given, 0, count, gamma, scale).slice(0, count)).toEqual(
              slow.sums(given, 0, count, gamma, scale).slice(0, count),
            )
        },
      ),
      { numRuns: tries(25) },
    )
  })
})

test('a table writes into the array that it was made of, and is made anew for another', () => {
  const values = numbers(kinds['normal']!, 40, 2, 1)
  const table = rowTableOf(values, () => rowTable(values, 2))
  table.put(3, Float64Array.of(9, 8, 7), 1)
  expect([...values.subarray(6, 8)]).toEqual([8, 7])
  expect(rowTableOf(values, () => expect.fail())).toBe(table)
  const other = values.slice()
  expect(rowTableOf(other, () => rowTable(other, 2))).not.toBe(table)
})

/** The definition (Gretton et al. 2012, eq. 3) with `Math.exp` and compensated sums. */
function directMmd(x: Float64Array, y: Float64Array, d: number, gamma: number): number {
  const mean = (a: Float64Array, b: Float64Array, isSame: boolean) => {
    let sum = 0
    let lost = 0
    const [n, m] = [a.length / d, b.length / d]
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        if (isSame && i === j) continue
        let squared = 0
        for (let k = 0; k < d; k++) squared += (a[i * d + k]! - b[j * d + k]!) ** 2
        const term = Math.exp(-gamma * squared) - lost
        const next = sum + term
        lost = next - sum - term
        sum = next
      }
    return sum / (n * (isSame ? m - 1 : m))
  }
  return mean(x, x, true) + mean(y, y, true) - 2 * mean(x, y, false)
}

test('MMD² in a window is that of its definition to 1e-10, after 2,000 rows as well, whole or row by row', () => {
  for (const [n, w, d] of [
    [300, 200, 10],
    [40, 150, 1],
    [200, 33, 60],
  ] as const) {
    const rows = 2000
    const comparison = { rows: n, d, values: numbers(kinds['normal']!, n, d, 1) }
    const stream = { rows, d, values: numbers((random) => 0.3 + normal(random), rows, d, 2) }
    const gamma = 0.5 / d
    // Of the comparison rows alone: what is left of the definition without the two other means.
    const within = directMmd(comparison.values, new Float64Array(2 * d).fill(1e9), d, gamma) - 1
    const windows = rowWindows(rows, w, 1)
    const found = driveSync(slidingMmd(comparison, within, stream, windows, gamma))
    for (const at of [0, 1, 999, windows.count - 1]) {
      const direct = directMmd(comparison.values, stream.values.subarray(at * d, (at + w) * d), d, gamma)
      expect(Math.abs(found[at]! - direct)).toBeLessThanOrEqual(1e-10 * Math.abs(direct))
    }
    const table = rowTable(comparison.values, d)
    const state = emptyWindow(w, d)
    const scale = fixedPointScale(n)
    for (let i = 0; i < rows; i++) {
      const row = stream.values.slice(i * d, (i + 1) * d)
      pushRow(state, row, table.sums(row, 0, 1, gamma, scale)[0]! / scale / n, gamma)
      if (i >= w - 1) expect(windowMmd(state, within)).toBe(found[i - w + 1])
    }
  }
})
