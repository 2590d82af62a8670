import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { ksDistance } from '../effect-sizes'
import {
  equalSizesTail,
  exactTwoSample,
  gcd,
  kolmogorovTail,
  nearestEven,
  oneSidedTail,
} from '../../math/kolmogorov'
import { exactTiedTwoSample, tiedWork } from '../../math/kolmogorov-ties'
import { log } from '../../math/log'
import { logChoose } from '../../math/log-gamma'
import { leastP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import { type GapExtremes, gapExtremes, gapUnit, relabelledExtremes } from './gap-extremes'
import type { KsParams } from './ks'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { createLabellings, labellingWork } from './labellings'
import { permutationTest } from './permutation-test'
import { hasNaN, pooledColumn, sharedValues, UNKNOWN } from './pooled-column'
import { PERMUTED_WORK } from './tied-methods'

/** Rows of two equally large samples up to which `equalSizesTail` has twelve digits: O(n), where paths are counted in O(n²). */
const EQUAL_SIZES = 5000
/** As scipy and R: exact up to this many rows in the larger sample. */
const EXACT_ROWS = 10_000
/**
 * … unless all columns together would take more lattice points than this: 3.6 ns a point, so some ten seconds. Where values
 * are equal p is exact up to here, whatever the number of rows: fewer points are looked at there (`tiedWork`).
 */
const EXACT_WORK = 2e9

const SIDES = { 'two-sided': 'both', greater: 'above', less: 'below' } as const

type Method = 'exact' | 'permutation' | 'asymptotic'

/**
 * D = sup |F_ref − F_test| of each column and its p-value, corrected for their number: exactly, given which values are
 * equal, or in the limit. The profiles of libraries count equal values as different, which makes p too large.
 * One-sided: 'greater' is sup (F_ref − F_test), large where test values are larger.
 */
export function* run(input: BatchInput, p: KsParams): Computation<PerColumnResult> {
  const d = input.reference.columns.length
  const canonical = p.profile === 'canonical'
  const oneSided = p.alternative !== 'two-sided'
  const known = new Map<string, number>()
  const labellings = createLabellings()
  const methods = new Set<Method>()
  const seen = { permuted: 0, bounds: 0, tooMany: 0, tooLong: 0 }
  const sideOf = ({ above, below }: GapExtremes): number =>
    ({ 'two-sided': Math.max(above, below), greater: above, less: below })[p.alternative]

  function methodOf(pooled: Pooled, h: number): Method {
    const { n, m, ties } = pooled
    // SciPy counts paths, falls back to the limit where their number overflows, and so do those who call it.
    if (!canonical && oneSided && n !== m && logChoose(n + m, n) > log(Number.MAX_VALUE)) return 'asymptotic'
    if (p.method !== 'auto') return p.method
    if (p.profile === 'alibi') return 'asymptotic'
    const few = Math.max(n, m) <= EXACT_ROWS
    if (!canonical) return few ? 'exact' : 'asymptotic'
    if (ties && tiedWork(pooled, h, SIDES[p.alternative]) * d <= EXACT_WORK) return 'exact'
    if (few && !ties && n * m * d <= EXACT_WORK) return 'exact'
    if (ties && labellingWork(pooled) * p.permutations * d <= PERMUTED_WORK) return 'permutation'
    if (few) seen.tooLong++
    else seen.tooMany++
    return 'asymptotic'
  }

  function* pOf(pooled: Pooled, h: number): Computation<number> {
    const { n, m, ties } = pooled
    const method = methodOf(pooled, h)
    methods.add(method)
    const minded = method === 'permutation' || (method === 'exact' && canonical)
    if (!minded && isShared(pooled)) seen.bounds++
    if (h === 0) return 1
    if (method === 'permutation') {
      seen.permuted++
      const extremes = relabelledExtremes(pooled)
      const statistic = (counts: Uint32Array): number => sideOf(extremes(counts))
      return (yield* permutationTest({ pooled, observed: h, ...p, labellings, statistic })).p
    }
    if (method === 'exact' && canonical && ties)
      return yield* exactTiedTwoSample(pooled, h, SIDES[p.alternative])
    // Without equal values p depends on h and the sizes alone: columns often share it.
    const key = `${method} ${n} ${m} ${h}`
    const found: number =
      known.get(key) ??
      (method !== 'exact'
        ? limit(n, m, h, oneSided)
        : n === m && !oneSided && n <= EQUAL_SIZES
          ? equalSizesTail(n, h)
          : yield* exactTwoSample(n, m, h, oneSided))
    known.set(key, found)
    // The limit underestimates what is impossible: no labelling is rarer than one of all.
    return canonical && method === 'asymptotic' ? Math.max(found, leastP(n, m)) : found
  }

  function* compare(pair: ColumnPair): Computation<Comparison> {
    if (hasNaN(pair)) return UNKNOWN
    const pooled = yield* pooledColumn(pair)
    const h = sideOf(gapExtremes(pooled))
    const pValue = yield* pOf(pooled, h)
    const statistic = h / gapUnit(pooled.n, pooled.m)
    return { statistic, pValue, effectSize: statistic, view: yield* cdfView(pooled) }
  }

  const found = yield* perColumn(
    input,
    { name: 'KS', minimum: 1, ...p, threshold: null, strict: p.profile === 'alibi', effect: ksDistance },
    compare,
  )
  const { permutations, seed, ...settings } = p
  const notes: string[] = []
  if (seen.tooMany > 0)
    notes.push(`p-values are asymptotic, as a sample has more than ${formatCount(EXACT_ROWS)} rows.`)
  if (seen.tooLong > 0)
    notes.push(`p-values are asymptotic, as exact ones of ${formatCount(d)} columns would take too long.`)
  notes.push(...sharedValues(seen.permuted, d, 'p-values there are by permutations'))
  notes.push(...sharedValues(seen.bounds, d, 'with such ties a p-value is an upper bound'))
  return {
    shape: 'per-column',
    detector: 'ks',
    statisticName: p.alternative === 'two-sided' ? 'D' : p.alternative === 'greater' ? 'D⁺' : 'D⁻',
    ...found,
    notes,
    settings: {
      ...settings,
      ...(seen.permuted > 0 ? { permutations, seed } : {}),
      method: methods.size === 0 ? p.method : [...methods].toSorted().join(' and '),
      methodRule: p.method,
      ...(p.correction === 'bonferroni' ? { alphaPerColumn: p.alpha / d } : {}),
      columns: d,
    },
  }
}

/** p-value of the distance h, in units of 1/lcm(n, m), in the limit of many rows. */
function limit(n: number, m: number, h: number, oneSided: boolean): number {
  const distance = (h / n / m) * gcd(n, m)
  if (oneSided) return oneSidedTail(n, m, distance)
  return kolmogorovTail(nearestEven((n * m) / (n + m)), distance)
}

/** Whether some value is in both samples. */
function isShared({ reference, test }: Pooled): boolean {
  return reference.some((count, k) => count > 0 && test[k]! > 0)
}
