import { formatBytes, formatCount } from '~/lib/format'
import { holdsWhole } from '../csv/cells'
import type { Column, NumberColumn, TextColumn } from '../columns'
import type { Parsed } from '../csv/csv'
import { categoriesOf, createDictionary, intern, textBytes } from '../dictionary'
import { DataError } from '../errors'
import { inexactNote, MAX_CELLS, MAX_COLUMNS, plural, shown } from '../limits'
import { itemColumn, itemTypeOf, type ReadItem } from './npy-items'
import { pause, readBytes, sliceIsOver, type Source } from '../source'

interface Header {
  descr: string
  fortran: boolean
  shape: number[]
  /** Where the data begin, in bytes. */
  offset: number
}

/** Half precision (IEEE 754 binary16) → double. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  // (1 + fraction / 1024) 2^(exponent − 15), in whole numbers.
  return sign * (1024 + fraction) * (1 << exponent) * 2 ** -25
}

const READERS = new Map<string, ReadItem>([
  ['f2', (v, at, little) => half(v.getUint16(at, little))],
  ['f4', (v, at, little) => v.getFloat32(at, little)],
  ['f8', (v, at, little) => v.getFloat64(at, little)],
  ['i1', (v, at) => v.getInt8(at)],
  ['i2', (v, at, little) => v.getInt16(at, little)],
  ['i4', (v, at, little) => v.getInt32(at, little)],
  ['i8', (v, at, little) => Number(v.getBigInt64(at, little))],
  ['u1', (v, at) => v.getUint8(at)],
  ['u2', (v, at, little) => v.getUint16(at, little)],
  ['u4', (v, at, little) => v.getUint32(at, little)],
  ['u8', (v, at, little) => Number(v.getBigUint64(at, little))],
  ['b1', (v, at) => v.getUint8(at)],
])

const SUPPORTED = 'float16, float32, float64, int8 to int64, uint8 to uint64, bool, datetime64 and text'

/**
 * Type, order and shape of an array. The header is a Python dictionary literal, always written by numpy in this form.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export async function readNpyHeader(source: Source): Promise<Header> {
  const start = await readBytes(source, 0, 12)
  const truncated = (): DataError =>
    new DataError('truncated', `${source.name} is cut off: the .npy header is not complete. Copy it again.`)
  if (start.length < 12) throw truncated()
  const version = start[6]!
  if (version < 1 || version > 3)
    throw new DataError(
      'unsupported',
      `${source.name} is .npy format version ${version}; Tidemark reads versions 1 to 3. Save it again with numpy.save.`,
    )
  const view = new DataView(start.buffer)
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const from = version === 1 ? 10 : 12
  if (from + length > source.size) throw truncated()
  if (length > 1_000_000)
    throw new DataError(
      'unreadable',
      `${source.name} has a .npy header of ${formatBytes(length)}, which no plain array has. Save it again with numpy.save.`,
    )
  const text = new TextDecoder().decode(await readBytes(source, from, from + length))
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text)
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)
  const shape = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)
  if (descr === null || fortran === null || shape === null)
    throw new DataError(
      'unreadable',
      `${source.name} has a .npy header that could not be read. Save it again with numpy.save.`,
    )
  if (descr[2] !== undefined)
    throw new DataError(
      'unsupported',
      `${source.name} is a structured array (named fields); Tidemark reads plain arrays of ${SUPPORTED}. Save its columns with numpy.column_stack, or as CSV or Parquet.`,
    )
  return {
    descr: descr[1] ?? '',
    fortran: fortran[1] === 'True',
    shape: shape[1]!
      .split(',')
      .map((part) => part.trim().replace(/L$/, ''))
      .filter((part) => part !== '')
      .map(Number),
    offset: from + length,
  }
}

/**
 * Reads a NumPy array: rows are the first axis, further axes are flattened into columns c1…cd.
 *
 * @throws DataError for other types, structured arrays, truncated files, too many columns
 */
