import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import type { AndersonDarlingParams } from './anderson-darling'
import { cdfView } from './column-views'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { ksDistance, ksDistanceOf } from '../effect-sizes'
import { createLabellings } from './labellings'
import { permutationTest } from './permutation-test'
import { pooledColumn } from './pooled-column'
import { methodOfTies, noTies, tiedMethodOf, tiedNotes } from './tied-methods'
import { andersonDarlingTail, LIMIT_DEVIATION, LIMIT_MEAN } from '../../math/anderson-darling'
import { gapMoments } from '../../math/tied-limits'
import { exp } from '../../math/exp'
import { leastP } from '../../math/permutation'
import { power } from '../../math/power'
import { log } from '../../math/log'

/** The published critical values hold p between these. */
const P_LEAST = 0.001
const P_MOST = 0.25

/**
 * A² of Scholz and Stephens (1987) of each column, standardised as (A² − 1) / σ. p is that of the limit with the same
 * mean and variance. Where values are equal σ does not fit (of four different values, 10 % of the columns without drift
 * were called at α = 0.05), and p is found by relabelling; so it is where the samples are so small that the limit goes
 * further down than they can. Of many rows without a common value it is that of the limit again, with the moments that
 * equal values leave it. The tables, as the libraries have them, are their critical values by a parabola, and know p
 * only between 0.001 and 0.25.
 */
export function* run(input: BatchInput, p: AndersonDarlingParams): Computation<PerColumnResult> {
  const d = input.reference.columns.length
  const minds = p.method === 'auto' && p.profile === 'canonical'
  const untied = p.method !== 'auto' ? p.method : minds ? 'asymptotic' : 'tables'
  const isFew = (n: number, m: number): boolean => minds && 2 * leastP(n, m) > P_LEAST
  let least = 0
  let most = 0
  const ties = noTies()
  let relabelledFew = 0
  const labellings = createLabellings()

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const { n, m } = pooled
    if (pooled.values.length < 2) {
      if (p.profile !== 'canonical')
        throw new DriftError(
          'constant-column',
          `Column '${pair.name}' holds one and the same value in all rows of both samples, which SciPy refuses. Leave this column out, or set Profile to Canonical.`,
        )
      // There is nothing to tell apart, and σ would be divided by.
      return { statistic: 0, pValue: 1, effectSize: 0, view: yield* cdfView(pooled) }
    }
    const relabelled = statisticOf(pooled, p.ties)
    const raw = relabelled(pooled.reference)
    const statistic = (raw - 1) / deviation(n, m)
    // NaN is the largest of the pooled values.
    const hasUnknown = Number.isNaN(pooled.values.at(-1))
    const view = hasUnknown ? null : yield* cdfView(pooled)
    const effectSize = hasUnknown ? null : ksDistanceOf(pooled)
    const tied = minds && pooled.ties ? tiedMethodOf(pooled, p.permutations * d) : null
    if (pooled.ties) ties[tied ?? (untied === 'permutation' ? untied : 'as they come')]++
    const few = isFew(n, m)
    if (few) relabelledFew++
    if (few || (tied ?? untied) === 'permutation') {
      const test = yield* permutationTest({ pooled, observed: raw, ...p, labellings, statistic: relabelled })
      return { statistic, pValue: test.p, effectSize, view, ...(few ? { leastP: 2 * leastP(n, m) } : {}) }
    }
    if (untied === 'asymptotic') {
      const limit = tied === null ? statistic : tiedLimitOf(pooled, raw, p.ties)
      const found = andersonDarlingTail(LIMIT_MEAN + LIMIT_DEVIATION * limit)
      return { statistic, pValue: Math.max(found, leastP(n, m)), effectSize, view }
    }
    const pValue = tabledP(statistic)
    if (pValue === P_LEAST) least++
    if (pValue === P_MOST) most++
    return { statistic, pValue, effectSize, view }
  }

  const found = yield* perColumn(
    input,
    {
      name: 'Anderson–Darling',
      minimum: 2,
      ...p,
      threshold: null,
      strict: p.profile === 'evidently',
      effect: ksDistance,
    },
    compare,
  )
  const bound = (count: number, sign: string) =>
    count === 0
      ? []
      : [
          `p ${sign} in ${count === d ? (d === 1 ? 'the column' : 'all columns') : `${formatCount(count)} of ${formatCount(d)} columns`}.`,
        ]
  const tables = 'the published tables reach no further'
  return {
    shape: 'per-column',
    detector: 'anderson-darling',
    statisticName: '(A² − 1) / σ',
    ...found,
    notes: [
      ...(untied === 'permutation'
        ? []
        : tiedNotes(
            ties,
            d,
            `${untied === 'tables' ? 'the tables are' : 'the limit is'} for samples without equal values, and p is too small`,
          )),
      ...(relabelledFew > 0
        ? ['p-values of so few rows are by permutations: the limit goes further down than they can.']
        : []),
      ...bound(least, `≤ ${P_LEAST} (${tables})`),
      ...bound(most, `≥ ${P_MOST} (${tables})`),
    ],
    settings: {
      ...p,
      method: untied,
      methodOfTies: minds ? methodOfTies(ties) : untied,
      methodRule: p.method,
      columns: d,
    },
  }
}

