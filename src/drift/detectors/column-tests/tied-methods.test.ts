import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'

/** Normal values in steps of `step`, as instruments write them. */
function measured(seed: number, rows: number, step: number, shift = 0) {
  const random = createRandom(seed, PURPOSE.test)
  return sampleOf(Array.from({ length: rows }, () => [step * Math.round((normal(random) + shift) / step)]))
}

const detectors = {
  cvm: await loadDetector('cvm'),
  'anderson-darling': await loadDetector('anderson-darling'),
}

const run = (
  id: keyof typeof detectors,
  [reference, other]: readonly [ReturnType<typeof measured>, ReturnType<typeof measured>],
  params: object = {},
) => driveSync(detectors[id](params, { reference, test: other })) as PerColumnResult

test.each(['cvm', 'anderson-darling'] as const)(
  '%s: of many rows with equal values, none of them common, p is a limit and that of permutations',
  (id) => {
    for (const [seed, shift] of [
      [1, 0],
      [3, 0.02],
      [5, 0.03],
    ] as const) {
      const samples = [measured(seed, 10_000, 0.02), measured(seed + 1, 10_000, 0.02, shift)] as const
      const limit = run(id, samples)
      expect(limit.settings).toMatchObject({ methodOfTies: 'asymptotic' })
      expect(limit.notes).toEqual([])
      const p = run(id, samples, { method: 'permutation', permutations: 999 }).columns[0]!.pValue!
      const found = limit.columns[0]!.pValue!
      // Four standard errors of 999 permutations, and what the least of them is.
      expect(Math.abs(found - p)).toBeLessThan(4 * Math.sqrt((found * (1 - found)) / 999) + 1 / 999)
    }
  },
)

test.each(['cvm', 'anderson-darling'] as const)(
  '%s: a drift of many rows has a p below that of permutations',
  (id) => {
    const samples = [measured(1, 10_000, 0.02), measured(2, 10_000, 0.02, 0.1)] as const
    expect(run(id, samples).columns[0]!.pValue).toBeLessThan(1e-8)
  },
)

test.each(['cvm', 'anderson-darling'] as const)(
  '%s: a common value is permuted, or said to be rough',
  (id) => {
    const samples = [measured(1, 10_000, 1), measured(2, 10_000, 1)] as const
    const permuted = run(id, samples, { permutations: 99 })
    expect(permuted.settings).toMatchObject({ methodOfTies: 'permutation' })
    expect(permuted.notes).toEqual([
      'Both samples share values in the column: p-values there are by permutations.',
    ])
  },
)

test('Anderson–Darling of 60 columns finds a drift, where the tables stop at 0.001', () => {
  const wide = (seed: number, shift: number) => {
    const random = createRandom(seed, PURPOSE.test)
    return sampleOf(
      Array.from({ length: 100 }, () =>
        Array.from({ length: 60 }, (_, j) => normal(random) + (j === 0 ? shift : 0)),
      ),
    )
  }
  const samples = [wide(1, 0), wide(2, 1.5)] as const
  const found = run('anderson-darling', samples)
  expect(found.drift).toBe(true)
  expect(found.columns[0]!.adjustedPValue).toBeLessThan(1e-6)
  expect(run('anderson-darling', samples, { method: 'tables' }).drift).toBe(false)
})