export async function readNpy(source: Source): Promise<Parsed> {
  const { descr, fortran, shape, offset } = await readNpyHeader(source)
  const type = descr.replace(/^[<>|=]/, '')
  const item = itemTypeOf(type, source.missing)
  const read = item?.read ?? READERS.get(type)
  if (read === undefined)
    throw new DataError(
      'unsupported',
      `${source.name} holds items of type ${shown(descr)}; Tidemark reads ${SUPPORTED}. Convert it with array.astype(float).`,
    )
  const rows = shape[0] ?? 1
  const d = shape.slice(1).reduce((product, n) => product * n, 1)
  if (![rows, d].every(Number.isSafeInteger) || rows * d === 0)
    throw new DataError(
      'no-rows',
      `${source.name} is an array of shape (${shape.join(', ')}): it has no values.`,
    )
  if (d > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(d, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Drop a file with fewer.`,
    )
  if (rows * d > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(rows * d, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
  const itemSize = item?.size ?? Number(type.slice(1))
  const expected = offset + rows * d * itemSize
  if (source.size < expected)
    throw new DataError(
      'truncated',
      `${source.name} is cut off: ${plural(rows, 'row')} of ${plural(d, 'column')} need ${formatBytes(expected)}, but the file has ${formatBytes(source.size)}. Copy it again.`,
    )
  const notes: string[] = []
  if (shape.length === 0) notes.push('The array is a single number: one row, one column.')
  if (shape.length > 2)
    notes.push(
      `The array has shape (${shape.join(', ')}): its first axis became ${plural(rows, 'row')}, the others ${plural(d, 'column')}.`,
    )
  if (source.size > expected)
    notes.push(`${formatBytes(source.size - expected)} after the end of the array were ignored.`)
  const values = Array.from({ length: d }, () => new Float64Array(rows))
  await readItems(source, { offset, itemSize, little: !descr.startsWith('>'), fortran, shape }, read, values)
  if (item !== null)
    return { columns: { rows, columns: values.map((v, j) => itemColumn(item, `c${j + 1}`, v)) }, notes }
  const columns = values.map((v, j): NumberColumn => ({ type: 'number', name: `c${j + 1}`, values: v }))
  for (const column of columns) {
    const note = infinitesToMissing(column)
    if (note !== null) notes.push(note)
    if (sliceIsOver(source)) await pause(source)
  }
  if (type === 'b1') return { columns: { rows, columns: columns.map(asFlags) }, notes }
  if (type !== 'i8' && type !== 'u8') return { columns: { rows, columns }, notes }
  const layout = { offset, little: !descr.startsWith('>'), fortran, shape, isSigned: type === 'i8' }
  const whole: Column[] = []
  for (const [j, column] of columns.entries())
    whole.push((await asTextWhereInexact(source, layout, column, j, notes)) ?? column)
  return { columns: { rows, columns: whole }, notes }
}

/** Booleans are the categories that they are in every other format. */
function asFlags({ name, values }: NumberColumn): TextColumn {
  const isTrueFirst = values[0] !== 0
  return {
    type: 'text',
    name,
    codes: Int32Array.from(values, (x) => Number((x !== 0) !== isTrueFirst)),
    categories: isTrueFirst ? ['true', 'false'] : ['false', 'true'],
  }
}

async function readItems(
  source: Source,
  layout: { offset: number; itemSize: number; little: boolean; fortran: boolean; shape: number[] },
  read: ReadItem,
  values: Float64Array[],
): Promise<void> {
  const { offset, itemSize, little, fortran } = layout
  const rows = values[0]!.length
  const d = values.length
  const total = rows * d
  const column = fortran ? fortranColumns(layout.shape) : null
  const chunkItems = Math.floor(4_000_000 / itemSize)
  for (let first = 0; first < total; first += chunkItems) {
    const last = Math.min(total, first + chunkItems)
    const bytes = await readBytes(source, offset + first * itemSize, offset + last * itemSize)
    const view = new DataView(bytes.buffer)
    if (bytes.length < (last - first) * itemSize)
      throw new DataError('truncated', `${source.name} is cut off: it became shorter while it was read.`)
    let i = fortran ? first % rows : Math.floor(first / d)
    let j = fortran ? Math.floor(first / rows) : first % d
    for (let item = first; item < last; item++) {
      const x = read(view, (item - first) * itemSize, little)
      if (column === null) {
        values[j]![i] = x
        if (++j === d) {
          j = 0
          i++
        }
      } else {
        values[column[j]!]![i] = x
        if (++i === rows) {
          i = 0
          j++
        }
      }
      if ((item & 0xffff) === 0 && sliceIsOver(source)) await pause(source)
    }
    const done = Math.min(source.size, offset + last * itemSize)
    source.onProgress({ done, total: source.size, rows: Math.floor((last / total) * rows) })
    await pause(source)
  }
}

/** In Fortran order the first axis runs fastest: place of each stored column in C order of the other axes. */
function fortranColumns(shape: number[]): number[] {
  const axes = shape.slice(1)
  const d = axes.reduce((product, n) => product * n, 1)
  return Array.from({ length: d }, (_, stored) => {
    let rest = stored
    const index = axes.map((n) => {
      const k = rest % n
      rest = (rest - k) / n
      return k
    })
    return index.reduce((place, k, axis) => place * axes[axis]! + k, 0)
  })
}

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

/** Whole numbers of 64 bits as text, where a double would round one of them; null where none is. */
async function asTextWhereInexact(
  source: Source,
  layout: { offset: number; little: boolean; fortran: boolean; shape: number[]; isSigned: boolean },
  column: NumberColumn,
  place: number,
  notes: string[],
): Promise<TextColumn | null> {
  const { values, name } = column
  if (!values.some((x) => Math.abs(x) > Number.MAX_SAFE_INTEGER)) return null
  const { offset, little, fortran, shape, isSigned } = layout
  const rows = values.length
  const d = shape.slice(1).reduce((product, n) => product * n, 1)
  const stored = fortran ? fortranColumns(shape).indexOf(place) : place
  // Items between two rows of the column, and rows that are read at once.
  const [first, stride] = fortran ? [stored * rows, 1] : [stored, d]
  const block = Math.max(1, Math.floor(500_000 / stride))
  const dictionary = createDictionary()
  const codes = new Int32Array(rows)
  let inexact = -1
  for (let from = 0; from < rows; from += block) {
    const to = Math.min(rows, from + block)
    const start = offset + (first + from * stride) * 8
    const read = await readBytes(source, start, start + ((to - from - 1) * stride + 1) * 8)
    const view = new DataView(read.buffer)
    for (let i = from; i < to; i++) {
      const at = (i - from) * stride * 8
      const x = isSigned ? view.getBigInt64(at, little) : view.getBigUint64(at, little)
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
