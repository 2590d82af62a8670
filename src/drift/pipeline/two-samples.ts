import { driveSync } from '../drive'
import { exactMannWhitney } from '../math/mann-whitney'
import { adjustedPValues } from '../math/multiple-testing'
import { normalTail } from '../math/normal'

/** Successful times of one stage in two branches, in milliseconds, in any order. */
export interface StagePair {
  key: string
  before: ArrayLike<number>
  after: ArrayLike<number>
}

/** Whether a stage takes another time in one branch than in the other. */
export interface StageComparison {
  key: string
  /** Times on each side. */
  n: number
  m: number
  medianBefore: number | null
  medianAfter: number | null
  /** Null: fewer than `LEAST_TIMES` on a side, nothing is tested. */
  test: {
    /** How much later a time of `after` is than one of `before`, in ms: the median of all their differences. */
    shift: number
    /** Of it, at 95 %. */
    low: number
    high: number
    /** Mann–Whitney, two-sided, after Benjamini–Hochberg over the stages that are tested. */
    pValue: number
  } | null
}

/** Fewer times on a side are not tested: below five and five no interval of 95 % is worth its name. */
export const LEAST_TIMES = 5

/** As scipy: exact where the smaller sample has at most this many values, without ties. */
const EXACT_VALUES = 8

/** Of the normal distribution: 95 % lie within. */
const Z = 1.959963984540054

/**
 * Compares every stage of two branches. The shift is Hodges & Lehmann's (1963, doi:10.1214/aoms/1177704172) with the
 * interval that belongs to Mann & Whitney's test (Lehmann 1963, doi:10.1214/aoms/1177703882; its rank by the normal
 * distribution). Neither asks for normal times, and an outlier moves neither far.
 * O(n m log(n m)) a stage.
 */
export function compareStages(pairs: readonly StagePair[]): StageComparison[] {
  const compared = pairs.map(({ key, before, after }) => {
    const a = Float64Array.from(before).sort()
    const b = Float64Array.from(after).sort()
    const isTested = Math.min(a.length, b.length) >= LEAST_TIMES
    return { key, a, b, p: isTested ? mannWhitney(a, b) : null }
  })
  const corrected = adjustedPValues(
    compared.flatMap(({ p }) => (p === null ? [] : [p])),
    'benjamini-hochberg',
  )
  let tested = 0
  return compared.map(({ key, a, b, p }) => ({
    key,
    n: a.length,
    m: b.length,
    medianBefore: middle(a),
    medianAfter: middle(b),
    test: p === null ? null : { ...shiftOf(a, b), pValue: corrected[tested++] ?? p },
  }))
}

/** Two-sided p of two sorted samples: exactly, or by the normal distribution corrected for ties and continuity. */
function mannWhitney(a: Float64Array, b: Float64Array): number {
  const [n, m] = [a.length, b.length]
  const all = Float64Array.from([...a, ...b]).sort()
  let tied = 0
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to] === all[from]) to++
    const equal = to - from
    tied += equal * equal * equal - equal
  }
  let larger = 0
  for (const y of b) larger += countBelow(a, y)
  const u = Math.max(larger, n * m - larger)
  if (tied === 0 && Math.min(n, m) <= EXACT_VALUES)
    return Math.min(1, 2 * driveSync(exactMannWhitney(n, m, u)))
  const size = n + m
  const deviation = Math.sqrt(((n * m) / 12) * (size + 1 - tied / (size * (size - 1))))
  return deviation > 0 ? Math.min(1, 2 * normalTail((u - (n * m) / 2 - 0.5) / deviation)) : 1
}

/** How many of a sorted sample are below a value, equal ones as halves. */
function countBelow(sorted: Float64Array, value: number): number {
  let count = 0
  for (const x of sorted) {
    if (x > value) break
    count += x < value ? 1 : 0.5
  }
  return count
}

function shiftOf(a: Float64Array, b: Float64Array): { shift: number; low: number; high: number } {
  const [n, m] = [a.length, b.length]
  const differences = new Float64Array(n * m)
  let k = 0
  for (const x of a) for (const y of b) differences[k++] = y - x
  differences.sort()
  const rank = Math.max(1, Math.floor((n * m) / 2 - Z * Math.sqrt((n * m * (n + m + 1)) / 12)))
  return { shift: middle(differences)!, low: differences[rank - 1]!, high: differences[n * m - rank]! }
}

/** Median of a sorted sample; null of nothing. */
function middle(sorted: Float64Array): number | null {
  if (sorted.length === 0) return null
  const at = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2
}
