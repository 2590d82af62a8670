import { expect, test } from 'vitest'
import { createRandom, normal, PURPOSE } from '../random'
import { movedAt, movedP } from './moved'

/** An autoregressive series of order 1, of standard deviation 1. */
function series(seed: number, rows: number, phi = 0): Float64Array {
  const random = createRandom(seed, PURPOSE.test)
  let x = normal(random)
  return Float64Array.from({ length: rows }, () => (x = phi * x + Math.sqrt(1 - phi * phi) * normal(random)))
}

test('ranks with ties by hand: 8 of 10 against 2 of 10 ones', () => {
  const ones = (k: number) => Float64Array.from({ length: 10 }, (_, i) => (i < k ? 1 : 0))
  // Shuffled in no way, so that only the statistic is looked at: U = 80, variance 10 · 10 / 12 · (21 − 1 980 / 380).
  const z = (80 - 50) / Math.sqrt((100 / 12) * (21 - 1980 / 380))
  expect(z).toBeCloseTo(2.6153, 3)
  // The two stretches are sorted, so their memory is 0.7 within: z is divided by √(1.7 / 0.3) or so.
  expect(movedP(ones(8), ones(2))).toBeGreaterThan(0.05)
  const mixed = (pattern: string) => Float64Array.from(pattern, Number)
  expect(movedP(mixed('1011110111'), mixed('0100001000'))).toBeCloseTo(2 * 2 * 0.00446, 3)
})

test('nothing varies, or nothing is there: no difference', () => {
  expect(movedP(new Float64Array(50), new Float64Array(50))).toBe(1)
  expect(movedP(Float64Array.of(Number.NaN), Float64Array.of(1, 2))).toBe(1)
})

test('of 400 pairs of one distribution, few differ at 5 %, with memory too', () => {
  for (const phi of [0, 0.5]) {
    let differ = 0
    for (let k = 0; k < 400; k++)
      if (movedP(series(2 * k, 200, phi), series(2 * k + 1, 100, phi)) <= 0.05) differ++
    expect(differ).toBeLessThanOrEqual(30)
  }
})

test('a change of the spread is seen as well as one of the level', () => {
  const wide = series(2, 300).map((x) => 3 * x)
  expect(movedP(series(1, 300), wide)).toBeLessThan(1e-4)
  expect(
    movedP(
      series(1, 300),
      series(2, 300).map((x) => x + 1),
    ),
  ).toBeLessThan(1e-12)
})

test('the place of a step is found, near an end too', () => {
  for (const at of [30, 100, 250]) {
    const values = series(at, 300).map((x, i) => x + (i < at ? 0 : 3))
    expect(Math.abs(movedAt(values) - at)).toBeLessThanOrEqual(5)
  }
})

test('the place where the spread moves is found, where a sensor is stuck and where peaks are clipped', () => {
  const kinds: Readonly<Record<string, (x: number) => number>> = {
    wider: (x) => 3 * x,
    narrower: (x) => x / 3,
    stuck: () => 0.1,
    clipped: (x) => Math.max(-0.3, Math.min(x, 0.3)),
  }
  for (const [kind, of] of Object.entries(kinds))
    for (const at of [60, 150, 240]) {
      const found = movedAt(series(at, 300).map((x, i) => (i < at ? x : of(x))))
      expect(Math.abs(found - at), `${kind} at ${at}`).toBeLessThanOrEqual(15)
    }
})
