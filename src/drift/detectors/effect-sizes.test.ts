import fc from 'fast-check'
import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { loadDetector } from '../run'
import type { PerColumnResult } from '../results'
import { normalSample, sampleOf } from '../samples-for-tests'

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

async function effectOf(detector: string, reference: readonly number[], test: readonly number[]) {
  const detect = await loadDetector(detector)
  const result = driveSync(
    detect({}, { reference: column(reference), test: column(test) }),
  ) as PerColumnResult
  return { name: result.effect?.name, size: result.columns[0]?.effectSize ?? Number.NaN }
}

const x = [1, 2, 2, 3, 5, 8]
const y = [2, 4, 5, 9]

test('the sizes by hand', async () => {
  // 24 pairs: the test value is larger in 15, smaller in 6, equal in 3.
  expect(await effectOf('mann-whitney', x, y)).toEqual({
    name: 'Cliff’s delta',
    size: expect.closeTo(9 / 24, 12),
  })
  // Up to 3: 4 of 6 rows against 1 of 4.
  for (const detector of ['ks', 'cvm', 'anderson-darling', 'bws'])
    expect(await effectOf(detector, x, y)).toEqual({
      name: 'KS distance',
      size: expect.closeTo(4 / 6 - 1 / 4, 12),
    })
  // Means 3.5 and 5, variances 6.7 and 8⅔.
  expect(await effectOf('welch', x, y)).toEqual({
    name: 'standardised difference',
    size: expect.closeTo(1.5 / Math.sqrt((6.7 + 26 / 3) / 2), 12),
  })
})

test('of flags, Cramér’s V is the φ of the table', async () => {
  const flags = (ones: number, zeros: number) => [
    ...Array<number>(ones).fill(1),
    ...Array<number>(zeros).fill(0),
  ]
  // Ones and zeros 10, 30 against 20, 20: φ = (10 · 20 − 20 · 30) / √(40 · 40 · 30 · 50).
  const phi = 400 / Math.sqrt(40 * 40 * 30 * 50)
  for (const detector of ['chi-square', 'fisher'])
    expect(await effectOf(detector, flags(10, 30), flags(20, 20))).toEqual({
      name: 'Cramér’s V',
      size: expect.closeTo(phi, 12),
    })
})

test('an effect does not grow with the number of rows', async () => {
  const twice = (values: readonly number[]) => [...values, ...values]
  for (const detector of ['ks', 'kuiper', 'cvm', 'mann-whitney', 'chi-square', 'psi', 'emd']) {
    const once = await effectOf(detector, x, y)
    const { size } = await effectOf(detector, twice(x), twice(y))
    expect({ detector, size }).toEqual({ detector, size: expect.closeTo(once.size, 10) })
  }
})

test('every effect is 0 of equal samples, and keeps its range', async () => {
  const [ks, mw, chi] = await Promise.all(['ks', 'mann-whitney', 'chi-square'].map((id) => loadDetector(id)))
  const values = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(values, values, (a, b) => {
      for (const detect of [ks!, mw!, chi!]) {
        const size = (reference: number[], test: number[]) =>
          (driveSync(detect({}, { reference: column(reference), test: column(test) })) as PerColumnResult)
            .columns[0]!.effectSize!
        expect(size(a, a)).toBeCloseTo(0, 12)
        expect(Math.abs(size(a, b))).toBeLessThanOrEqual(1)
        expect(Math.abs(size(b, a))).toBeCloseTo(Math.abs(size(a, b)), 12)
      }
    }),
  )
})

test('a million rows make a trifle sure', async () => {
  const detect = await loadDetector('mann-whitney')
  const input = { reference: normalSample(1, 200_000, 1), test: normalSample(2, 200_000, 1, 0.03) }
  const [found] = (driveSync(detect({}, input)) as PerColumnResult).columns
  expect(found?.drift).toBe(true)
  expect(found?.effectSize).toBeCloseTo(0.017, 2)
})
