import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { exactTwoSample, gcd, kolmogorovTail, nearestEven, oneSidedTail } from '../../math/kolmogorov'
import { logChoose } from '../../math/log-gamma'
import { leastP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import type { KsParams } from './ks'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { hasNaN, pooledColumn, sharedValues, UNKNOWN } from './pooled-column'
import { log } from '../../math/log'

/** As scipy and R: exact up to this many rows in the larger sample. */
const EXACT_ROWS = 10_000
/** … unless all columns together would take more lattice points than this (some ten seconds). */
const EXACT_WORK = 2e9

/**
 * D = sup |F_ref − F_test| of each column and its p-value, corrected for their number.
 * One-sided: 'greater' is sup (F_ref − F_test), large where test values are larger.
 */
export function* run(input: BatchInput, p: KsParams): Computation<PerColumnResult> {
  const n = input.reference.rows
  const m = input.test.rows
  const d = input.reference.columns.length
  const canonical = p.profile === 'canonical'
  const auto =
    p.profile !== 'alibi' && Math.max(n, m) <= EXACT_ROWS && (!canonical || n * m * d <= EXACT_WORK)
  const oneSided = p.alternative !== 'two-sided'
  // SciPy counts paths, falls back to the limit where their number overflows, and so do those who call it.
  const overflows = !canonical && oneSided && n !== m && logChoose(n + m, n) > log(Number.MAX_VALUE)
  const exact = !overflows && (p.method === 'exact' || (p.method === 'auto' && auto))
  const known = new Map<number, number>()
  let ties = 0

  function* compare(pair: ColumnPair): Computation<Comparison> {
    if (hasNaN(pair)) return UNKNOWN
    const pooled = yield* pooledColumn(pair)
    const distance = ksDistance(pooled)
    if (distance.ties) ties++
    const h = {
      'two-sided': Math.max(distance.above, distance.below),
      greater: distance.above,
      less: distance.below,
    }[p.alternative]
    // Of equal sizes, the p-value depends on h alone: columns often share it.
    const found: number = known.get(h) ?? (yield* tail(n, m, h, exact, oneSided))
    known.set(h, found)
    // The limit underestimates what is impossible: no labelling is rarer than one of all.
    const pValue = canonical && !exact ? Math.max(found, leastP(n, m)) : found
    return { statistic: h / distance.unit, pValue, view: yield* cdfView(pooled) }
  }

  const found = yield* perColumn(
    input,
    { name: 'KS', minimum: 1, ...p, threshold: null, strict: p.profile === 'alibi' },
    compare,
  )
  const notes = sharedValues(ties, d, 'with such ties a p-value is an upper bound')
  if (canonical && p.method === 'auto' && !exact)
    notes.unshift(
      Math.max(n, m) > EXACT_ROWS
        ? `p-values are asymptotic, as a sample has more than ${formatCount(EXACT_ROWS)} rows.`
        : `p-values are asymptotic, as exact ones of ${formatCount(d)} columns would take too long.`,
    )
  return {
    shape: 'per-column',
    detector: 'ks',
    statisticName: p.alternative === 'two-sided' ? 'D' : p.alternative === 'greater' ? 'D⁺' : 'D⁻',
    ...found,
    notes,
    settings: {
      ...p,
      method: exact ? 'exact' : 'asymptotic',
      methodRule: p.method,
      ...(p.correction === 'bonferroni' ? { alphaPerColumn: p.alpha / d } : {}),
      columns: d,
    },
  }
}

/** p-value of the distance h, in units of 1/lcm(n, m). */
function* tail(n: number, m: number, h: number, exact: boolean, oneSided: boolean): Computation<number> {
  if (h === 0) return 1
  if (exact) return yield* exactTwoSample(n, m, h, oneSided)
  const distance = (h / n / m) * gcd(n, m)
  if (oneSided) return oneSidedTail(n, m, distance)
  return kolmogorovTail(nearestEven((n * m) / (n + m)), distance)
}

interface Distance {
  /** sup (F_ref − F_test) and sup (F_test − F_ref), as whole multiples of 1/`unit`. */
  above: number
  below: number
  /** lcm(n, m) */
  unit: number
  /** Some value is in both samples. */
  ties: boolean
}

function ksDistance({ n, m, reference, test }: Pooled): Distance {
  const g = gcd(n, m)
  const a = m / g
  const b = n / g
  let above = 0
  let below = 0
  let ties = false
  let difference = 0
  for (let k = 0; k < reference.length; k++) {
    difference += reference[k]! * a - test[k]! * b
    if (difference > above) above = difference
    else if (-difference > below) below = -difference
    if (reference[k]! > 0 && test[k]! > 0) ties = true
  }
  return { above, below, unit: (n / g) * m, ties }
}
