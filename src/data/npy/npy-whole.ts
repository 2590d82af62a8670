import { formatCount } from '~/lib/format'
import type { NumberColumn, TextColumn } from '../columns'
import { holdsWhole } from '../csv/cells'
import { categoriesOf, createDictionary, intern, textBytes } from '../dictionary'
import { inexactNote, plural, shown } from '../limits'
import { pause, readBytes, type Source } from '../source'

/** ±Infinity becomes missing, in place; the sentence about it, or null. */
export function infinitesToMissing(column: NumberColumn): string | null {
  const { values } = column
  const rows: number[] = []
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (x === Infinity || x === -Infinity) {
      rows.push(i)
      values[i] = Number.NaN
    }
  }
  const found = rows.length
  const [first] = rows
  if (first === undefined) return null
  column.infinite = Uint32Array.from(rows)
  return `${plural(found, 'infinite value')} in ${shown(column.name)} (first in row ${formatCount(first + 1)}) ${found === 1 ? 'counts' : 'count'} as missing.`
}

/** Bytes that are read at once. */
const BLOCK_BYTES = 4_000_000

/**
 * Whole numbers of 64 bits as text, where a double would round one of them; null where none is.
 * @param items where the first one begins, and how many bytes lie between two, in bytes of the file
 */
export async function textWhereInexact(
  source: Source,
  items: { start: number; stride: number; little: boolean; isSigned: boolean },
  { values, name }: NumberColumn,
  notes: string[],
): Promise<TextColumn | null> {
  if (!values.some((x) => Math.abs(x) > Number.MAX_SAFE_INTEGER)) return null
  const { start, stride, little, isSigned } = items
  const rows = values.length
  const block = Math.max(1, Math.floor(BLOCK_BYTES / stride))
  const dictionary = createDictionary()
  const codes = new Int32Array(rows)
  let inexact = -1
  for (let from = 0; from < rows; from += block) {
    const to = Math.min(rows, from + block)
    const at = start + from * stride
    const read = await readBytes(source, at, at + (to - from - 1) * stride + 8)
    const view = new DataView(read.buffer)
    for (let i = from; i < to; i++) {
      const place = (i - from) * stride
      const x = isSigned ? view.getBigInt64(place, little) : view.getBigUint64(place, little)
      if (inexact < 0 && !holdsWhole(x)) inexact = i
      const { bytes, length } = textBytes(String(x))
      codes[i] = intern(dictionary, bytes, 0, length)
    }
    await pause(source)
  }
  if (inexact < 0) return null
  notes.push(inexactNote(name, inexact))
  return { type: 'text', name, codes, categories: categoriesOf(dictionary, 'utf-8') }
}
