import { type Random, uniform } from '../random'
import { exp } from './exp'
import { log } from './log'

/**
 * Draws of how many of each kind are in a random subset: what a permutation of labels does to a histogram. Each
 * count costs about the spread of the count, whatever the number of rows.
 */
export function createSubsetCounts(counts: Float64Array, size: number): (random: Random) => Float64Array {
  const total = counts.reduce((sum, c) => sum + c, 0)
  const drawn = new Float64Array(counts.length)
  /** The counts in a uniformly random subset of `size`; the array is used again by the next draw. */
  return (random) => {
    let left = size
    let rest = total
    for (let i = 0; i < counts.length; i++) {
      const kind = counts[i]!
      rest -= kind
      const taken = hypergeometric(random, kind, rest, left)
      drawn[i] = taken
      left -= taken
    }
    return drawn
  }
}

/** ln k!: a table, and beyond it Stirling's series (next term below 1e-21 from k = 256 on). */
function logFactorial(k: number): number {
  if (k < SMALL.length) return SMALL[k]!
  const inverse = 1 / k
  const square = inverse * inverse
  return (
    (k + 0.5) * log(k) -
    k +
    HALF_LOG_2PI +
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  )
}

const HALF_LOG_2PI = 0.9189385332046727

const SMALL = new Float64Array(256)
for (let k = 2; k < SMALL.length; k++) SMALL[k] = SMALL[k - 1]! + log(k)

/**
 * Number of good ones in a random subset of `size` of `good + bad`: by inversion, starting at the mode and going
 * outwards on both sides by the ratios of neighbouring probabilities.
 */
function hypergeometric(random: Random, good: number, bad: number, size: number): number {
  const low = Math.max(0, size - bad)
  const high = Math.min(good, size)
  if (low >= high) return low
  const mode = Math.min(high, Math.max(low, Math.floor(((size + 1) * (good + 1)) / (good + bad + 2))))
  const peak = exp(logChoose(good, mode) + logChoose(bad, size - mode) - logChoose(good + bad, size))
  let u = uniform(random) - peak
  if (u < 0) return mode
  let up = mode
  let down = mode
  let above = peak
  let below = peak
  while (up < high || down > low) {
    if (up < high) {
      above *= ((good - up) * (size - up)) / ((up + 1) * (bad - size + up + 1))
      up++
      u -= above
      if (u < 0) return up
    }
    if (down > low) {
      below *= (down * (bad - size + down)) / ((good - down + 1) * (size - down + 1))
      down--
      u -= below
      if (u < 0) return down
    }
  }
  // Rounding alone leads here.
  return mode
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}
