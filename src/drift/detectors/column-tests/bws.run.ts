import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import type { BwsParams } from './bws'
import {
  bwsOfGroups,
  bwsStatistic,
  inGroups,
  type OfCounts,
  type Sides,
  tabulatedStatistic,
} from './bws-statistic'
import { cdfView } from './column-views'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { ksDistance, ksDistanceOf } from '../effect-sizes'
import { createLabellings } from './labellings'
import { permutationTest } from './permutation-test'
import { pooledColumn } from './pooled-column'

/**
 * B of Baumgartner, Weiß and Schindler (1998, doi 10.2307/2533862) of each column from pooled midranks, and its
 * p-value by relabelling. One-sided with signed squares, as SciPy: positive where reference values are larger.
 */
export function* run(input: BatchInput, p: BwsParams): Computation<PerColumnResult> {
  // 'greater' looks for larger test values: a low B.
  const sign = p.alternative === 'greater' ? -1 : 1
  let all = true
  let grouped = 0
  const labellings = createLabellings()

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const side = p.alternative === 'two-sided' ? 'both' : 'one'
    const observed = bwsStatistic(pooled, side)(pooled.reference)
    const { dealt, statistic } = dealtStatistic(pooled, side)
    if (dealt !== pooled) grouped = Math.max(grouped, dealt.values.length)
    const { p: pValue, exact } = yield* permutationTest({
      pooled: dealt,
      observed: sign * statistic(dealt.reference),
      permutations: p.permutations,
      seed: p.seed,
      labellings,
      statistic: (counts) => sign * statistic(counts),
    })
    all &&= exact
    return { statistic: observed, pValue, effectSize: ksDistanceOf(pooled), view: yield* cdfView(pooled) }
  }

  const found = yield* perColumn(
    input,
    { name: 'BWS', minimum: 1, missing: 'refuse', ...p, threshold: null, effect: ksDistance },
    compare,
  )
  return {
    shape: 'per-column',
    detector: 'bws',
    statisticName: 'B',
    ...found,
    notes: [
      ...(all ? ['p-values are exact: all ways to deal the rows to the two samples were looked at.'] : []),
      ...(grouped > 0
        ? [
            `With so many rows, p-values are of B over at most ${formatCount(grouped)} groups of neighbouring values, each by its middle.`,
          ]
        : []),
    ],
    settings: { ...p, columns: found.columns.length },
  }
}

/** Single rows are dealt up to so many: a few seconds with 9,999 permutations. */
const MANY_ROWS = 20_000
/** Of more rows, groups are: at most so many, and with so many rows in each that counts of them can be drawn (`labellings.ts`). */
const MOST_GROUPS = 250
const ROWS_A_GROUP = 200

/** What is dealt to the two samples, and B of it. */
function dealtStatistic(pooled: Pooled, side: Sides): { dealt: Pooled; statistic: OfCounts } {
  const tabulated = tabulatedStatistic(pooled, side)
  if (tabulated) return { dealt: pooled, statistic: tabulated }
  const all = pooled.n + pooled.m
  if (all < MANY_ROWS) return { dealt: pooled, statistic: bwsStatistic(pooled, side) }
  const dealt = inGroups(pooled, Math.min(MOST_GROUPS, Math.floor(all / ROWS_A_GROUP)))
  return { dealt, statistic: bwsOfGroups(dealt, side) }
}
