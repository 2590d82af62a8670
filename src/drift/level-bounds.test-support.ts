import { binomialCdf } from './math/binomial'
import { binomialTail } from './math/binomial.test-support'
import { exp } from './math/exp'

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

/**
 * False alarms on which an expected run time is measured: enough to tell a rate that is 40 % higher. Run times are
 * spread like a geometric distribution, and references of their own spread them further: the standard error of the
 * logarithm of their mean is `RUN_TIME_SPREAD` / √trials at most, which each measurement checks. A detector whose mean
 * is what was asked for passes with 99.9 %, one that alarms 1.4 times as often fails with more than 90 %
 * (`level-bounds.test.ts`). Seeds are fixed: what passes once passes always.
 */
export const RUN_TIME_TRIALS = 500
export const RUN_TIME_SPREAD = 1.45

/** 0.05 % of a normal distribution lie beyond this many standard errors on either side. */
const RUN_TIME_ERRORS = 3.29

/** Shortest and longest mean of `RUN_TIME_TRIALS` run times that the expected run time allows. */
export function runTimeBounds(asked: number): { shortest: number; longest: number } {
  const most = exp((RUN_TIME_ERRORS * RUN_TIME_SPREAD) / Math.sqrt(RUN_TIME_TRIALS))
  return { shortest: asked / most, longest: asked * most }
}

/** Mean of run times, and their spread over it. */
export function runTimesOf(rows: readonly number[]): { mean: number; spread: number } {
  const mean = rows.reduce((a, b) => a + b, 0) / rows.length
  const squares = rows.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)
  return { mean, spread: Math.sqrt(squares / (rows.length - 1)) / mean }
}
