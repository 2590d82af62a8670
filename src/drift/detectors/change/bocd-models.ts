import { logGamma } from '../../math/log-gamma'
import type { BocdParams } from './bocd'
import { log, log1p } from '../../math/log'

/** What is known of the values of each possible run, oldest run first. */
export interface Runs {
  count: number
  /** Row (counted from 0) before which the run began; its length is the rows since. */
  births: Uint32Array
  /** ln P(run | values so far) */
  logs: Float64Array
  means: Float64Array
  /** Normal-inverse-gamma: twice the rate β, and its logarithm. */
  rates: Float64Array
  logRates: Float64Array
  /** Room for probabilities in the making. */
  weights: Float64Array
}

/** Beyond it, squares of deviations and what is divided by a variance would overflow. */
const FURTHEST = 1e140
/** What a value that is far beyond all runs is worth: finite, so that all runs may be. */
const LEAST_LOG = -1e300

export function emptyRuns(capacity: number): Runs {
  return {
    count: 0,
    births: new Uint32Array(capacity),
    logs: new Float64Array(capacity),
    means: new Float64Array(capacity),
    rates: new Float64Array(capacity),
    logRates: new Float64Array(capacity),
    weights: new Float64Array(capacity),
  }
}

/** Adds a run that begins now. Arrays that are full are replaced by larger ones. */
export function begin(runs: Runs, birth: number, logWeight: number, p: BocdParams): void {
  if (runs.count === runs.births.length) grow(runs)
  const k = runs.count++
  runs.births[k] = birth
  runs.logs[k] = logWeight
  runs.means[k] = p.priorMean
  runs.rates[k] = 2 * p.rate
  runs.logRates[k] = log(2 * p.rate)
}

function grow(runs: Runs): void {
  const larger = emptyRuns(2 * runs.births.length)
  for (const name of ['births', 'logs', 'means', 'rates', 'logRates'] as const) larger[name].set(runs[name])
  Object.assign(runs, { ...larger, count: runs.count })
}

export function move(runs: Runs, from: number, to: number): void {
  runs.births[to] = runs.births[from]!
  runs.logs[to] = runs.logs[from]!
  runs.means[to] = runs.means[from]!
  runs.rates[to] = runs.rates[from]!
  runs.logRates[to] = runs.logRates[from]!
}

/**
 * ln of the density that run k, of length r, gives to x; then x is part of the run.
 *
 * `gaussian`: N(μ, 1/τ + σ²) with τ = 1/prior variance + r/σ². `normal-inverse-gamma`: Student's t with 2α degrees of
 * freedom, location μ and scale² β(κ + 1)/(ακ), κ = κ₀ + r, α = α₀ + r/2 (Murphy 2007, Conjugate Bayesian analysis of
 * the Gaussian distribution, §3); ν scale² is then 2β(κ + 1)/κ.
 */
export function observe(runs: Runs, k: number, r: number, x: number, p: BocdParams): number {
  const mean = runs.means[k]!
  const d = Math.min(FURTHEST, Math.max(-FURTHEST, x - mean))
  if (p.model === 'gaussian') {
    const precision = 1 / p.priorVariance + r / p.dataVariance
    const variance = 1 / precision + p.dataVariance
    runs.means[k] = mean + d / p.dataVariance / (precision + 1 / p.dataVariance)
    return Math.max(LEAST_LOG, -0.5 * log(2 * Math.PI * variance) - (d * d) / (2 * variance))
  }
  const kappa = p.strength + r
  const alpha = p.shape + r / 2
  const gained = (d * d * kappa) / (kappa + 1)
  const surprise = log1p(gained / runs.rates[k]!)
  const density = factorAt(r, p) - 0.5 * runs.logRates[k]! - (alpha + 0.5) * surprise
  runs.means[k] = mean + d / (kappa + 1)
  runs.rates[k] = runs.rates[k]! + gained
  runs.logRates[k] = runs.logRates[k]! + surprise
  return Math.max(LEAST_LOG, density)
}

/** Variance of the next value of a run of length r, mean unknown and variance known. */
export function gaussianVariance(r: number, p: BocdParams): number {
  return 1 / (1 / p.priorVariance + r / p.dataVariance) + p.dataVariance
}

/** Lengths of runs whose factors are kept: longer runs are rare, as improbable ones are dropped. */
const KEPT_LENGTHS = 16_384
const kept = { values: new Float64Array(KEPT_LENGTHS), strength: Number.NaN, shape: Number.NaN }

/** `logFactor` of a run of length r: of the length and the prior alone, so that every row asks for the same ones again. */
function factorAt(r: number, { strength, shape }: BocdParams): number {
  if (strength !== kept.strength || shape !== kept.shape) {
    Object.assign(kept, { strength, shape })
    kept.values.fill(Number.NaN)
  }
  const known = kept.values[r]
  if (known !== undefined && !Number.isNaN(known)) return known
  const kappa = strength + r
  const factor = logFactor(shape + r / 2, kappa / (Math.PI * (kappa + 1)))
  if (r < KEPT_LENGTHS) kept.values[r] = factor
  return factor
}

/**
 * ln (Γ(a + ½) / Γ(a) · √q): from a = 20 on by the first terms of the expansion of the ratio (error below 1e-13), which
 * needs one logarithm for both.
 */
function logFactor(a: number, q: number): number {
  if (a < 20) return logGamma(a + 0.5) - logGamma(a) + 0.5 * log(q)
  const u = 1 / a
  const uu = u * u
  return 0.5 * log(a * q) - u * (1 / 8 - uu * (1 / 192 - uu * (1 / 640 - (uu * 17) / 14336)))
}
