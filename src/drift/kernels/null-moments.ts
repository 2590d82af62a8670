import { upperGamma } from '../math/gamma'
import type { PooledKernel } from './pooled-kernel'

/**
 * p of the biased MMD² by a gamma distribution with the mean and the variance that the statistic has without drift
 * (Gretton et al. 2012, §5.2, there for n = m). With k̄ the mean kernel value of different rows and k̃ the doubly centred
 * kernel: mean (1/n + 1/m)(1 − k̄), variance 2 (1/n + 1/m)² E k̃² to leading order, E k̃² estimated without bias over pairs
 * of different rows. Known at once, before any permutation. Null for fewer than 4 rows or equal kernel values.
 */
export function gammaP(
  { mean, centredSquares, biased }: Pick<PooledKernel, 'mean' | 'centredSquares' | 'biased'>,
  n: number,
  m: number,
): number | null {
  const all = n + m
  if (all < 4) return null
  const weight = 1 / n + 1 / m
  const expected = weight * (1 - mean)
  const variance = (2 * weight * weight * centredSquares) / (all * (all - 3))
  if (!(expected > 0) || !(variance > 0)) return null
  return upperGamma((expected * expected) / variance, (biased * expected) / variance)
}
