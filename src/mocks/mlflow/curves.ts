import { createRandom, normal, PURPOSE, type Random } from '~/drift/random'
import type { MetricRow } from './tables'

/** How a metric goes along the rounds of a training. */
export interface Curve {
  key: string
  /** Where it begins, and what it comes near to. */
  from: number
  to: number
  /** Rounds until it has come two thirds of the way. */
  pace: number
  /** Standard deviation of the noise around it. */
  noise: number
}

/** The same numbers for the same run at every start of the demo. @param seed a whole number, one a run */
export function historyOf(
  curve: Curve,
  { seed, rounds, startedAt, roundMs }: { seed: number; rounds: number; startedAt: number; roundMs: number },
): MetricRow[] {
  const random: Random = createRandom(seed, PURPOSE.simulation)
  return Array.from({ length: rounds }, (_, step) => {
    const way = 1 - Math.exp(-step / curve.pace)
    const value = curve.from + (curve.to - curve.from) * way + curve.noise * normal(random)
    return {
      key: curve.key,
      value: Number(value.toFixed(6)),
      timestamp: Math.round(startedAt + (step + 1) * roundMs),
      step,
    }
  })
}
