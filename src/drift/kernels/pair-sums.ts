import { plainPairSums, type PairSums, type WholeKernel } from './plain-pair-sums'
import { simdLookUps } from './simd/simd-look-ups'
import { simdPairSums } from './simd/simd-pair-sums'

/** Rows held out for each row of a window, above which look-ups cost less than adding up whole rows. */
const HELD_A_ROW = 12

/**
 * The quickest for windows of so many rows, by SIMD where that runs: the same sums.
 * @param length of the longest stream
 */
export function pairSums(kernel: WholeKernel, held: number, window: number, length: number): PairSums {
  const fast =
    held > HELD_A_ROW * window ? simdLookUps(kernel, held, length) : simdPairSums(kernel, held, length)
  return fast ?? plainPairSums(kernel, length)
}
