import type { Computation, Progress } from '../define'
import { adjustedPValues } from '../math/multiple-testing'
import { withProgress } from '../with-progress'
import type { ColumnFinding, ColumnView, EffectMeasure, PerColumnResult } from '../results'
import type { BatchInput, Sample } from '../sample'
import { checkColumnRows, checkFinite, checkPair } from './check-samples'

/** What comparing one column of the two samples gives. */
export interface Comparison {
  statistic: number
  /** In (0, 1], NaN where a missing value was let through; null where the method has no test. */
  pValue: number | null
  /** By the rule's `effect`; null where it is not known. */
  effectSize: number | null
  /** The smallest p-value that samples like these could give, where only the method knows it. */
  leastP?: number
  view?: ColumnView | null
}

/** One column of both samples, in row order, without the rows that lack a value unless these are computed with. `levels`: the values count into these categories. */
export interface ColumnPair {
  name: string
  reference: Float64Array
  test: Float64Array
  levels: readonly string[] | null
}

interface Rule {
  /** For sentences: "KS". */
  name: string
  /** Rows that each sample needs. */
  minimum: number
  /** Missing values are refused unless a library's profile computes with them. */
  missing: 'refuse' | 'propagate'
  alpha: number
  correction: 'none' | 'bonferroni' | 'benjamini-hochberg'
  /** Strict as Alibi Detect (p < α), else p ≤ α; where a threshold decides, drift beyond it, else where it is reached. */
  strict?: boolean
  /** Drift where the statistic reaches it; null: by p-value. */
  threshold: number | null
  effect: EffectMeasure
}

/**
 * Compares column by column and decides: by p-value with the chosen correction for their number (Bonferroni, or
 * Benjamini & Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x), or by a threshold of the statistic. Of samples
 * that are `incomplete`, each column is compared on the rows that have a value in it.
 * @throws DriftError `different-columns`, `too-few-rows`, `not-finite`, and what `compare` throws
 */
export function* perColumn(
  { reference, test }: BatchInput,
  rule: Rule,
  compare: (pair: ColumnPair) => Computation<Comparison>,
): Computation<Pick<PerColumnResult, 'columns' | 'correction' | 'drift' | 'rows' | 'alpha' | 'effect'>> {
  checkPair(rule.name, reference, test, rule.minimum)
  const refuse = rule.missing === 'refuse'
  if (refuse && !reference.incomplete) checkFinite('reference', reference)
  if (refuse && !test.incomplete) checkFinite('test sample', test)
  const d = reference.columns.length
  const found: Comparison[] = []
  const sizes: { reference: number; test: number }[] = []
  for (let j = 0; j < d; j++) {
    const told = (): Progress => ({ done: j, total: d, phase: 'columns' })
    const pair = columnPair(reference, test, j, refuse)
    checkColumnRows(rule.name, pair, rule.minimum)
    sizes.push({ reference: pair.reference.length, test: pair.test.length })
    found.push(yield* withProgress(compare(pair), told))
    yield { done: j + 1, total: d, phase: 'columns' }
  }
  const adjusted = adjustedPValues(
    found.map(({ pValue }) => pValue),
    rule.correction,
  )
  const columns = found.map(({ statistic, pValue, leastP, effectSize, view }, j): ColumnFinding => {
    const p = adjusted[j] ?? null
    const drift =
      rule.threshold !== null
        ? rule.strict
          ? statistic > rule.threshold
          : statistic >= rule.threshold
        : p !== null && (rule.strict ? p < rule.alpha : p <= rule.alpha)
    return {
      name: reference.columns[j]!,
      statistic,
      pValue,
      adjustedPValue: p,
      effectSize,
      threshold: rule.threshold,
      rows: sizes[j]!,
      ...(leastP === undefined ? {} : { leastPValue: leastP }),
      view: view ?? null,
      drift,
    }
  })
  return {
    columns,
    correction: d === 1 || rule.threshold !== null ? 'none' : NAMES[rule.correction],
    drift: columns.some(({ drift }) => drift),
    rows: { reference: reference.rows, test: test.rows },
    alpha: rule.alpha,
    effect: rule.effect,
  }
}

const NAMES = {
  none: 'none',
  bonferroni: 'Bonferroni',
  'benjamini-hochberg': 'Benjamini–Hochberg',
} as const

function columnPair(reference: Sample, test: Sample, j: number, dropMissing: boolean): ColumnPair {
  const values = (sample: Sample): Float64Array => {
    const column = columnOf(sample, j)
    return dropMissing && sample.incomplete ? column.filter((x) => x === x) : column
  }
  return {
    name: reference.columns[j]!,
    reference: values(reference),
    test: values(test),
    levels: reference.levels?.[j] ?? null,
  }
}

/** Column j of a sample, in row order. */
function columnOf({ rows, columns, values }: Sample, j: number): Float64Array {
  const d = columns.length
  const column = new Float64Array(rows)
  for (let i = 0, at = j; i < rows; i++, at += d) column[i] = values[at]!
  return column
}
