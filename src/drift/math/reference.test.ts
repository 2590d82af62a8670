import { describe, expect, test } from 'vitest'
import { incompleteBeta } from './beta'
import { binomialCdf } from './binomial'
import { binomialTail } from './binomial.test-support'
import { cramerVonMisesCdf, cramerVonMisesTail } from './cramer-von-mises'
import { upperGamma } from './gamma'
import { logGamma } from './log-gamma'
import { hypergeometricCdf, hypergeometricProbability, hypergeometricTail } from './hypergeometric'
import { kolmogorovLimit } from './kolmogorov'
import { normalTail, normalUpperQuantile } from './normal'
import reference from './reference.json'
import { binomialTerm } from './saddle-point'
import { studentTail, studentUpperQuantile } from './student'

type Numeric = (...args: number[]) => number

const urn =
  (f: (k: number, urn: { total: number; marked: number; drawn: number }) => number): Numeric =>
  (k = 0, total = 0, marked = 0, drawn = 0) =>
    f(k, { total, marked, drawn })

const functions: Record<string, Numeric> = {
  logGamma,
  upperGamma,
  normalTail,
  normalUpperQuantile,
  studentTail,
  studentUpperQuantile,
  incompleteBeta: (a = 0, b = 0, x = 0) => incompleteBeta(a, b, x),
  binomialProbability: (k = 0, n = 0, p = 0) => binomialTerm(k, n, p, 1 - p),
  binomialCdf,
  binomialTail,
  hypergeometricProbability: urn(hypergeometricProbability),
  hypergeometricCdf: urn(hypergeometricCdf),
  hypergeometricTail: urn(hypergeometricTail),
  kolmogorovLimit,
  cramerVonMisesTail,
  cramerVonMisesCdf,
}

/** `reference.json` is made by scripts/reference/special-functions.py, in arithmetic of 60 digits. */
describe('special functions agree with 60-digit arithmetic to 1e-12, tails included', () => {
  const rows = reference as [string, number[], number][]
  test('every function has values', () => {
    expect(new Set(rows.map(([name]) => name))).toEqual(new Set(Object.keys(functions)))
  })

  test.each(Object.keys(functions))('%s', (name) => {
    const wrong = rows
      .filter((row) => row[0] === name)
      .map(([, args, value]) => ({ args, value, ours: functions[name]!(...args) }))
      .filter(({ value, ours }) => !(Math.abs(ours - value) <= 1e-12 * Math.abs(value)))
    expect(wrong).toEqual([])
  })
})
