import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from './elementary.json'
import { exp } from './exp'
import { log, log1p, log2 } from './log'
import { power } from './power'
import { asin, cos, sin } from './trigonometry'

const functions: Record<string, (...args: number[]) => number> = {
  exp,
  log,
  log1p,
  log2,
  asin,
  sin,
  cos,
  power: (x = 0, y = 0) => power(x, y),
}

/** Distance to the next larger number, of a normal one. */
const ulp = (x: number): number => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52)

/** `elementary.json` is made by scripts/reference/elementary-functions.py, in arithmetic of 1,400 bits. */
describe('elementary functions are within one unit in the last place', () => {
  const rows = reference as [string, number[], number][]

  test.each(Object.keys(functions))('%s', (name) => {
    const own = rows.filter((row) => row[0] === name)
    expect(own.length).toBeGreaterThan(100)
    const wrong = own
      .map(([, args, value]) => ({ args, value, ours: functions[name]!(...args) }))
      .filter(({ value, ours }) => !(Math.abs(ours - value) <= ulp(value)))
    expect(wrong).toEqual([])
  })
})

/** Numbers at which functions end, turn or are not defined. */
const EDGES = [0, -0, 1, -1, 0.5, 2, -2, 3, -3, 5e-324, 1e308, Infinity, -Infinity, Number.NaN]

test.each([
  ['exp', exp, Math.exp],
  ['log', log, Math.log],
  ['log1p', log1p, Math.log1p],
  ['sin', sin, Math.sin],
  ['cos', cos, Math.cos],
  ['asin', asin, Math.asin],
] as const)('%s is defined where JavaScript’s is', (_, ours, theirs) => {
  for (const x of EDGES) {
    const expected = theirs(x)
    if (Number.isFinite(expected) && expected !== 0) expect(ours(x)).toBeCloseTo(expected, 12)
    else expect(ours(x)).toBe(expected)
  }
})

test('powers are defined where JavaScript’s are', () => {
  for (const x of EDGES)
    for (const y of EDGES) {
      const expected = Math.pow(x, y)
      if (Number.isFinite(expected) && expected !== 0)
        expect(Math.abs(power(x, y) / expected - 1)).toBeLessThan(1e-15)
      else expect(power(x, y)).toBe(expected)
    }
})

test('whole powers are exact, and the largest and smallest have no number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -15, max: 15 }), fc.integer({ min: 0, max: 13 }), (x, y) => {
      expect(power(x, y)).toBe(Number(BigInt(x) ** BigInt(y)))
    }),
  )
  expect([power(2, 1023.9999), power(2, 1024), power(10, 309)]).toEqual([
    expect.closeTo(1.7975e308, -305),
    Infinity,
    Infinity,
  ])
  expect([power(2, -1074), power(2, -1075), power(0.5, 1074)]).toEqual([5e-324, 0, 5e-324])
  expect(power(2, -1060)).toBe(2 ** -1060)
})
