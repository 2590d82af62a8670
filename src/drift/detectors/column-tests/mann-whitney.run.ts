import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { exactMannWhitney, mannWhitneyWork } from '../../math/mann-whitney'
import { normalTail } from '../../math/normal'
import { leastP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import type { MannWhitneyParams } from './mann-whitney'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { cliffsDelta, cliffsDeltaOf } from '../effect-sizes'
import { hasNaN, pooledColumn, sharedValues, UNKNOWN } from './pooled-column'

/** As scipy: exact where the smaller sample has at most this many rows, without ties. */
const EXACT_ROWS = 8
/** Additions of the exact distribution beyond which it is refused (some ten seconds), and its numbers (80 MB). */
const EXACT_WORK = 4e9
const EXACT_NUMBERS = 2e7

/**
 * U of each column: the number of pairs in which the reference value is the larger one, ties counting one half.
 * p exactly, or by the normal distribution with the variance corrected for ties.
 */
export function* run(input: BatchInput, p: MannWhitneyParams): Computation<PerColumnResult> {
  const rows = { reference: input.reference.rows, test: input.test.rows }
  const d = input.reference.columns.length
  const feasible =
    mannWhitneyWork(rows.reference, rows.test) * d <= EXACT_WORK &&
    rows.reference * rows.test <= EXACT_NUMBERS
  if (p.method === 'exact' && !feasible)
    throw new DriftError(
      'too-many-rows',
      `Exact p-values of Mann–Whitney for ${formatCount(rows.reference)} and ${formatCount(rows.test)} rows would take too long. Choose 'Asymptotic' or 'Automatic' as p-value, or take fewer rows.`,
    )
  let ties = 0
  let exactColumns = 0

  function* compare(pair: ColumnPair): Computation<Comparison> {
    if (hasNaN(pair)) return UNKNOWN
    const pooled = yield* pooledColumn(pair)
    const { n, m } = pooled
    const statistic = countLarger(pooled)
    const other = n * m - statistic
    // Large where the alternative holds: a low U means larger test values.
    const u =
      p.alternative === 'two-sided'
        ? Math.max(statistic, other)
        : p.alternative === 'greater'
          ? other
          : statistic
    const exact =
      p.method === 'exact' ||
      (p.method === 'auto' && Math.min(n, m) <= EXACT_ROWS && !pooled.ties && feasible)
    if (exact) {
      exactColumns++
      if (pooled.ties) ties++
    }
    // With ties U may be half a step: rounded down, p is an upper bound.
    const one: number = exact
      ? yield* exactMannWhitney(n, m, Math.floor(u))
      : normalP(pooled, u, p.continuity)
    const found = Math.min(1, p.alternative === 'two-sided' ? 2 * one : one)
    return {
      statistic,
      pValue: p.profile === 'canonical' ? Math.max(found, leastP(n, m)) : found,
      effectSize: cliffsDeltaOf(statistic, pooled.n, pooled.m),
      view: yield* cdfView(pooled),
    }
  }

  const found = yield* perColumn(
    input,
    {
      name: 'Mann–Whitney',
      minimum: 1,
      ...p,
      threshold: null,
      strict: p.profile === 'evidently',
      effect: cliffsDelta,
    },
    compare,
  )
  const exact = exactColumns === d ? 'exact' : exactColumns === 0 ? 'asymptotic' : 'exact without ties'
  return {
    shape: 'per-column',
    detector: 'mann-whitney',
    statisticName: 'U',
    ...found,
    notes: sharedValues(ties, d, 'exact p-values are those of samples without equal values'),
    settings: { ...p, method: exact, methodRule: p.method, columns: d },
  }
}

/** U = R − n (n + 1) / 2, R the sum of the reference's midranks. */
function countLarger({ n, reference, test }: Pooled): number {
  let [sum, seen] = [0, 0]
  for (let k = 0; k < reference.length; k++) {
    const count = reference[k]! + test[k]!
    sum += reference[k]! * (seen + (count + 1) / 2)
    seen += count
  }
  return sum - (n * (n + 1)) / 2
}

function normalP({ n, m, reference, test }: Pooled, u: number, continuity: boolean): number {
  const all = n + m
  let tied = 0
  for (let k = 0; k < reference.length; k++) {
    const count = reference[k]! + test[k]!
    tied += count * count * count - count
  }
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - tied / (all * (all - 1))))
  // All values equal: nothing speaks for a difference.
  if (!(deviation > 0)) return 1
  return normalTail((u - (n * m) / 2 - (continuity ? 0.5 : 0)) / deviation)
}
