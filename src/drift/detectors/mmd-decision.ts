import type { Bandwidth } from '../kernels/rbf'
import type { Settings } from '../results'

/** What an estimator of MMD² finds. */
export interface Found extends Decision {
  statistic: number
  bandwidth: Bandwidth
  notes: string[]
  settings: Settings
}

interface Decision {
  pValue: number
  threshold: number
  nullDistribution: Float64Array
}

/**
 * p = (1 + #{T_b ≥ T}) / (B + 1) > 0 where splits are drawn, the observed one counting as one of them (Phipson & Smyth
 * 2010, doi 10.2202/1544-6115.1585), and #{T_s ≥ T} / #splits where all were taken; and the statistic at which p ≤ α turns.
 * @param statistics the observed one first
 */
export function decide(statistics: Float64Array, alpha: number, isComplete: boolean): Decision {
  const observed = statistics[0]!
  const nullDistribution = statistics.slice(1)
  const draws = nullDistribution.length
  let atLeast = isComplete ? 0 : 1
  for (const value of nullDistribution) if (value >= observed) atLeast++
  // p ≤ α exactly when the statistic lies above the value of this rank (from 0) among the largest.
  const rank = isComplete ? Math.floor(alpha * draws + 1e-9) : Math.floor(alpha * (draws + 1) + 1e-9) - 1
  const sorted = nullDistribution.slice().sort()
  return {
    pValue: atLeast / (isComplete ? draws : draws + 1),
    threshold: sorted[Math.max(0, draws - 1 - rank)]!,
    nullDistribution,
  }
}
