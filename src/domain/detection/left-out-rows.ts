import type { RowsLeftOut } from '~/data/prepare/prepared'
import { formatCount } from '~/lib/format'

/** What became of rows with missing values, as sentences: none where all rows were compared. */
export function leftOutRowsNotes({ reference, test, costliest }: RowsLeftOut, alone: boolean): string[] {
  if (reference + test === 0) return []
  const parts = [
    ...(reference > 0 ? [`${formatCount(reference)} of the reference`] : []),
    ...(test > 0 ? [`${formatCount(test)} of the ${alone ? 'stream' : 'test sample'}`] : []),
  ]
  const sentence = `Rows with missing values were left out: ${parts.join(' and ')}.`
  if (costliest === null || costliest.regained === 0) return [sentence]
  const { column, regained } = costliest
  return [
    `${sentence} Column '${column}' costs most: without it, ${formatCount(regained)} of them would be compared.`,
  ]
}
