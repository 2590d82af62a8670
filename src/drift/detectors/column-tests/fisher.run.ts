import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { fisherP } from '../../math/fisher-exact'
import { hypergeometricRange } from '../../math/hypergeometric'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { categoriesView, type CategoryCounts, countCategories } from './category-counts'
import type { FisherParams } from './fisher'
import { cramersV, cramersVOf } from '../effect-sizes'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'

/**
 * Odds ratio of each column of two categories (more than 1: more ones in the test sample) and Fisher's exact p. Of
 * two categories the second in the list counts as one.
 */
export function* run(input: BatchInput, p: FisherParams): Computation<PerColumnResult> {
  function* compare(pair: ColumnPair): Computation<Comparison> {
    const counts = yield* countCategories(pair)
    const n = pair.reference.length
    const m = pair.test.length
    const { ones, zeros } = cells(pair, counts)
    // P(X = k): k of the ones are in the test sample.
    const urn = { total: n + m, marked: m, drawn: ones.reference + ones.test }
    const { low, high } = hypergeometricRange(urn)
    const ratio = (ones.test * zeros.reference) / (zeros.test * ones.reference)
    return {
      // One category only: SciPy, and with it Alibi, knows no ratio.
      statistic: Number.isNaN(ratio) && p.profile !== 'alibi' ? 1 : ratio,
      pValue: fisherP(ones.test, urn, p.alternative),
      effectSize: cramersVOf(counts.reference, counts.test),
      leastP: Math.min(...[low, high].map((k) => fisherP(k, urn, p.alternative))),
      view: categoriesView(counts),
    }
  }

  const found = yield* perColumn(
    input,
    {
      name: 'Fisher',
      minimum: 1,
      missing: 'refuse',
      ...p,
      threshold: null,
      strict: p.profile !== 'canonical',
      effect: cramersV,
    },
    compare,
  )
  return {
    shape: 'per-column',
    detector: 'fisher',
    statisticName: 'Odds ratio',
    ...found,
    notes: [],
    settings: { ...p, columns: found.columns.length },
  }
}

interface Count {
  reference: number
  test: number
}

/** @throws DriftError `not-binary` */
function cells({ name, levels }: ColumnPair, counts: CategoryCounts): { ones: Count; zeros: Count } {
  const { values, size } = counts
  if (levels === null) {
    const other = values.find((x) => x !== 0 && x !== 1)
    if (other !== undefined)
      throw new DriftError(
        'not-binary',
        `Column '${name}' has ${formatNumber(other)}. Fisher’s exact test takes numbers 0 and 1, or two categories: choose another column, or Chi-square for several values.`,
      )
  } else if (size > 2)
    throw new DriftError(
      'not-binary',
      `Column '${name}' has ${formatCount(size)} categories. Fisher’s exact test takes two: choose another column, or Chi-square.`,
    )
  // A single category of many is no one; numbers say themselves what they are.
  const isOne = (k: number) => (levels === null ? values[k] === 1 : k === 1)
  const count = (one: boolean): Count => ({
    reference: counts.reference.reduce((sum, c, k) => sum + (isOne(k) === one ? c : 0), 0),
    test: counts.test.reduce((sum, c, k) => sum + (isOne(k) === one ? c : 0), 0),
  })
  return { ones: count(true), zeros: count(false) }
}
