import { binomialCdf } from './math/binomial'
import { binomialTail } from './math/binomial.test-support'

/**
 * Samples without drift on which a test's level is measured at α = 5 %: enough to tell 7 % from 5 %. A test that keeps
 * its level passes with 99.9 %, one that raises 7 % false alarms fails with more than 90 % (`level-bounds.test.ts`).
 */
export const LEVEL_TRIALS = 3000
export const LEVEL = 0.05

/** Fewest and most rejections of `LEVEL_TRIALS` that a level of 5 % allows, 0.05 % beyond each. */
export function levelBounds(): { fewest: number; most: number } {
  let most = Math.ceil(LEVEL_TRIALS * LEVEL)
  while (binomialTail(most + 1, LEVEL_TRIALS, LEVEL) > 0.0005) most++
  let fewest = Math.floor(LEVEL_TRIALS * LEVEL)
  while (binomialCdf(fewest - 1, LEVEL_TRIALS, LEVEL) > 0.0005) fewest--
  return { fewest, most }
}