/**
 * A² when of each distinct value so many rows are the reference's: with midranks (Scholz & Stephens 1987, eq. 7), or with
 * the distribution function as it is, from the right (eq. 6). What the reference has more, the test sample has less,
 * so that one sum serves both.
 */
function statisticOf(
  { n, m, reference, test }: Pooled,
  rule: AndersonDarlingParams['ties'],
): (ones: Uint32Array) => number {
  const all = n + m
  const midrank = rule === 'midrank'
  const different = reference.length
  // How many rows lie before the middle (or the end) of each run of equal values, and its weight.
  const places = new Float64Array(different)
  const weights = new Float64Array(different)
  let left = 0
  for (let k = 0; k < different; k++) {
    const count = reference[k]! + test[k]!
    const place = left + (midrank ? count / 2 : count)
    places[k] = place
    // From the right the last value has no weight: all rows lie at or before it.
    const spread = place * (all - place) - (midrank ? (all * count) / 4 : 0)
    weights[k] = spread > 0 ? count / all / spread : 0
    left += count
  }
  const factor = (midrank ? (all - 1) / all : 1) * (1 / n + 1 / m)
  return (dealt) => {
    let [sum, seen] = [0, 0]
    for (let k = 0; k < different; k++) {
      const ones = dealt[k]!
      const rank = seen + (midrank ? ones / 2 : ones)
      sum += weights[k]! * (all * rank - places[k]! * n) ** 2
      seen += ones
    }
    return factor * sum
  }
}

/** A² where values are equal, standardised: σ is as many times that without as it is in the limit. */
function tiedLimitOf(pooled: Pooled, raw: number, ties: AndersonDarlingParams['ties']): number {
  const { mean, variance } = gapMoments(pooled, ties === 'midrank' ? 'weighted middle' : 'weighted end')
  return ((raw - mean) * LIMIT_DEVIATION) / Math.sqrt(variance) / deviation(pooled.n, pooled.m)
}

/** σ of A² for two samples (Scholz & Stephens 1987, eq. 4). */
function deviation(n: number, m: number): number {
  const all = n + m
  const inverse = 1 / n + 1 / m
  let [h, g] = [0, 0]
  for (let i = 2; i < all; i++) {
    h += 1 / (all + 1 - i)
    g += h / i
  }
  h += 1
  const a = 4 * g - 6 + (10 - 6 * g) * inverse
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverse + 4 * h
  const d = 4 * (2 * h + 6) - 8 * h
  const variance = (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3))
  return Math.sqrt(variance)
}

/** Critical values of two samples (table 2: b0 + b1 + b2), and their levels. */
const CRITICAL = [0.325, 1.226, 1.961, 2.718, 3.752, 4.592, 6.546]
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001]

function tabledP(statistic: number): number {
  if (statistic < CRITICAL[0]!) return P_MOST
  if (statistic > CRITICAL.at(-1)!) return P_LEAST
  const x = statistic - CENTRE
  return exp(PARABOLA[0]! + x * (PARABOLA[1]! + x * PARABOLA[2]!))
}

const CENTRE = CRITICAL.reduce((sum, x) => sum + x, 0) / CRITICAL.length

/** Least squares of ln(level) on the critical values about their mean, as SciPy does. */
const PARABOLA = fitParabola(
  CRITICAL.map((x) => x - CENTRE),
  LEVELS.map(log),
)

function fitParabola(x: number[], y: number[]): number[] {
  const powers = (k: number) => x.reduce((sum, v) => sum + power(v, k), 0)
  const rows = [0, 1, 2].map((i) => [
    ...[0, 1, 2].map((k) => powers(i + k)),
    x.reduce((sum, v, at) => sum + y[at]! * power(v, i), 0),
  ])
  for (let i = 0; i < 3; i++) {
    const pivot = rows[i]![i]!
    rows[i] = rows[i]!.map((v) => v / pivot)
    for (let k = 0; k < 3; k++) {
      if (k === i) continue
      const factor = rows[k]![i]!
      rows[k] = rows[k]!.map((v, at) => v - factor * rows[i]![at]!)
    }
  }
  return rows.map((row) => row[3]!)
}
