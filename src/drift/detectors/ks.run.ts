import { formatCount } from '~/lib/format'
import type { Computation, Progress } from '../define'
import { exactTwoSample, gcd, kolmogorovTail, nearestEven, oneSidedTail } from '../math/kolmogorov'
import { sortedCopy } from '../math/sort'
import { part } from '../part'
import type { PerColumnResult } from '../results'
import type { BatchInput, Sample } from '../sample'
import { checkFinite, checkPair } from './check-samples'
import type { KsParams } from './ks'

/** As scipy and R: exact up to this many rows in the larger sample. */
const EXACT_ROWS = 10_000
/** … unless all columns together would take more lattice points than this (some ten seconds). */
const EXACT_WORK = 2e9

/**
 * D = sup |F_ref − F_test| of each column, its p-value, and Bonferroni's correction for their number.
 * One-sided: 'greater' is sup (F_ref − F_test), large where test values are larger.
 */
export function* run({ reference, test }: BatchInput, p: KsParams): Computation<PerColumnResult> {
  checkPair('KS', reference, test, 1)
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const n = reference.rows
  const m = test.rows
  const d = reference.columns.length
  const exact =
    p.method === 'exact' || (p.method === 'auto' && Math.max(n, m) <= EXACT_ROWS && n * m * d <= EXACT_WORK)
  const known = new Map<number, number>()
  const columns: PerColumnResult['columns'] = []
  let ties = 0
  for (let j = 0; j < d; j++) {
    const told = (): Progress => ({ done: j, total: d, phase: 'columns' })
    const x = yield* part(sortedCopy(columnOf(reference, j)), told)
    const y = yield* part(sortedCopy(columnOf(test, j)), told)
    const distance = yield* part(ksDistance(x, y), told)
    if (distance.ties) ties++
    const h = {
      'two-sided': Math.max(distance.above, distance.below),
      greater: distance.above,
      less: distance.below,
    }[p.alternative]
    // Of equal sizes, the p-value depends on h alone: columns often share it.
    const pValue: number =
      known.get(h) ?? (yield* part(tail(n, m, h, exact, p.alternative !== 'two-sided'), told))
    known.set(h, pValue)
    const adjustedPValue = Math.min(1, pValue * d)
    columns.push({
      name: reference.columns[j] as string,
      statistic: h / distance.unit,
      pValue,
      adjustedPValue,
      threshold: null,
      view: null,
      drift: adjustedPValue <= p.alpha,
    })
    yield { done: j + 1, total: d, phase: 'columns' }
  }
  const notes: string[] = []
  if (p.method === 'auto' && !exact)
    notes.push(
      Math.max(n, m) > EXACT_ROWS
        ? `p-values are asymptotic, as a sample has more than ${formatCount(EXACT_ROWS)} rows.`
        : `p-values are asymptotic, as exact ones of ${formatCount(d)} columns would take too long.`,
    )
  if (ties > 0)
    notes.push(
      `Both samples share values in ${ties === d ? (d === 1 ? 'the column' : `all ${formatCount(d)} columns`) : `${formatCount(ties)} of ${formatCount(d)} columns`}: with such ties a p-value is an upper bound.`,
    )
  return {
    shape: 'per-column',
    detector: 'ks',
    drift: columns.some((c) => c.drift),
    statisticName: p.alternative === 'two-sided' ? 'D' : p.alternative === 'greater' ? 'D⁺' : 'D⁻',
    alpha: p.alpha,
    correction: d === 1 ? 'none' : 'Bonferroni',
    columns,
    rows: { reference: n, test: m },
    notes,
    settings: {
      alternative: p.alternative,
      method: exact ? 'exact' : 'asymptotic',
      methodRule: p.method,
      alpha: p.alpha,
      alphaPerColumn: p.alpha / d,
      columns: d,
    },
  }
}

/** p-value of the distance h, in units of 1/lcm(n, m). */
function* tail(n: number, m: number, h: number, exact: boolean, oneSided: boolean): Computation<number> {
  if (exact) return yield* exactTwoSample(n, m, h, oneSided)
  const distance = (h / n / m) * gcd(n, m)
  if (oneSided) return oneSidedTail(n, m, distance)
  return kolmogorovTail(nearestEven((n * m) / (n + m)), distance)
}

interface Distance {
  /** sup (F_x − F_y) and sup (F_y − F_x), as whole multiples of 1/`unit`. */
  above: number
  below: number
  /** lcm(n, m) */
  unit: number
  /** Some value is in both samples. */
  ties: boolean
}

/** Distances of two ascending samples, looked at only between distinct values. */
function* ksDistance(x: Float64Array, y: Float64Array): Computation<Distance> {
  const n = x.length
  const m = y.length
  const g = gcd(n, m)
  const a = m / g
  const b = n / g
  let above = 0
  let below = 0
  let ties = false
  let i = 0
  let j = 0
  for (let steps = 1; i < n && j < m; steps++) {
    const left = x[i] as number
    const right = y[j] as number
    const value = left <= right ? left : right
    if (left === right) ties = true
    while (i < n && x[i] === value) i++
    while (j < m && y[j] === value) j++
    const difference = i * a - j * b
    if (difference > above) above = difference
    else if (-difference > below) below = -difference
    if (steps % 200_000 === 0) yield { done: i + j, total: n + m, phase: 'sorting' }
  }
  return { above, below, unit: (n / g) * m, ties }
}

function columnOf({ rows, columns, values }: Sample, j: number): Float64Array {
  const d = columns.length
  const column = new Float64Array(rows)
  for (let i = 0, at = j; i < rows; i++, at += d) column[i] = values[at] as number
  return column
}
