/**
 * P(V ≥ v) of Kuiper's statistic V = D⁺ + D⁻ for two samples with n m / (n + m) = `size`: Kuiper's limit (1960)
 * with the first correction for finite samples (Stephens 1965, doi 10.1093/biomet/52.3-4.309). Good from some 40
 * rows each; the terms lost leave a relative error of 1e-12. It may leave [0, 1] by its own error: the caller clips.
 */
export function kuiperTail(v: number, size: number): number {
  const z = v * Math.sqrt(size)
  // Below, P is 1 to 30 digits, and the sums converge slowly.
  if (z < 0.3) return 1
  let first = 0
  let second = 0
  for (let k = 1; k * z <= 27; k++) {
    const a = (k * z) ** 2
    const e = Math.exp(-2 * a)
    first += 2 * (4 * a - 1) * e
    second += k * k * (4 * a - 3) * e
  }
  return first - ((8 * v) / 3) * second
}
