import { studentTail } from '../math/student'

/**
 * Where the level of a series changed, found afterwards and as a whole: energy statistics split it (E-divisive, Matteson
 * & James 2014, doi 10.1080/01621459.2013.849605), Student's t-test in place of permutations decides, and windows keep it
 * fast (Hunter, Fleming et al. 2023, doi 10.1145/3578244.3583719). The numbers are those of Apache Otava.
 */
export interface ChangePoint {
  /** The first value of the new level. */
  index: number
  /** The energy statistic of the split where it was found. */
  qhat: number
  /** Two-sided, of the values up to the neighbouring change points. */
  pValue: number
  meanBefore: number
  meanAfter: number
  stdBefore: number
  stdAfter: number
}

export interface ChangePointOptions {
  /** Values in a window; the next begins half of it later, or at the last change point. */
  windowLength?: number
  /** Points above it are left out; the windows are searched with ten times as much. */
  maxPValue?: number
  /** Points with fewer values up to a neighbouring one are left out, the weakest first. */
  leastSide?: number
}

interface Split {
  index: number
  qhat: number
}

/** Ascending in their index. @param series finite numbers */
export function changePoints(
  series: ArrayLike<number>,
  { windowLength = 50, maxPValue = 0.001, leastSide = 1 }: ChangePointOptions = {},
): ChangePoint[] {
  const values = Float64Array.from(series)
  const weak = weakPoints(values, windowLength, Math.min(0.5, maxPValue * 10))
  return withRoom(merged(weak, values, maxPValue), values, leastSide)
}

function weakPoints(values: Float64Array, windowLength: number, maxPValue: number): ChangePoint[] {
  const found = new Map<number, Split>()
  const step = Math.floor(windowLength / 2)
  let start = 0
  while (start < values.length) {
    const splits = splitsOf(values.subarray(start, start + windowLength), maxPValue)
    for (const { index, qhat } of splits)
      if (!found.has(start + index)) found.set(start + index, { index: start + index, qhat })
    start = Math.max(start + (splits.at(-1)?.index ?? -start), start + step)
  }
  const ordered = [...found.values()].toSorted((a, b) => a.index - b.index)
  return ordered.map((split, i) => tested(split, values, ordered[i - 1], ordered[i + 1]))
}

/** Change points of one window: the largest split of all parts so far is taken while it is significant. */
function splitsOf(window: Float64Array, maxPValue: number): Split[] {
  const splits: Split[] = []
  const best = new Map<string, Split | null>()
  for (;;) {
    const edges = [0, ...splits.map(({ index }) => index), window.length]
    let next: Split | null = null
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i]!, edges[i + 1]!]
      const key = `${from} ${to}`
      const candidate = best.has(key) ? best.get(key)! : largestSplit(window, from, to)
      best.set(key, candidate)
      if (candidate && (!next || candidate.qhat > next.qhat)) next = candidate
    }
    if (!next) return splits
    const at = next.index
    const before = splits.findLast(({ index }) => index < at)
    const after = splits.find(({ index }) => index > at)
    if (!(tested(next, window, before, after).pValue <= maxPValue)) return splits
    splits.push(next)
    splits.sort((a, b) => a.index - b.index)
  }
}

/** The τ (and κ) of a part of which the values in [from, τ) and [τ, κ) differ most; null: fewer than two values. */
function largestSplit(values: Float64Array, from: number, to: number): Split | null {
  const n = to - from
  if (n < 2) return null
  // within[i, j]: distances between all pairs of [i, j); none where j < i + 2.
  const within = squareOf(n + 1)
  for (let i = 0; i < n; i++) within[i * (n + 1) + i + 1] = 0
  for (let j = 2; j <= n; j++) {
    let toLast = 0
    for (let i = j - 2; i >= 0; i--) {
      toLast += Math.abs(values[from + i]! - values[from + j - 1]!)
      within[i * (n + 1) + j] = within[i * (n + 1) + j - 1]! + toLast
    }
  }
  let largest = Number.NaN
  let at = 0
  for (let tau = 1; tau < n; tau++) {
    const left = within[tau]!
    for (let kappa = tau + 1; kappa <= n; kappa++) {
      const m = kappa - tau
      const right = within[tau * (n + 1) + kappa]!
      const across = within[kappa]! - left - right
      const qhat =
        (2 / kappa) * across -
        (tau > 1 ? (2 * m * left) / (kappa * (tau - 1)) : 0) -
        (m > 1 ? (2 * tau * right) / (kappa * (m - 1)) : 0)
      // As a first one, whatever it is.
      if (!(qhat <= largest)) {
        largest = qhat
        at = tau
      }
    }
  }
  return { index: from + at, qhat: largest }
}

let square = new Float64Array(0)

/** Room of a square, used again: its numbers are the last ones. */
function squareOf(side: number): Float64Array {
  if (square.length < side * side) square = new Float64Array(side * side)
  return square
}

/** A split with the t-test of what lies between its neighbours. */
function tested(split: Split, values: Float64Array, before?: Split, after?: Split): ChangePoint {
  const left = moments(values.subarray(before?.index ?? 0, split.index))
  const right = moments(values.subarray(split.index, after?.index ?? values.length))
  const df = left.n + right.n - 2
  const pooled = ((left.n - 1) * left.std ** 2 + (right.n - 1) * right.std ** 2) / df
  const t = Math.abs(left.mean - right.mean) / Math.sqrt(pooled * (1 / left.n + 1 / right.n))
  return {
    index: split.index,
    qhat: split.qhat,
    pValue: df > 0 ? 2 * studentTail(t, df) : 1,
    meanBefore: left.mean,
    meanAfter: right.mean,
    stdBefore: left.std,
    stdAfter: right.std,
  }
}

/** The standard deviation is that of the values themselves, divided by n. */
function moments(values: Float64Array): { n: number; mean: number; std: number } {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]!
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { n, mean, std: Math.sqrt(squares / n) }
}

/** Takes out the weakest point and tests its neighbours anew, until all are strong enough. */
function merged(points: ChangePoint[], values: Float64Array, maxPValue: number): ChangePoint[] {
  let left = points
  while (left.length > 0) {
    const weakest = left.reduce((a, b) => (b.pValue > a.pValue ? b : a))
    const same = left.find(({ meanBefore, meanAfter }) => meanBefore === meanAfter)
    const out = weakest.pValue < maxPValue ? same : weakest
    if (!out) return left
    left = without(out, left, values)
  }
  return left
}

/** Takes out the weakest of the points that have too few values at a side, until all have enough. */
function withRoom(points: ChangePoint[], values: Float64Array, leastSide: number): ChangePoint[] {
  let left = points
  for (;;) {
    const all = left
    const crowded = all.filter(
      ({ index }, i) =>
        index - (all[i - 1]?.index ?? 0) < leastSide ||
        (all[i + 1]?.index ?? values.length) - index < leastSide,
    )
    if (crowded.length === 0) return left
    left = without(
      crowded.reduce((a, b) => (b.pValue > a.pValue ? b : a)),
      left,
      values,
    )
  }
}

/** The other points, each tested anew. */
function without(out: ChangePoint, points: readonly ChangePoint[], values: Float64Array): ChangePoint[] {
  const kept = points.filter((point) => point !== out)
  return kept.map((point, i) => tested(point, values, kept[i - 1], kept[i + 1]))
}
