import { exp } from './exp'
import { cos, sin } from './trigonometry'

/** Mean and standard deviation of the limit: Σ 1 / (j (j + 1)), and √ of 2 Σ 1 / (j (j + 1))². */
export const LIMIT_MEAN = 1
export const LIMIT_DEVIATION = Math.sqrt((2 * Math.PI ** 2) / 3 - 6)

/** Below it, less than 1e-17 of the distribution lies. */
const LEAST = 0.03

/**
 * P(A² ≥ x) of the limiting distribution of Anderson and Darling, Σ χ²ⱼ / (j (j + 1)), by Smirnov's alternating sum of
 * integrals between its poles (Anderson & Darling 1952, doi 10.1214/aoms/1177729437), each by Gauss and Chebyshev's rule
 * after the roots at its ends are taken out, as for Cramér and von Mises:
 * π^(−3/2) Σ (−1)^(k+1) ∫₀^π e^(−x y/2) s / √(y sin θ) dθ, s = 4k − 1 + 2θ/π, y = (s² − 1) / 4.
 */
export function andersonDarlingTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x < LEAST) return 1
  // A larger x squeezes the integrand towards θ = 0, and the rule needs more points to see it.
  const nodes = Math.ceil(32 + 18 * Math.sqrt(Math.min(x, 800)))
  const angles = new Float64Array(nodes)
  const sines = new Float64Array(nodes)
  for (let j = 0; j < nodes; j++) {
    angles[j] = (Math.PI / 2) * (1 + cos((Math.PI * (j + 0.5)) / nodes))
    sines[j] = sin(angles[j]!)
  }
  let sum = 0
  for (let k = 1; ; k++) {
    let part = 0
    for (let j = 0; j < nodes; j++) {
      const theta = angles[j]!
      const s = 4 * k - 1 + (2 * theta) / Math.PI
      const y = (s * s - 1) / 4
      part += Math.sqrt((theta * (Math.PI - theta)) / (sines[j]! * y)) * s * exp((-x * y) / 2)
    }
    const term = part / (Math.sqrt(Math.PI) * nodes)
    sum += k % 2 === 1 ? term : -term
    if (term <= sum * 1e-17) return Math.min(1, sum)
  }
}
