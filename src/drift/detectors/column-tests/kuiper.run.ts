import type { Computation } from '../../define'
import { gcd } from '../../math/kolmogorov'
import { astropyKuiperP, kuiperTail } from '../../math/kuiper'
import { leastP } from '../../math/permutation'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import type { KuiperParams } from './kuiper'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { permutationTest } from './permutation-test'
import { pooledColumn } from './pooled-column'

/** The limit is good from this many rows in either sample. */
const ASYMPTOTIC_ROWS = 40

/**
 * V = D⁺ + D⁻ of each column and its p-value: by relabelling for small samples and for samples with equal values,
 * where the limit is far off, else by the limit with Stephens' correction.
 */
export function* run(input: BatchInput, p: KuiperParams): Computation<PerColumnResult> {
  const n = input.reference.rows
  const m = input.test.rows
  const size = (n * m) / (n + m)
  const astropy = p.profile === 'astropy'
  let permuted = 0

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const { whole, unit } = wholeStatistic(pooled)
    const statistic = whole / unit
    const view = yield* cdfView(pooled)
    if (astropy) return { statistic, pValue: astropyKuiperP(statistic, size), view }
    const permute =
      p.method === 'permutation' || (p.method === 'auto' && (Math.min(n, m) < ASYMPTOTIC_ROWS || pooled.ties))
    if (!permute) {
      const pValue = Math.min(1, Math.max(kuiperTail(statistic, size), leastP(n, m)))
      return { statistic, pValue, view }
    }
    permuted++
    const { p: pValue } = yield* permutationTest({
      n,
      m,
      observed: whole,
      permutations: p.permutations,
      seed: p.seed,
      statistic: relabelled(pooled),
    })
    return { statistic, pValue, view }
  }

  const found = yield* perColumn(
    input,
    { name: 'Kuiper', minimum: 1, missing: 'refuse', ...p, threshold: null },
    compare,
  )
  const d = found.columns.length
  const notes: string[] = []
  if (permuted > 0 && p.method === 'auto')
    notes.push(
      `p-values ${permuted === d ? 'are' : `of ${permuted} of ${d} columns are`} by permutations: the samples are small or hold equal values.`,
    )
  if (found.columns.some(({ pValue }) => pValue !== null && (pValue < 0 || pValue > 1)))
    notes.push(
      'Astropy’s formula gives p-values outside 0 … 1 for these samples; they are shown as it gives them.',
    )
  return {
    shape: 'per-column',
    detector: 'kuiper',
    statisticName: 'V',
    ...found,
    notes,
    settings: { ...p, columns: d },
  }
}

/** V in whole multiples of 1 / lcm(n, m), so that equal statistics are equal. */
function wholeStatistic({ n, m, reference, test }: Pooled): { whole: number; unit: number } {
  const g = gcd(n, m)
  let [above, below, difference] = [0, 0, 0]
  for (let k = 0; k < reference.length; k++) {
    difference += reference[k]! * (m / g) - test[k]! * (n / g)
    if (difference > above) above = difference
    else if (difference < below) below = difference
  }
  return { whole: above - below, unit: (n / g) * m }
}

/** The same when the pooled rows are dealt anew. */
function relabelled({ n, m, reference, test }: Pooled): (marks: Uint8Array) => number {
  const g = gcd(n, m)
  const [up, down] = [m / g, n / g]
  // The last row of each run of equal values.
  const ends = new Uint8Array(n + m)
  let at = 0
  for (let k = 0; k < reference.length; k++) {
    at += reference[k]! + test[k]!
    ends[at - 1] = 1
  }
  return (marks) => {
    let [above, below, difference] = [0, 0, 0]
    for (let k = 0; k < marks.length; k++) {
      difference += marks[k] === 1 ? up : -down
      if (ends[k] === 0) continue
      if (difference > above) above = difference
      else if (difference < below) below = difference
    }
    return above - below
  }
}
