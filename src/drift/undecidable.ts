import type { PerColumnResult, TwoSampleResult, Undecidable } from './results'

/** Of 1 / C(6, 3), say. */
const ROUNDING = 1e-9

/** Null where a drift was found or could have been. @param result with the smallest p-values it could have had */
export function whyUndecidable(result: TwoSampleResult | PerColumnResult): Undecidable | null {
  if (result.drift) return null
  return result.shape === 'two-sample' ? wholeUndecidable(result) : columnsUndecidable(result)
}

function wholeUndecidable(result: TwoSampleResult): Undecidable | null {
  const { leastPValue, alpha, settings, pValue, constant } = result
  if (constant) return { why: 'constant' }
  if (Number.isNaN(pValue)) return { why: 'missing' }
  if (settings['cells'] === 1) return { why: 'one-cell', mostRows: Number(settings['mostRows']) }
  return leastPValue === undefined || leastPValue <= alpha * (1 + ROUNDING)
    ? null
    : { why: 'few', smallest: leastPValue }
}

function columnsUndecidable({ columns, votes, alpha, correction }: PerColumnResult): Undecidable | null {
  if (columns.length > 0 && columns.every(({ constant }) => constant)) return { why: 'constant' }
  if (votes)
    return votes.undecided > 0 && votes.cast + votes.undecided >= votes.needed
      ? { why: 'members', undecided: votes.undecided }
      : null
  const tested = columns.filter(({ threshold }) => threshold === null)
  if (columns.length === 0 || tested.length < columns.length) return null
  if (tested.every(({ pValue }) => pValue !== null && Number.isNaN(pValue))) return { why: 'missing' }
  const least = tested.map(({ leastPValue }) => leastPValue)
  if (least.some((p) => p === undefined)) return null
  const smallest = leastAdjusted(least as number[], correction)
  return smallest <= alpha * (1 + ROUNDING) ? null : { why: 'few', smallest }
}

/** The smallest corrected p-value that any column could have; for Benjamini–Hochberg, where all are at their least. */
function leastAdjusted(least: readonly number[], correction: PerColumnResult['correction']): number {
  const d = least.length
  const ascending = least.toSorted((a, b) => a - b)
  switch (correction) {
    case 'none':
      return ascending[0]!
    case 'Bonferroni':
      return Math.min(1, d * ascending[0]!)
    case 'Benjamini–Hochberg':
      return Math.min(1, ...ascending.map((p, i) => (d * p) / (i + 1)))
  }
}
