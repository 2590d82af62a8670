import { binomialTerm } from './saddle-point'

/** An urn of `total` balls, `marked` of them marked, from which `drawn` are taken. */
export interface Urn {
  total: number
  marked: number
  drawn: number
}

/** The least and the largest possible number of marked balls drawn. */
export function hypergeometricRange({ total, marked, drawn }: Urn): { low: number; high: number } {
  return { low: Math.max(0, drawn + marked - total), high: Math.min(marked, drawn) }
}

/**
 * P(X = k), as a ratio of binomial terms (Loader 2000), which needs no logarithms of large factorials. Relative
 * error below 1e-12.
 */
export function hypergeometricProbability(k: number, urn: Urn): number {
  const { low, high } = hypergeometricRange(urn)
  if (k < low || k > high) return 0
  const { total, marked, drawn } = urn
  const p = drawn / total
  const q = (total - drawn) / total
  return (
    (binomialTerm(k, marked, p, q) * binomialTerm(drawn - k, total - marked, p, q)) /
    binomialTerm(drawn, total, p, q)
  )
}

/** P(X ≤ k): the term at k times the sum of ratios away from it, all positive. Relative error below 1e-12. */
export function hypergeometricCdf(k: number, urn: Urn): number {
  const { low, high } = hypergeometricRange(urn)
  const at = Math.floor(k)
  if (at < low) return 0
  if (at >= high) return 1
  // Past the mean the other tail is the smaller one, and is summed.
  return at > mean(urn) ? 1 - sumUp(at + 1, urn) : sumDown(at, urn)
}

/** P(X ≥ k), as accurate. */
export function hypergeometricTail(k: number, urn: Urn): number {
  const { low, high } = hypergeometricRange(urn)
  const at = Math.ceil(k)
  if (at <= low) return 1
  if (at > high) return 0
  return at > mean(urn) ? sumUp(at, urn) : 1 - sumDown(at - 1, urn)
}

function mean({ total, marked, drawn }: Urn): number {
  return (marked / total) * drawn
}

function sumDown(k: number, urn: Urn): number {
  const { low } = hypergeometricRange(urn)
  const { total, marked, drawn } = urn
  let ratio = 1
  let sum = 1
  for (let i = k; i > low && ratio > sum * 1e-18; i--) {
    ratio *= (i * (total - marked - drawn + i)) / ((marked - i + 1) * (drawn - i + 1))
    sum += ratio
  }
  return Math.min(1, hypergeometricProbability(k, urn) * sum)
}

function sumUp(k: number, urn: Urn): number {
  const { high } = hypergeometricRange(urn)
  const { total, marked, drawn } = urn
  let ratio = 1
  let sum = 1
  for (let i = k; i < high && ratio > sum * 1e-18; i++) {
    ratio *= ((marked - i) * (drawn - i)) / ((i + 1) * (total - marked - drawn + i + 1))
    sum += ratio
  }
  return Math.min(1, hypergeometricProbability(k, urn) * sum)
}
