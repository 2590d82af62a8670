import { exp } from '../math/exp'
import { createRandom, normal, PURPOSE, uniform } from '../random'

/** Log-normal times of 120 builds with outliers, as builds have them; from the 80th on a step, as a share. */
export function simulatedTimes(seed: number, step: number, count = 120): number[] {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: count }, (_, i) => {
    const outlier = uniform(random) < 0.03 ? 1.8 + 1.7 * uniform(random) : 1
    return 300_000 * exp(0.12 * normal(random)) * outlier * (i >= (count * 2) / 3 ? 1 + step : 1)
  })
}
