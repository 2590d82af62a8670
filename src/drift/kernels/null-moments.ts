import { SLICE_WORK, pairRow } from './pairs'
import type { Computation } from '../define'
import { upperGamma } from '../math/gamma'
import type { KernelSums } from './two-sample'

/**
 * p of the biased MMD² by a gamma distribution with the mean and the variance that the statistic has without drift
 * (Gretton et al. 2012, §5.2, there for n = m). With k̄ the mean kernel value of different rows and k̃ the doubly centred
 * kernel: mean (1/n + 1/m)(1 − k̄), variance 2 (1/n + 1/m)² E k̃² to leading order, E k̃² estimated without bias over pairs
 * of different rows. Known at once, before any permutation. Null for fewer than 4 rows or equal kernel values.
 * @param packed kernel values in units of 1/`scale`, as `kernelSums` leaves them
 */
export function* gammaP(
  packed: Float64Array,
  { scale, rowSums, total, biased }: KernelSums,
  n: number,
  m: number,
): Computation<number | null> {
  const all = n + m
  if (all < 4) return null
  let squares = 0
  for (let i = 0, work = 0; i < all; i++) {
    const start = pairRow(all, i)
    for (let j = i + 1; j < all; j++) {
      const k = packed[start + j]! / scale
      squares += k * k
    }
    work += all - i
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: all, total: all, phase: 'kernel rows' }
    }
  }
  let rows = 0
  for (const sum of rowSums) rows += (sum / scale) ** 2
  const sum = total / scale
  const centred = 2 * squares - (2 * rows) / (all - 2) + (sum * sum) / ((all - 1) * (all - 2))
  const weight = 1 / n + 1 / m
  const mean = weight * (1 - sum / (all * (all - 1)))
  const variance = (2 * weight * weight * centred) / (all * (all - 3))
  if (!(mean > 0) || !(variance > 0)) return null
  return upperGamma((mean * mean) / variance, (biased * mean) / variance)
}
