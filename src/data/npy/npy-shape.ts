import { formatBytes, formatCount } from '~/lib/format'
import { DataError } from '../errors'
import { MAX_CELLS, MAX_COLUMNS, plural } from '../limits'
import type { NpyHeader } from './npy-header'
import type { Source } from '../source'

/**
 * Rows of an array (its first axis) and what its other axes hold.
 * @param each columns of one item: 1, or the fields of a record
 * @throws DataError where there are no values, or too many
 */
export function checkedShape(
  source: Source,
  shape: readonly number[],
  each: number,
): { rows: number; others: number } {
  const rows = shape[0] ?? 1
  const others = shape.slice(1).reduce((product, n) => product * n, 1)
  const columns = others * each
  if (![rows, columns].every(Number.isSafeInteger) || rows * columns === 0)
    throw new DataError(
      'no-rows',
      `${source.name} is an array of shape (${shape.join(', ')}): it has no values.`,
    )
  if (columns > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(columns, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Choose a file with fewer.`,
    )
  if (rows * columns > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(rows * columns, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
  return { rows, others }
}

/**
 * Notes on the size of the file, of which the values take `bytes`.
 * @throws DataError `truncated` where the file is shorter
 */
export function sizeNotes(
  source: Source,
  { offset, shape }: Pick<NpyHeader, 'offset' | 'shape'>,
  { rows, columns, bytes }: { rows: number; columns: number; bytes: number },
): string[] {
  const expected = offset + bytes
  if (source.size < expected)
    throw new DataError(
      'truncated',
      `${source.name} is cut off: ${plural(rows, 'row')} of ${plural(columns, 'column')} need ${formatBytes(expected)}, but the file has ${formatBytes(source.size)}. Copy it again.`,
    )
  return [
    ...(shape.length === 0 ? ['The array is a single item: the table has one row.'] : []),
    ...(source.size > expected
      ? [`${formatBytes(source.size - expected)} after the end of the array were ignored.`]
      : []),
  ]
}
