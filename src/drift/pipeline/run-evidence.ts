import { exp } from '../math/exp'
import { log } from '../math/log'

/** Values of a series so far, as every start of a run needs them: by two running sums. */
export interface RunSums {
  /** Σx and Σx² of the values before a start. */
  sums: Float64Array
  squares: Float64Array
  /** Logarithm of what is added to the evidence of a start's run: how probable it is that one begins there. */
  priors: Float64Array
  /** Σx and Σx² of all values. */
  sum: number
  square: number
}

/** Of a run of each length, what its evidence takes from the length alone. */
export interface LengthTables {
  constants: Float64Array
  /** 1 / κ */
  shares: Float64Array
  /** 1 / α */
  inverseShapes: Float64Array
}

/**
 * Logarithms of the weights of the starts in [from, to), each for the run from there to value `i`: prior times evidence.
 * The evidence of n normal values of unknown mean and variance, conjugate prior κ = α = β = 1, is
 * Γ(α) β^−α κ^−½ (2π)^(−n/2) with α = 1 + n/2, κ = 1 + n, β = 1 + ½ (Σx² − (Σx)² / κ) (Murphy 2007, “Conjugate Bayesian
 * analysis of the Gaussian distribution”, eq. 95).
 */
export function weighRuns(
  { sums, squares, priors, sum, square }: RunSums,
  { constants, shares, inverseShapes }: LengthTables,
  i: number,
  from: number,
  to: number,
  into: Float64Array,
): void {
  for (let start = from; start < to; start++) {
    const length = i + 1 - start
    const s = sum - sums[start]!
    const rate = 1 + 0.5 * (square - squares[start]! - s * s * shares[length]!)
    into[start] =
      priors[start]! + constants[length]! - (1 + 0.5 * length) * logNearOne(rate * inverseShapes[length]!)
  }
}

/** @param longest run of so many values */
export function lengthTables(longest: number): LengthTables {
  const constants = new Float64Array(longest + 1)
  const shares = new Float64Array(longest + 1)
  const inverseShapes = new Float64Array(longest + 1)
  const halfLog2Pi = 0.5 * log(2 * Math.PI)
  // ln Γ(1 + n/2), of n and of the one after it: Γ(a + 1) = a Γ(a).
  let gamma = 0
  let nextGamma = log(Math.sqrt(Math.PI) / 2)
  for (let n = 0; n <= longest; n++) {
    const shape = 1 + n / 2
    // β is taken over α, which is near 1 where values vary as in the warm-up.
    constants[n] = gamma - shape * log(shape) - 0.5 * log(1 + n) - n * halfLog2Pi
    shares[n] = 1 / (1 + n)
    inverseShapes[n] = 1 / shape
    const afterNext = gamma + log(shape)
    gamma = nextGamma
    nextGamma = afterNext
  }
  return { constants, shares, inverseShapes }
}

/** ln x; near 1 as 2 artanh((x − 1) / (x + 1)), whose first term that is left out is below 1e-10 of it. */
function logNearOne(x: number): number {
  if (!(x > 0.62 && x < 1.62)) return log(x)
  const s = (x - 1) / (x + 1)
  const z = s * s
  return 2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13)))))))
}

/** e^x of a weight against the largest before it: below e^−30 it is 0. The error is below 1e-11 of it. */
export function powerOf(x: number): number {
  if (!(x <= 0)) return exp(x)
  if (x < -30) return 0
  const k = (x * -STEPS) | 0
  const f = x + k / STEPS
  return powers[k]! * (1 + f * (1 + f * (1 / 2 + f * (1 / 6 + f * (1 / 24 + f * (1 / 120))))))
}

/** Steps a unit, and e^(−k / steps). */
const STEPS = 32
const powers = Float64Array.from({ length: 30 * STEPS + 1 }, (_, k) => exp(-k / STEPS))
