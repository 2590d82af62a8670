import { kolmogorovLimit } from './kolmogorov'
import { normalTail } from './normal'

/**
 * How probable a difference as large as that of two stretches of one column is where both have one distribution: twice
 * the smaller p of Mann and Whitney's test (of the level; normal limit with ties, Lehmann 1975, §1.4) and Kolmogorov and
 * Smirnov's (of the shape; limit). Rows with memory tell less than independent ones: either statistic is divided by
 * √((1 + ρ) / (1 − ρ)), ρ the lag-1 autocorrelation within the stretches where it is beyond 2 / √n (Bartlett 1946,
 * doi 10.2307/2983611: the variance of a mean of an autoregressive series). O(n log n).
 * @param x numbers in the order of the stream; missing ones are left out
 * @returns in (0, 1]; 1 where a stretch is empty or nothing varies
 */
export function movedP(x: Float64Array, y: Float64Array): number {
  const a = x.filter(Number.isFinite)
  const b = y.filter(Number.isFinite)
  const n = a.length
  const m = b.length
  if (n === 0 || m === 0) return 1
  const memory = memoryOf(a, b)
  const { rankSum, ties, gap } = compareRanks(a.sort(), b.sort())
  const all = n + m
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)))
  if (!(variance > 0)) return 1
  const z = Math.abs(rankSum - (n * (all + 1)) / 2) / Math.sqrt(variance)
  const level = 2 * normalTail(z / memory)
  const shape = kolmogorovLimit((gap * Math.sqrt((n * m) / all)) / memory)
  return Math.min(1, Math.max(Number.MIN_VALUE, 2 * Math.min(level, shape)))
}

/** √((1 + ρ) / (1 − ρ)), at least 1. */
function memoryOf(a: Float64Array, b: Float64Array): number {
  const products = [a, b].map(laggedProducts)
  const together = products.reduce((sum, { lagged }) => sum + lagged, 0)
  const squares = products.reduce((sum, one) => sum + one.squares, 0)
  const rho = squares > 0 ? Math.min(LARGEST_MEMORY, together / squares) : 0
  return rho > 2 / Math.sqrt(a.length + b.length) ? Math.sqrt((1 + rho) / (1 - rho)) : 1
}

/** A stretch that wanders has no more than so much: it would hide every change. */
const LARGEST_MEMORY = 0.95

function laggedProducts(values: Float64Array): { lagged: number; squares: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  let lagged = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - mean
    squares += d * d
    if (i > 0) lagged += d * (values[i - 1]! - mean)
  }
  return { lagged, squares }
}

/** Of two ascending samples: the sum of the first one's mid-ranks, Σ (t³ − t) over ties, the largest gap of the shares. */
function compareRanks(a: Float64Array, b: Float64Array): { rankSum: number; ties: number; gap: number } {
  let [i, j, rankSum, ties, gap] = [0, 0, 0, 0, 0]
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    const [i0, j0] = [i, j]
    while (i < a.length && a[i] === value) i++
    while (j < b.length && b[j] === value) j++
    const t = i - i0 + (j - j0)
    rankSum += (i - i0) * (i0 + j0 + (t + 1) / 2)
    ties += t * t * t - t
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length))
  }
  return { rankSum, ties, gap }
}

/** Rows at each end where too few stand on one side to tell a level from. */
const MARGIN = 5

/**
 * Where a stretch moved, in level or in spread: the index of the first value after it. It is where Pettitt's sum (1979, doi
 * 10.2307/2346729), |Σ (scores of the values before it) − their expectation|, is largest in units of its standard deviation
 * there, √(t (n − t)) σ: undivided it is drawn to the middle of the stretch. Scores are the ranks, and their distances from
 * the middle rank (Ansari and Bradley 1960, doi 10.1214/aoms/1177705688): of the two, the one that stands out more. The
 * level alone tells nothing where the spread changes, a sensor is stuck, or peaks are clipped. O(n log n).
 * @param values at least 2; missing ones count as one that is larger than all others
 */
export function movedAt(values: Float64Array): number {
  const n = values.length
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!]
    return x === y || (x !== x && y !== y) ? 0 : y !== y || x < y ? -1 : 1
  })
  const ranks = new Float64Array(n)
  for (let from = 0; from < n;) {
    let to = from + 1
    while (to < n && values[order[to]!] === values[order[from]!]) to++
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + to + 1) / 2
    from = to
  }
  const middle = (n + 1) / 2
  const spread = ranks.map((rank) => Math.abs(rank - middle))
  const [level, width] = [highest(ranks), highest(spread)]
  return width.height > level.height ? width.at : level.at
}

/** Where the scores before a place differ most from those after it, and how much. */
function highest(scores: Float64Array): { at: number; height: number } {
  const n = scores.length
  const margin = Math.min(MARGIN, Math.floor(n / 2))
  const mean = scores.reduce((total, score) => total + score, 0) / n
  const squares = scores.reduce((total, score) => total + (score - mean) ** 2, 0)
  let [sum, most, at] = [0, -1, 1]
  for (let i = 0; i + 1 < n; i++) {
    sum += scores[i]! - mean
    const t = i + 1
    if (t < margin || n - t < margin) continue
    const height = Math.abs(sum) / Math.sqrt(t * (n - t))
    if (height <= most) continue
    most = height
    at = t
  }
  return { at, height: squares > 0 ? most / Math.sqrt(squares) : 0 }
}
