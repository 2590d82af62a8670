import type { Computation } from '../define'
import { fixedPointScale, rbf, roundWhole } from './rbf'
import { pairRow, SLICE_WORK } from './pairs'

/** Sums over the kernel matrix of the pooled sample (first n rows reference, then m test), diagonal left out. */
export interface KernelSums {
  /** Unbiased MMD² (Gretton et al. 2012, eq. 3) from unrounded kernel values. */
  unbiased: number
  /** MMD² of the V-statistic (eq. 5), diagonal included; never negative. */
  biased: number
  /** Mean kernel values within the reference, within the test sample (diagonals included) and between them. */
  means: { xx: number; yy: number; xy: number }
  /** Whole numbers of units 1/`scale`: row sums of K, and their sum. */
  scale: number
  rowSums: Float64Array
  total: number
}

/** Kernel values of the pairs of one row cost an exponential each. */
const EXP_WORK = 16

/**
 * Turns packed squared distances into kernel values, in place, each once: afterwards `packed` holds
 * round(scale · k), and the sums hold all that the statistic and its permutations need beside it.
 */
export function* kernelSums(
  packed: Float64Array,
  n: number,
  m: number,
  gamma: number,
): Computation<KernelSums> {
  const all = n + m
  const scale = fixedPointScale(all * all)
  const rowSums = new Float64Array(all)
  let xx = 0
  let yy = 0
  let xy = 0
  let work = 0
  for (let i = 0; i < all; i++) {
    const start = pairRow(all, i)
    const border = Math.max(n, i + 1)
    const own = transformRow(packed, start, i + 1, border, gamma, scale, rowSums, i)
    const other = transformRow(packed, start, border, all, gamma, scale, rowSums, i)
    if (i < n) {
      xx += own
      xy += other
    } else yy += other
    work += (all - i) * EXP_WORK
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: i + 1, total: all, phase: 'kernel rows' }
    }
  }
  let total = 0
  for (let i = 0; i < all; i++) total += rowSums[i] as number
  yield { done: all, total: all, phase: 'kernel rows' }
  return {
    unbiased: (2 * xx) / (n * (n - 1)) + (2 * yy) / (m * (m - 1)) - (2 * xy) / (n * m),
    // Equal samples may leave a rounding error below zero.
    biased: Math.max(0, (2 * xx + n) / (n * n) + (2 * yy + m) / (m * m) - (2 * xy) / (n * m)),
    means: { xx: (2 * xx + n) / (n * n), yy: (2 * yy + m) / (m * m), xy: xy / (n * m) },
    scale,
    rowSums,
    total,
  }
}

/** Kernel values of row i with rows `from … to − 1`: rounded in place, added to the row sums; returns their unrounded sum. */
function transformRow(
  packed: Float64Array,
  start: number,
  from: number,
  to: number,
  gamma: number,
  scale: number,
  rowSums: Float64Array,
  i: number,
): number {
  let exact = 0
  let rounded = 0
  for (let j = from; j < to; j++) {
    const k = rbf(packed[start + j] as number, gamma)
    exact += k
    const whole = roundWhole(k * scale)
    packed[start + j] = whole
    rounded += whole
    rowSums[j] = (rowSums[j] as number) + whole
  }
  rowSums[i] = (rowSums[i] as number) + rounded
  return exact
}

/** How sums of kernel values become a statistic: their divisors, and what the diagonal adds. */
export interface Estimator {
  divisor: (rows: number) => number
  shift: (n: number, m: number) => number
}

/**
 * The quadratic-time estimators of MMD², by which diagonal terms they keep: none (Gretton et al. 2012, eq. 3), all,
 * averaged over all pairs (eq. 5), or all but averaged over pairs of different rows, as TorchDrift does.
 */
export const estimators = {
  unbiased: { divisor: (rows) => rows * (rows - 1), shift: () => 0 },
  biased: { divisor: (rows) => rows * rows, shift: (n, m) => 1 / n + 1 / m },
  torchdrift: { divisor: (rows) => rows * (rows - 1), shift: (n, m) => 1 / (n - 1) + 1 / (m - 1) },
} as const satisfies Record<string, Estimator>

/**
 * MMD² of a split of the pooled sample into `n` marked rows and `m` others, from
 * `inside` = Σ_{i<j} z_i z_j K_ij and `marked` = Σ z_i r_i. Exchanging marked and others gives the same bits for n = m.
 */
export function splitStatistic(
  inside: number,
  marked: number,
  n: number,
  m: number,
  { total, scale }: { total: number; scale: number },
  { divisor, shift }: Estimator,
): number {
  const own = 2 * inside
  const cross = marked - own
  const others = total - 2 * marked + own
  return (own / divisor(n) + others / divisor(m) - (2 * cross) / (n * m)) / scale + shift(n, m)
}

/** Σ r_i over the marked rows. */
export function markedRowSum(rowSums: Float64Array, marks: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < rowSums.length; i++) if (marks[i] === 1) sum += rowSums[i] as number
  return sum
}
