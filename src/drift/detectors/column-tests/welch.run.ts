import type { Computation } from '../../define'
import { leastP } from '../../math/permutation'
import { studentTail } from '../../math/student'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { standardisedDifference } from '../effect-sizes'
import { hasNaN, pooledColumn, UNKNOWN } from './pooled-column'
import type { WelchParams } from './welch'

/**
 * t = (mean of the reference − mean of the test sample) / standard error of each column, and its p-value by
 * Student's t with the degrees of freedom of Welch and Satterthwaite, or n + m − 2 where the variances are pooled.
 */
export function* run(input: BatchInput, p: WelchParams): Computation<PerColumnResult> {
  const canonical = p.profile === 'canonical'
  const constant: string[] = []

  function* compare(pair: ColumnPair): Computation<Comparison> {
    if (hasNaN(pair)) return UNKNOWN
    const view = yield* cdfView(yield* pooledColumn(pair))
    const scale = scaleOf(pair)
    const x = moments(pair.reference, scale)
    const y = moments(pair.test, scale)
    const { error, df } = p.variances === 'equal' ? pooledError(x, y) : ownError(x, y)
    const difference = x.mean - y.mean
    if (error === 0) constant.push(pair.name)
    const t = error === 0 && difference === 0 && canonical ? 0 : difference / error
    const effectSize = difference === 0 ? 0 : -difference / Math.sqrt((x.variance + y.variance) / 2)
    if (Number.isNaN(t)) return { statistic: t, pValue: Number.NaN, effectSize: null, view }
    const pValue =
      p.alternative === 'two-sided'
        ? 2 * studentTail(Math.abs(t), df)
        : studentTail(p.alternative === 'greater' ? -t : t, df)
    return {
      statistic: t,
      pValue: canonical ? Math.max(pValue, leastP(x.n, y.n)) : pValue,
      effectSize,
      view,
    }
  }

  const found = yield* perColumn(
    input,
    {
      name: 'Welch t',
      minimum: 2,
      ...p,
      threshold: null,
      strict: p.profile === 'evidently',
      effect: standardisedDifference,
    },
    compare,
  )
  return {
    shape: 'per-column',
    detector: 'welch',
    statisticName: 't',
    ...found,
    notes:
      constant.length === 0
        ? []
        : [
            `No spread in ${constant.map((name) => `'${name}'`).join(', ')}: with constant samples t only says whether the two values are equal.`,
          ],
    settings: { ...p, columns: found.columns.length },
  }
}

interface Moments {
  n: number
  mean: number
  /** With n − 1. */
  variance: number
}

/** t does not depend on the unit: of numbers whose squares would overflow or vanish, a unit of their own size. */
function scaleOf({ reference, test }: ColumnPair): number {
  let largest = 0
  for (const values of [reference, test])
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  return largest > 1e100 || (largest > 0 && largest < 1e-100) ? largest : 1
}

/** In two passes, the second with the rest of the mean taken out. */
function moments(values: Float64Array, scale: number): Moments {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]! / scale
  let mean = sum / n
  let rest = 0
  for (let i = 0; i < n; i++) rest += values[i]! / scale - mean
  mean += rest / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! / scale - mean) ** 2
  return { n, mean, variance: squares / (n - 1) }
}

function ownError(x: Moments, y: Moments): { error: number; df: number } {
  const a = x.variance / x.n
  const b = y.variance / y.n
  const df = (a + b) ** 2 / (a ** 2 / (x.n - 1) + b ** 2 / (y.n - 1))
  return { error: Math.sqrt(a + b), df: Number.isNaN(df) ? 1 : df }
}

function pooledError(x: Moments, y: Moments): { error: number; df: number } {
  const df = x.n + y.n - 2
  const variance = ((x.n - 1) * x.variance + (y.n - 1) * y.variance) / df
  return { error: Math.sqrt(variance * (1 / x.n + 1 / y.n)), df }
}
