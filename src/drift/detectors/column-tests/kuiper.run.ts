import type { Computation } from '../../define'
import { astropyKuiperP, kuiperTail } from '../../math/kuiper'
import { leastP } from '../../math/permutation'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { cdfView } from './column-views'
import { kuiperDistance } from '../effect-sizes'
import { gapExtremes, gapUnit, relabelledExtremes } from './gap-extremes'
import type { KuiperParams } from './kuiper'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { createLabellings } from './labellings'
import { permutationTest } from './permutation-test'
import { pooledColumn } from './pooled-column'

/** The limit is good from this many rows in either sample. */
const ASYMPTOTIC_ROWS = 40

/**
 * V = D⁺ + D⁻ of each column and its p-value: by relabelling for small samples and for samples with equal values,
 * where the limit is far off, else by the limit with Stephens' correction.
 */
export function* run(input: BatchInput, p: KuiperParams): Computation<PerColumnResult> {
  const astropy = p.profile === 'astropy'
  let permuted = 0
  const labellings = createLabellings()

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const { n, m } = pooled
    const size = (n * m) / (n + m)
    const { above, below } = gapExtremes(pooled)
    const statistic = (above + below) / gapUnit(n, m)
    const view = yield* cdfView(pooled)
    if (astropy) return { statistic, pValue: astropyKuiperP(statistic, size), effectSize: statistic, view }
    const permute =
      p.method === 'permutation' || (p.method === 'auto' && (Math.min(n, m) < ASYMPTOTIC_ROWS || pooled.ties))
    if (!permute) {
      const pValue = Math.min(1, Math.max(kuiperTail(statistic, size), leastP(n, m)))
      return { statistic, pValue, effectSize: statistic, view }
    }
    permuted++
    const extremes = relabelledExtremes(pooled)
    const { p: pValue } = yield* permutationTest({
      pooled,
      observed: above + below,
      permutations: p.permutations,
      seed: p.seed,
      labellings,
      statistic: (counts) => {
        const dealt = extremes(counts)
        return dealt.above + dealt.below
      },
    })
    return { statistic, pValue, effectSize: statistic, view }
  }

  const found = yield* perColumn(
    input,
    { name: 'Kuiper', minimum: 1, missing: 'refuse', ...p, threshold: null, effect: kuiperDistance },
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
