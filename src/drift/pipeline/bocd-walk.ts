import { log } from '../math/log'
import { type LengthTables, lengthTables, powerOf, type RunSums, weighRuns } from './run-evidence'

/**
 * Where BOCD (`detectors/change/bocd`, its canonical profile, unknown mean and variance, κ = α = β = 1) first speaks,
 * and nothing else: a pipeline has sixty stages, and of each only this is told.
 *
 * Two things make it fast. The evidence of a run has a closed form (`run-evidence.ts`), so that no start has a state of
 * its own and none is dropped. And starts side by side keep, for a while, their shares of what they weigh together:
 * eight of them, once their runs have 24 values, are weighed one by one at every fourth value, and by their most
 * probable one in between, as long as that is e⁶ times less probable than the best. What alarms was weighed by itself.
 *
 * @param values finite; the first `warmUp` of them give the unit
 * @param hazard probability of a change at each value, between 0 and 1
 * @returns index of the first value, from the end of the warm-up on, where the most probable start of the present run is
 *   not the first value; null: nowhere
 */
export function firstChange(values: Float64Array, warmUp: number, hazard: number): number | null {
  const n = values.length
  if (n < warmUp) return null
  const { mean: offset, deviation } = momentsOf(values, warmUp)
  const unit = deviation > 0 ? deviation : 1
  const starts = startsOf(n)
  // A new run takes `hazard` of all, the others keep the rest: that factor, which all have, is left out.
  const begins = log(hazard) - log(1 - hazard)
  for (let i = 0; i < n; i++) {
    const x = (values[i]! - offset) / unit
    starts.sum += x
    starts.square += x * x
    const begun = weigh(starts, i, starts.best) + begins
    // Of equals the shortest run counts.
    if (i + 1 >= warmUp && (starts.bestStart !== 0 || begun >= starts.best)) return i
    starts.priors[i + 1] = begun
    starts.sums[i + 1] = starts.sum
    starts.squares[i + 1] = starts.square
  }
  return null
}

/** Starts side by side that are weighed together once the run of each has RECENT values. */
const BLOCK = 8
const RECENT = 24
/** Values after which a block is weighed one by one again. */
const EVERY = 4
/** A block is weighed by its most probable start while this is less than e^−NEAR of the best. */
const NEAR = 6
/** A best that is smaller by this than the reference of a sum is its new reference. */
const FAR = 8

interface Starts extends RunSums {
  tables: LengthTables
  /** Logarithm of the largest weight, and whose it is. */
  best: number
  bestStart: number
  weights: Float64Array
  /** Of each block of starts: the most probable, and what all weigh against it. */
  peaks: Int32Array
  sizes: Float64Array
}

function startsOf(n: number): Starts {
  const side = () => new Float64Array(n + 1)
  return {
    tables: lengthTables(n),
    sums: side(),
    squares: side(),
    priors: side(),
    sum: 0,
    square: 0,
    best: 0,
    bestStart: 0,
    weights: side(),
    peaks: new Int32Array(n / BLOCK + 1),
    sizes: new Float64Array(n / BLOCK + 1),
  }
}

/**
 * Weighs all starts with value `i`.
 * @param reference logarithm of what weights are summed against, near the largest of them
 * @returns the logarithm of what they weigh together
 */
function weigh(starts: Starts, i: number, reference: number): number {
  const { tables, weights, peaks, sizes } = starts
  starts.best = Number.NEGATIVE_INFINITY
  let total = 0
  const blocks = Math.max(0, Math.floor((i + 1 - RECENT) / BLOCK))
  for (let block = 0; block < blocks; block++) {
    const size = sizes[block]!
    if (size > 0 && (block + i) % EVERY !== 0) {
      const peak = peaks[block]!
      weighRuns(starts, tables, i, peak, peak + 1, weights)
      if (weights[peak]! < starts.best - NEAR) {
        total += size * powerOf(weights[peak]! - reference)
        continue
      }
    }
    const from = block * BLOCK
    weighRuns(starts, tables, i, from, from + BLOCK, weights)
    const peak = largestOf(weights, from, from + BLOCK)
    const sum = sumOf(weights, from, from + BLOCK, weights[peak]!)
    peaks[block] = peak
    sizes[block] = sum
    total += sum * powerOf(weights[peak]! - reference)
    take(starts, peak)
  }
  weighRuns(starts, tables, i, blocks * BLOCK, i + 1, weights)
  total += sumOf(weights, blocks * BLOCK, i + 1, reference)
  take(starts, largestOf(weights, blocks * BLOCK, i + 1))
  // After an outlier all may weigh too little for that reference.
  return starts.best < reference - FAR ? weigh(starts, i, starts.best) : reference + log(total)
}

/** Oldest first: of equals the shortest run counts. */
function take(starts: Starts, start: number): void {
  if (!(starts.weights[start]! >= starts.best)) return
  starts.best = starts.weights[start]!
  starts.bestStart = start
}

function largestOf(weights: Float64Array, from: number, to: number): number {
  let at = from
  for (let k = from + 1; k < to; k++) if (weights[k]! >= weights[at]!) at = k
  return at
}

function sumOf(weights: Float64Array, from: number, to: number, reference: number): number {
  let sum = 0
  for (let k = from; k < to; k++) sum += powerOf(weights[k]! - reference)
  return sum
}

/** Of the first values; divisor n − 1. */
function momentsOf(values: Float64Array, count: number): { mean: number; deviation: number } {
  let mean = 0
  let squares = 0
  for (let i = 0; i < count; i++) {
    const d = values[i]! - mean
    mean += d / (i + 1)
    squares += d * (values[i]! - mean)
  }
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0 }
}
