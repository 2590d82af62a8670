import { createRandom, normal, PURPOSE, uniform } from './random'

/** Two columns of n rows whose correlation is ρ, or of other shape. */
export function columns(seed: number, n: number, rho: number, bits = false): Float64Array[] {
  const random = createRandom(seed, PURPOSE.test)
  const x = new Float64Array(n)
  const y = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    if (bits) {
      x[i] = uniform(random) < 0.5 ? 1 : 0
      y[i] = uniform(random) < 0.9 === rho > 0 ? x[i]! : 1 - x[i]!
    } else {
      x[i] = normal(random)
      y[i] = rho * x[i]! + Math.sqrt(1 - rho * rho) * normal(random)
    }
  }
  return [x, y]
}
