import type { Column, NumberColumn } from '../columns'
import type { Parsed } from '../csv/csv'
import { DataError } from '../errors'
import { plural, shown } from '../limits'
import { readNpyHeader } from './npy-header'
import { asFlags, itemColumn, itemReader, type ReadItem, SUPPORTED } from './npy-items'
import { readNpyRecords } from './npy-records'
import { checkedShape, sizeNotes } from './npy-shape'
import { infinitesToMissing, textWhereInexact } from './npy-whole'
import { pause, readBytes, sliceIsOver, type Source } from '../source'

/**
 * Reads a NumPy array: rows are the first axis, further axes are flattened into columns c1…cd. Of a structured array,
 * each field is a column.
 *
 * @throws DataError for other types, truncated files, too many columns
 */
export async function readNpy(source: Source): Promise<Parsed> {
  const header = await readNpyHeader(source)
  const { descr, fortran, shape, offset } = header
  if (header.records !== null) return readNpyRecords(source, header, header.records)
  const items = itemReader(descr, source.missing)
  if (items === null)
    throw new DataError(
      'unsupported',
      `${source.name} holds items of type ${shown(descr)}; Tidemark reads ${SUPPORTED}. Convert it with array.astype(float).`,
    )
  const { rows, others: d } = checkedShape(source, shape, 1)
  const notes = sizeNotes(source, header, { rows, columns: d, bytes: rows * d * items.size })
  if (shape.length > 2)
    notes.push(
      `The array has shape (${shape.join(', ')}): its first axis became ${plural(rows, 'row')}, the others ${plural(d, 'column')}.`,
    )
  const values = Array.from({ length: d }, () => new Float64Array(rows))
  const { item, type, little } = items
  await readItems(source, { offset, itemSize: items.size, little, fortran, shape }, items.read, values)
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
  const places = fortran ? fortranColumns(shape) : null
  const whole: Column[] = []
  for (const [j, column] of columns.entries()) {
    const items64 =
      places === null
        ? { start: offset + 8 * j, stride: 8 * d }
        : { start: offset + 8 * places.indexOf(j) * rows, stride: 8 }
    const rule = { ...items64, little, isSigned: type === 'i8' }
    whole.push((await textWhereInexact(source, rule, column, notes)) ?? column)
  }
  return { columns: { rows, columns: whole }, notes }
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
