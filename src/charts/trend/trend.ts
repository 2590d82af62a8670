import { formatCount, formatFixed } from '~/lib/format'

export interface Trend {
  slope: number
  intercept: number
  /** Pearson's correlation, −1 … 1; NaN where one of the two does not vary. */
  r: number
  /** Spearman's: Pearson's of the ranks, ties sharing their mean. The same on linear and logarithmic axes. */
  rho: number
  /** Points behind it. */
  n: number
}

/**
 * The line of least squares through the points with two finite values; null below two of them, or where x does not
 * vary. Sums are of deviations from the means (two passes), which large offsets do not harm: Chan, Golub, LeVeque
 * 1983, doi:10.1080/00031305.1983.10483115.
 */
export function leastSquares(points: readonly { x: number; y: number }[]): Trend | null {
  const known = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
  const n = known.length
  if (n < 2) return null
  const meanX = known.reduce((sum, { x }) => sum + x, 0) / n
  const meanY = known.reduce((sum, { y }) => sum + y, 0) / n
  let xx = 0
  let xy = 0
  let yy = 0
  for (const { x, y } of known) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    yy += (y - meanY) ** 2
  }
  if (xx === 0) return null
  const slope = xy / xx
  const r = yy === 0 ? Number.NaN : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
  return { slope, intercept: meanY - slope * meanX, r, rho: spearman(known), n }
}

/** Pearson's correlation of the ranks: Spearman 1904, doi:10.2307/1412159. NaN where one of the two does not vary. */
function spearman(points: readonly { x: number; y: number }[]): number {
  const x = ranksOf(points.map((point) => point.x))
  const y = ranksOf(points.map((point) => point.y))
  const mean = (points.length + 1) / 2
  let [xx, xy, yy] = [0, 0, 0]
  for (const [k, rank] of x.entries()) {
    xx += (rank - mean) ** 2
    xy += (rank - mean) * (y[k]! - mean)
    yy += (y[k]! - mean) ** 2
  }
  return xx === 0 || yy === 0 ? Number.NaN : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]!)
  const ranks = Array.from<number>({ length: values.length })
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Of a normal distribution: 1 of 100 lies beyond it, on both sides together. */
const BEYOND = 2.576

/**
 * Whether the ranks rise or fall together more than one of a hundred unrelated pairs of values would: Fisher's z of
 * Spearman's correlation with the variance of Fieller, Hartley and Pearson 1957 (doi:10.1093/biomet/44.3-4.470), which
 * holds from ten points on. Null: that cannot be told.
 */
export function wayOf(trend: Trend | null): 'rises' | 'falls' | null {
  if (!trend || trend.n < 10 || Number.isNaN(trend.rho)) return null
  const z = Math.atanh(trend.rho) * Math.sqrt((trend.n - 3) / 1.06)
  if (Math.abs(z) < BEYOND) return null
  return z > 0 ? 'rises' : 'falls'
}

/** The finding of the chart: "Spearman ρ −0.83, Pearson r −0.71 over 120 runs." */
export function trendWords(trend: Trend | null, what: string): string {
  if (!trend) return `No trend: it needs two ${what} with different values on the horizontal axis.`
  const over = `over ${formatCount(trend.n)} ${what}.`
  if (Number.isNaN(trend.r)) return `No correlation: the value is the same in all, ${over}`
  if (trend.n < 3) return `Two points make a line, not a correlation: ${over}`
  return `Spearman ρ ${signed(trend.rho)}, Pearson r ${signed(trend.r)} ${over}`
}

const signed = (value: number): string => formatFixed(value, 2).replace('-', '−')
