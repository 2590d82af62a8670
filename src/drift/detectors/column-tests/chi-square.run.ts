import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { chiSquareTail } from '../../math/gamma'
import { leastP } from '../../math/permutation'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { categoriesView, type CategoryCounts, countCategories } from './category-counts'
import type { ChiSquareParams } from './chi-square'
import { cramersV, cramersVOf } from '../effect-sizes'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { log } from '../../math/log'

/** Cells that expect fewer rows make p unreliable (Cochran 1954, doi 10.2307/3001616). */
const FEW = 5

/**
 * χ² (or G) of the counts of each column's categories, numbers counting as categories by value, and its p-value.
 * Canonical: of the table of both samples. Evidently: of the test sample against the shares of the reference, as if
 * these were known exactly.
 */
export function* run(input: BatchInput, p: ChiSquareParams): Computation<PerColumnResult> {
  const few: string[] = []

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const counts = yield* countCategories(pair)
    const n = pair.reference.length
    const m = pair.test.length
    const cells =
      p.profile === 'evidently' ? fitCells(counts, n, m) : yield* tableCells(counts, n, m, p.yates)
    if (cells.expected.some((expected) => expected < FEW)) few.push(pair.name)
    const dof = counts.size - 1
    const statistic = p.statistic === 'g' ? likelihoodRatio(cells) : pearson(cells)
    const view = categoriesView(counts)
    const effectSize = cramersVOf(counts.reference, counts.test)
    if (dof === 0)
      return { statistic: 0, pValue: p.profile === 'evidently' ? Number.NaN : 1, effectSize, view }
    const tail = chiSquareTail(statistic, dof)
    if (p.profile !== 'canonical') return { statistic, pValue: tail, effectSize, view }
    const most = p.statistic === 'g' ? mostLikelihoodRatio(n, m) : n + m
    const rarest = leastP(n, m)
    return {
      statistic,
      pValue: Math.max(tail, rarest),
      leastP: Math.max(chiSquareTail(most, dof), rarest),
      effectSize,
      view,
    }
  }

  const strict = p.profile === 'alibi' || p.profile === 'evidently'
  const found = yield* perColumn(
    input,
    { name: 'Chi-square', minimum: 1, missing: 'refuse', ...p, threshold: null, strict, effect: cramersV },
    compare,
  )
  const d = found.columns.length
  const where =
    few.length === 1 ? `'${few[0]}' has` : `${formatCount(few.length)} of ${formatCount(d)} columns have`
  return {
    shape: 'per-column',
    detector: 'chi-square',
    statisticName: p.statistic === 'g' ? 'G' : 'χ²',
    ...found,
    notes:
      few.length === 0
        ? []
        : [
            `${where} categories with an expected count below ${FEW}: p is rough there. Merge rare categories.`,
          ],
    settings: { ...p, columns: d },
  }
}

/** Counts and what was expected of them, cell by cell. */
interface Cells {
  observed: Float64Array
  expected: Float64Array
}

/** A column may hold a category of its own in each row. */
const CATEGORIES_PER_SLICE = 20_000

/** Both rows of the table, against equal shares in both samples. */
function* tableCells(
  { size, reference, test }: CategoryCounts,
  n: number,
  m: number,
  yates: boolean,
): Computation<Cells> {
  const correct = yates && size === 2
  const observed = new Float64Array(2 * size)
  const expected = new Float64Array(2 * size)
  const set = (at: number, count: number, share: number): void => {
    const away = share - count
    expected[at] = share
    observed[at] = correct ? count + Math.sign(away) * Math.min(0.5, Math.abs(away)) : count
  }
  for (let k = 0; k < size; k++) {
    if (k > 0 && k % CATEGORIES_PER_SLICE === 0) yield { done: k, total: size, phase: 'categories' }
    const both = reference[k]! + test[k]!
    set(2 * k, reference[k]!, (n * both) / (n + m))
    set(2 * k + 1, test[k]!, (m * both) / (n + m))
  }
  return { observed, expected }
}

/** The test sample's counts, against the reference's shares. */
function fitCells({ reference, test }: CategoryCounts, n: number, m: number): Cells {
  return { observed: test, expected: reference.map((count) => (count * m) / n) }
}

/** Σ (O − E)² / E; infinite where something is seen that was not expected at all. */
function pearson({ observed, expected }: Cells): number {
  return observed.reduce((sum, o, k) => sum + (o - expected[k]!) ** 2 / expected[k]!, 0)
}

/** G of samples that share no category, which is the largest; the largest χ² of such a table is n + m. */
function mostLikelihoodRatio(n: number, m: number): number {
  return 2 * (n * log((n + m) / n) + m * log((n + m) / m))
}

/** 2 Σ O ln(O / E) */
function likelihoodRatio({ observed, expected }: Cells): number {
  return 2 * observed.reduce((sum, o, k) => sum + (o === 0 ? 0 : o * log(o / expected[k]!)), 0)
}
