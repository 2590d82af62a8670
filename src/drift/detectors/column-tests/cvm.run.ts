import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import {
  cramerVonMisesTail,
  cramerVonMisesWork,
  exactCramerVonMises,
  scipyCramerVonMisesTail,
} from '../../math/cramer-von-mises'
import { gcd } from '../../math/kolmogorov'
import { leastP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import { gapMoments } from '../../math/tied-limits'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import type { CvmParams } from './cvm'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { ksDistance, ksDistanceOf } from '../effect-sizes'
import { createLabellings } from './labellings'
import { permutationTest } from './permutation-test'
import { hasNaN, pooledColumn, UNKNOWN } from './pooled-column'
import { methodOfTies, noTies, tiedMethodOf, tiedNotes } from './tied-methods'

/** As scipy: exact up to this many rows in the larger sample. */
const EXACT_ROWS = 20
/** Additions of the exact distribution beyond which it is refused (some ten seconds). */
const EXACT_WORK = 4e9

/**
 * T = nm/N² Σ (F − G)² over the pooled rows of each column (Anderson 1962, eq. 9), and its p-value: exactly or in the
 * limit where all values differ, and by relabelling where some are equal, as T then has another distribution; of many
 * rows without a common value in the limit, with the moments that equal values leave it.
 * The libraries' profiles take midranks instead, which inflates T with every tie.
 */
export function* run(input: BatchInput, p: CvmParams): Computation<PerColumnResult> {
  const rows = { reference: input.reference.rows, test: input.test.rows }
  const d = input.reference.columns.length
  const canonical = p.profile === 'canonical'
  const small = Math.max(rows.reference, rows.test) <= EXACT_ROWS
  if (
    (p.method === 'exact' || (p.method === 'auto' && small)) &&
    cramerVonMisesWork(rows.reference, rows.test) * d > EXACT_WORK
  )
    throw new DriftError(
      'too-many-rows',
      `Exact p-values of Cramér–von Mises for ${formatCount(rows.reference)} and ${formatCount(rows.test)} rows would take too long. Choose 'Asymptotic' or 'Automatic' as p-value, or take fewer rows.`,
    )
  const untied = p.method === 'auto' ? (small ? 'exact' : 'asymptotic') : p.method
  const minds = canonical && p.method === 'auto'
  const tailOf = canonical ? cramerVonMisesTail : scipyCramerVonMisesTail
  const ties = noTies()
  const labellings = createLabellings()

  function* compare(pair: ColumnPair): Computation<Comparison> {
    if (hasNaN(pair)) return UNKNOWN
    const pooled = yield* pooledColumn(pair)
    const { n, m } = pooled
    const view = yield* cdfView(pooled)
    const effectSize = ksDistanceOf(pooled)
    const tied = minds && pooled.ties ? tiedMethodOf(pooled, p.permutations * d) : null
    const method = tied === null || tied === 'permutation' ? (tied ?? untied) : 'tied limit'
    if (pooled.ties) ties[tied ?? (untied === 'permutation' ? untied : 'as they come')]++
    const { statistic, whole, gaps } = canonical ? gapStatistic(pooled) : rankStatistic(pooled)
    if (method === 'permutation') {
      const relabelled = gapsRelabelled(pooled)
      const { p: pValue } = yield* permutationTest({
        pooled,
        observed: gaps,
        ...p,
        labellings,
        statistic: relabelled,
      })
      return { statistic, pValue, effectSize, view }
    }
    const found: number =
      method === 'exact'
        ? yield* exactCramerVonMises(n, m, whole)
        : method === 'tied limit'
          ? cramerVonMisesTail(tiedLimitOf(pooled, statistic))
          : tailOf(limitOf(n, m, statistic))
    return { statistic, pValue: canonical ? Math.max(found, leastP(n, m)) : found, effectSize, view }
  }

  const found = yield* perColumn(
    input,
    { name: 'CvM', minimum: 2, ...p, threshold: null, strict: p.profile === 'alibi', effect: ksDistance },
    compare,
  )
  return {
    shape: 'per-column',
    detector: 'cvm',
    statisticName: 'T',
    ...found,
    notes: tiedNotes(ties, d, 'p-values are those of samples without equal values, and rough'),
    settings: {
      ...p,
      method: untied,
      methodOfTies: minds ? methodOfTies(ties) : untied,
      methodRule: p.method,
      columns: d,
    },
  }
}

interface Statistic {
  statistic: number
  /** In units of the lattice, Σ (a i − b j)², a = lcm/n, b = lcm/m. */
  whole: number
  /** Σ (i m − j n)² over the pooled rows. */
  gaps: number
}

function gapStatistic(pooled: Pooled): Statistic {
  const { n, m } = pooled
  const gaps = gapsRelabelled(pooled)(pooled.reference)
  return { statistic: gaps / (n * m * (n + m) ** 2), whole: gaps / gcd(n, m) ** 2, gaps }
}

/** T from midranks, as scipy: U / nmN − (4nm − 1) / 6N. With ties its whole number is rounded down. */
function rankStatistic(pooled: Pooled): Statistic {
  const { n, m } = pooled
  const [k, all] = [n * m, n + m]
  const lcm = k / gcd(n, m)
  const u = rankDistance(pooled)
  return {
    statistic: u / (k * all) - (4 * k - 1) / (6 * all),
    whole: Math.floor((lcm * lcm * all * (6 * u - k * (4 * k - 1))) / (6 * k * k) + 1e-6),
    gaps: gapsRelabelled(pooled)(pooled.reference),
  }
}

/** U = n Σ (r_i − i)² + m Σ (s_j − j)², r and s the midranks of the ordered samples (Anderson 1962, eq. 10), as scipy. */
function rankDistance({ n, m, reference, test }: Pooled): number {
  const squares: [number, number] = [0, 0]
  const before: [number, number] = [0, 0]
  for (let k = 0; k < reference.length; k++) {
    const counts = [reference[k]!, test[k]!] as const
    const rank = before[0] + before[1] + (counts[0] + counts[1] + 1) / 2
    for (const side of [0, 1] as const)
      for (let i = 0; i < counts[side]; i++) {
        before[side]++
        squares[side] += (rank - before[side]) ** 2
      }
  }
  return n * squares[0] + m * squares[1]
}

/** Σ (i m − j n)² over the pooled rows, `counts` of each distinct value the reference's; within equal values at their end. */
function gapsRelabelled({ n, m, reference, test }: Pooled): (counts: Uint32Array) => number {
  const sizes = reference.map((count, k) => count + test[k]!)
  return (counts) => {
    let sum = 0
    let difference = 0
    for (let k = 0; k < sizes.length; k++) {
      const size = sizes[k]!
      const ones = counts[k]!
      difference += ones * m - (size - ones) * n
      sum += size * difference * difference
    }
    return sum
  }
}

/** T brought to the mean and variance of the limit. */
function limitOf(n: number, m: number, statistic: number): number {
  const { mean, variance } = momentsOf(n, m)
  return 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)
}

/** The same where values are equal: both moments are as many times those without as they are in the limit. */
function tiedLimitOf(pooled: Pooled, statistic: number): number {
  const without = momentsOf(pooled.n, pooled.m)
  const limit = gapMoments(pooled, 'end')
  const variance = without.variance * 45 * limit.variance
  return 1 / 6 + (statistic - without.mean * 6 * limit.mean) / Math.sqrt(45 * variance)
}

/** Mean and variance of T where all values differ (Anderson 1962, eq. 11, 14 and 15). */
function momentsOf(n: number, m: number): { mean: number; variance: number } {
  const k = n * m
  const all = n + m
  const mean = (1 + 1 / all) / 6
  const variance = ((all + 1) * (4 * k * all - 3 * (n * n + m * m) - 2 * k)) / (45 * all * all * 4 * k)
  return { mean, variance }
}
