import { expNegative } from '../math/exp'
import { log1p } from '../math/log'

/**
 * Where BOCD (`detectors/change/bocd`, its canonical profile, unknown mean and variance, κ = α = β = 1) first speaks,
 * and nothing else: a pipeline has sixty stages, and of each only this is told.
 *
 * Three things make it fast. Weights are kept as they are, not as logarithms: what is dropped is never so small that it
 * matters. The factor of a run's length is Γ(a + ½) / Γ(a), by its recurrence. And a start whose probability is below
 * e⁻¹⁰ = 4.5e-5 is dropped, its share given to the others; it could only matter if what follows made it 22,000 times
 * as probable against all others. In 1600 simulated histories each index is that of the detector that drops nothing.
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
  const { factors, shares } = lengthTables(n)
  const births = new Int32Array(n + 1)
  const weights = new Float64Array(n + 1)
  const means = new Float64Array(n + 1)
  // 1 / (2 β), of the rate β.
  const inverses = new Float64Array(n + 1)
  weights[0] = 1
  inverses[0] = 0.5
  let count = 1
  // What weights are multiplied with to be probabilities: done on the way, with the next value.
  let scale = 1
  for (let i = 0; i < n; i++) {
    const x = (values[i]! - offset) / unit
    let sum = 0
    let least = Number.POSITIVE_INFINITY
    let best = -1
    let bestBirth = 0
    for (let k = 0; k < count; k++) {
      const birth = births[k]!
      const r = i - birth
      const share = shares[r]!
      const d = x - means[k]!
      const inverse = inverses[k]!
      const q = d * d * (1 - share) * inverse
      // One division for 1 / (1 + q) and s = q / (2 + q), of which ln(1 + q) is a series.
      const both = 1 / ((1 + q) * (2 + q))
      const s = q * both * (1 + q)
      // Student's t with 2α degrees of freedom, α = 1 + r/2.
      const exponent = -(1.5 + 0.5 * r) * (q < 0.125 ? logOfSmall(s) : log1p(q))
      const weight = weights[k]! * scale * factors[r]! * Math.sqrt(inverse) * expNegative(exponent)
      means[k] = means[k]! + d * share
      inverses[k] = inverse * both * (2 + q)
      weights[k] = weight
      sum += weight
      if (weight < least) least = weight
      // Oldest first: of equals the shortest counts.
      if (weight >= best) {
        best = weight
        bestBirth = birth
      }
    }
    const rest = (1 - hazard) / sum
    let dropped = 0
    if (least * rest < LEAST_WEIGHT) {
      let kept = 0
      for (let k = 0; k < count; k++) {
        const weight = weights[k]!
        if (weight * rest < LEAST_WEIGHT) {
          dropped += weight * rest
          continue
        }
        weights[kept] = weight
        births[kept] = births[k]!
        means[kept] = means[k]!
        inverses[kept] = inverses[k]!
        kept++
      }
      count = kept
    }
    births[count] = i + 1
    weights[count] = hazard / rest
    means[count] = 0
    inverses[count] = 0.5
    count++
    scale = rest / (1 - dropped)
    if (i + 1 >= warmUp && (bestBirth !== 0 || hazard >= best * rest)) return i
  }
  return null
}

/** e⁻¹⁰ */
const LEAST_WEIGHT = 4.5399929762484854e-5

/**
 * Of a run of length r, κ = 1 + r: `factors` Γ(a + ½) / Γ(a) · √(κ / (π (κ + 1))) for a = 1 + r/2, and the share 1 / (κ + 1)
 * that the next value has of its mean.
 */
function lengthTables(longest: number): { factors: Float64Array; shares: Float64Array } {
  const factors = new Float64Array(longest + 1)
  const shares = new Float64Array(longest + 1)
  // Γ(3/2) / Γ(1) · 1/√π; the next is a over it, since Γ(a + 1) = a Γ(a).
  let ratio = 0.5
  for (let r = 0; r <= longest; r++) {
    factors[r] = ratio * Math.sqrt((r + 1) / (r + 2))
    shares[r] = 1 / (r + 2)
    ratio = (1 + r / 2) / (Math.PI * ratio)
  }
  return { factors, shares }
}

/** ln(1 + q) of s = q / (2 + q), q < 1/8: 2 artanh s. The first term that is left out is below 1e-13 of it. */
function logOfSmall(s: number): number {
  const z = s * s
  return 2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9)))))
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
