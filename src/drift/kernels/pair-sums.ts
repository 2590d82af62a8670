import { plainPairSums, type PairSums, type WholeKernel } from './plain-pair-sums'
import { simdPairSums } from './simd/simd-pair-sums'

/** By SIMD where that runs and pays for windows of so many rows; the same sums. */
export function pairSums(kernel: WholeKernel, held: number, window: number): PairSums {
  // Look-ups of a small window cost less than adding up whole rows.
  return (held <= 16 * window ? simdPairSums(kernel, held) : null) ?? plainPairSums(kernel)
}
