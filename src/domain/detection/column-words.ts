import type { ColumnFinding, PerColumnResult, TwoSampleResult } from '~/drift/results'
import { formatCount, formatNumber, formatPercent } from '~/lib/format'
import { pWords } from '~/lib/p-value'
import { effectBeside } from './strength'

/** "D = 0.15, p = 0.0226, adjusted p (Bonferroni) = 0.0452": the numbers of one column, each by its name. */
export function columnNumbers(result: PerColumnResult, column: ColumnFinding): string {
  const { statistic, pValue, adjustedPValue, effectSize } = column
  const effect = effectBeside(result)
  return [
    `${result.statisticName} = ${formatNumber(statistic)}`,
    ...(effect ? [`${effect.symbol} = ${formatNumber(effectSize)}`] : []),
    ...(pValue === null ? [] : [`${pWords('p', pValue)}${leastWords(result, pValue)}`]),
    ...(adjustedPValue === null || result.correction === 'none'
      ? []
      : [pWords(`adjusted p (${result.correction})`, adjustedPValue)]),
  ].join(', ')
}

/** " (the least of 9 999 permutations)" where more permutations could find a smaller p. */
function leastWords({ settings }: PerColumnResult, pValue: number): string {
  const { permutations } = settings
  return typeof permutations === 'number' && Math.abs(pValue * (permutations + 1) - 1) < 1e-9
    ? ` (the least of ${formatCount(permutations)} permutations)`
    : ''
}

/**
 * "The difference is sure, and small: Cliff’s δ = 0.02; n = 1 000 000": where drift was found by a test and even the
 * largest effect is trifling, which takes many rows. Empty otherwise.
 * @param strongest the column with the largest effect among the drifted ones
 */
export function triflingWords({ effect, columns, rows }: PerColumnResult, strongest: ColumnFinding): string {
  const { drift, pValue, effectSize } = strongest
  if (!drift || pValue === null || effectSize === null || !effect?.trifling || !effect.comparable) return ''
  const { below, source } = effect.trifling
  if (Math.abs(effectSize) >= below) return ''
  const [what, largest] =
    columns.filter((c) => c.drift).length === 1
      ? ['The difference is', '']
      : ['The differences are', 'the largest ']
  return `${what} sure, and small: ${largest}${effect.symbol} = ${formatNumber(effectSize)}; n = ${formatCount(rows.reference + rows.test)} (small is below ${formatNumber(below)}, ${source}).`
}

/**
 * "The share of ‘yes’ rose from 12 % to 30 %.": of two categories. Of more, the one that changed most: "‘red’ changed
 * most: its share fell from 41 % to 30 %." Empty where no category stands out, or the column did not drift.
 */
export function categoryWords({ drift, view }: ColumnFinding): string {
  if (!drift || view?.kind !== 'categories' || view.moved === undefined) return ''
  const name = view.names[view.moved]!
  const [from, to] = [view.reference[view.moved]!, view.test[view.moved]!]
  const change = `${to > from ? 'rose' : 'fell'} from ${formatPercent(from)} to ${formatPercent(to)}`
  if (formatPercent(from) === formatPercent(to)) return ''
  return view.names.length === 2
    ? `The share of ‘${name}’ ${change}.`
    : `‘${name}’ changed most: its share ${change}.`
}

/**
 * "p = 0.001" of a whole sample. Where a library’s rule counts no permutation and says 0, what these can tell:
 * "p < 0.001" of 999.
 */
export function wholeP({
  pValue,
  nullDistribution,
}: Pick<TwoSampleResult, 'pValue' | 'nullDistribution'>): string {
  const words = leastOf(pValue, nullDistribution.length)
  return (words ?? pWords('p', pValue)).replaceAll(' ', '\u00A0')
}

function leastOf(pValue: number, drawn: number): string | null {
  return pValue === 0 && drawn > 0 ? `p < ${formatNumber(1 / (drawn + 1))}` : null
}
