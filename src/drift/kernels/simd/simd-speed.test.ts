import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import { pairDistances, pairRow } from '../pairs'
import { plainKernel } from '../plain-kernel'
import { createRowSets, drawSets, type RowSets } from '../row-sets'
import { giveBack } from './engine'
import { distanceRange } from './panel-distances'
import { createPanels } from './panels'
import { simdKernel } from './simd-kernel'

const ALL = 2000
const D = 10

/** Milliseconds, the least of several runs: what other programs do meanwhile only adds. */
function least(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const started = performance.now()
    work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

/** As a loop over the chosen rows would add the pairs up. */
function gatherSum(packed: Float64Array, { words, bits }: RowSets, at: number): number {
  const rows: number[] = []
  for (let i = 0; i < ALL; i++) if (((bits[at * words + (i >>> 5)]! >>> (i & 31)) & 1) === 1) rows.push(i)
  let sum = 0
  for (let a = 0; a < rows.length; a++) {
    const start = pairRow(ALL, rows[a]!)
    for (let b = a + 1; b < rows.length; b++) sum += packed[start + rows[b]!]!
  }
  return sum
}

// Ratios within one run, of the same work on the same machine. Measured beside eight other programs on two cores: 21 and 75.
test('permutations by SIMD take less than a sixth of plain tables, and a twentieth of adding up pairs', () => {
  const random = createRandom(1, PURPOSE.test)
  const pooled = Float64Array.from({ length: ALL * D }, () => normal(random))
  const packed = driveSync(pairDistances(pooled, ALL, D))
  const plain = driveSync(plainKernel(packed, 1000, 1000, 0.05))
  const panels = driveSync(createPanels(pooled, 1000, 1000, D))
  const fast = driveSync(simdKernel(panels, driveSync(distanceRange(panels)), 0.05))
  const sets = createRowSets(ALL, 1000)
  const mark = drawSets(1000, 1)
  for (let b = 0; b < 1000; b++) mark(b, sets, b)

  expect(driveSync(fast.setSums(sets))).toEqual(driveSync(plain.setSums(sets)))
  expect(gatherSum(packed, sets, 7)).toBe(driveSync(fast.setSums(sets)).inside[7])
  const bySimd = least(15, () => driveSync(fast.setSums(sets)))
  const byTables = least(3, () => driveSync(plain.setSums(sets)))
  const byPairs = 62.5 * least(4, () => Array.from({ length: 16 }, (_, b) => gatherSum(packed, sets, b)))
  giveBack(panels.engine)
  expect(byTables / bySimd).toBeGreaterThan(6)
  expect(byPairs / bySimd).toBeGreaterThan(20)
})
