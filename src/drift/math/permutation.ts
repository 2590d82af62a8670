import { binomialCdf } from './binomial'
import { logChoose } from './log-gamma'
import { exp } from './exp'

/** What is known after drawing permutations of two samples. */
export interface Permuted {
  /** Permutations whose statistic is at least the observed one. */
  extreme: number
  /** Permutations drawn, with replacement. */
  drawn: number
  /** Distinct permutations that exist: C(n + m, n). May be Infinity. */
  total: number
}

/** (b + 1) / (B + 1): never zero, and valid whatever the number of permutations (Phipson & Smyth 2010, doi 10.2202/1544-6115.1585). */
export function conservativePermutationP({ extreme, drawn }: Permuted): number {
  return (extreme + 1) / (drawn + 1)
}

/** b / B, the estimate that can be 0. Some libraries report it. */
export function estimatedPermutationP({ extreme, drawn }: Permuted): number {
  return extreme / drawn
}

/**
 * The exact p-value of permutations drawn with replacement (Phipson & Smyth 2010, eq. 2): the mean of
 * P(at most b of B | p) over the possible true p-values p = 1/total, 2/total, … 1. Beyond 1,000 B of these, the
 * sum is (b + 1) / (B + 1) with Euler and Maclaurin's corrections, which are then exact to 1e-14.
 */
export function exactPermutationP(permuted: Permuted): number {
  const { extreme, drawn, total } = permuted
  if (extreme >= drawn) return 1
  if (total > 1000 * drawn && total > 10_000) {
    const slopes = (extreme === 0 ? drawn : 0) - (extreme === drawn - 1 ? drawn : 0)
    return conservativePermutationP(permuted) - 0.5 / total + slopes / (12 * total * total)
  }
  let sum = 0
  for (let i = 1; i <= total; i++) {
    const term = binomialCdf(extreme, drawn, i / total)
    sum += term
    // Terms only fall.
    if (term < sum * 1e-18) break
  }
  return sum / total
}

/**
 * Phipson & Smyth's approximation (2010, §3): (b + 1) / (B + 1) − ∫ P(at most b of B | p) dp from 0 to 1 / (2 total).
 * @param factor Frouros multiplies the integral by 1 / (2 total) once more
 */
export function approximatePermutationP(permuted: Permuted, factor = 1): number {
  return conservativePermutationP(permuted) - factor * halfCell(permuted)
}

/** ∫ P(at most b of B | p) dp from 0 to 1 / (2 total), by Gauss' rule of 16 points in panels no wider than the mean spacing of B. */
function halfCell({ extreme, drawn, total }: Permuted): number {
  const end = 0.5 / total
  if (end === 0) return 0
  const panels = Math.ceil(Math.min(200, 1 + end * drawn))
  const width = end / panels
  let sum = 0
  for (let panel = 0; panel < panels; panel++)
    for (let i = 0; i < NODES.length; i++) {
      const half = (width / 2) * NODES[i]!
      const middle = (panel + 0.5) * width
      sum +=
        (WEIGHTS[i]! *
          (binomialCdf(extreme, drawn, middle - half) + binomialCdf(extreme, drawn, middle + half)) *
          width) /
        2
    }
  return sum
}

/** Gauss–Legendre, 8 points: the positive nodes and their weights. */
const NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const WEIGHTS = [0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626]

/** The least p-value that two samples can have: only the labelling that was seen is as extreme. At least 5e-324. */
export function leastP(n: number, m: number): number {
  return Math.max(Number.MIN_VALUE, exp(-logChoose(n + m, n)))
}
