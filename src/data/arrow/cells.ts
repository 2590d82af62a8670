import { half } from '../npy/npy-items'
import { type BufferWalk, nextBuffer, nextNode, nextVariadic } from './buffers'
import type { ArrowField, FixedItem, Layout } from './schema'

/** Cell i of a field's part of a batch: what `writeTyped` takes, null where it is missing. */
export interface CellReader {
  rows: number
  at: (i: number) => unknown
}

type ReadItem = (view: DataView, at: number) => number | bigint

const ITEMS: Record<Exclude<FixedItem, 'raw'>, ReadItem> = {
  i1: (v, at) => v.getInt8(at),
  i2: (v, at) => v.getInt16(at, true),
  i4: (v, at) => v.getInt32(at, true),
  i8: (v, at) => v.getBigInt64(at, true),
  u1: (v, at) => v.getUint8(at),
  u2: (v, at) => v.getUint16(at, true),
  u4: (v, at) => v.getUint32(at, true),
  u8: (v, at) => v.getBigUint64(at, true),
  f2: (v, at) => half(v.getUint16(at, true)),
  f4: (v, at) => v.getFloat32(at, true),
  f8: (v, at) => v.getFloat64(at, true),
}

const bit = (view: DataView, i: number): boolean => (view.getUint8(i >> 3) & (1 << (i & 7))) !== 0

/** Which rows have a value, by the buffer of validity: an empty one says all. @throws RangeError */
function validIn(view: DataView, rows: number): (i: number) => boolean {
  if (view.byteLength === 0) return () => true
  if (view.byteLength * 8 < rows) throw new RangeError('a column whose marks of missing values are cut off')
  return (i) => bit(view, i)
}

export async function validityOf(walk: BufferWalk, rows: number): Promise<(i: number) => boolean> {
  return validIn(await nextBuffer(walk), rows)
}

/** @throws RangeError where there are fewer bytes than the rows need: nothing is taken for them before */
function need(view: DataView, bytes: number): void {
  if (view.byteLength < bytes) throw new RangeError('a column with fewer values than rows')
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function bytesOf(view: DataView, from: number, to: number): Uint8Array {
  if (!(from >= 0 && from <= to && to <= view.byteLength))
    throw new RangeError('a text outside of its column')
  return new Uint8Array(view.buffer, view.byteOffset + from, to - from)
}

/** Little-endian bytes as big-endian ones, as Parquet has them. */
const reversed = (bytes: Uint8Array): Uint8Array => bytes.slice().reverse()

function fixedReader(
  field: ArrowField,
  layout: Layout & { is: 'fixed' },
  values: DataView,
): (i: number) => unknown {
  const { item, bytes, unit } = layout
  if (item === 'raw') {
    const isDecimal = field.kind?.as === 'decimal'
    return (i) => {
      const raw = bytesOf(values, i * bytes, (i + 1) * bytes)
      return isDecimal ? reversed(raw) : raw.slice()
    }
  }
  const read = ITEMS[item]
  if (field.kind?.as !== 'time') return (i) => read(values, i * bytes)
  // Divided, where a unit is less than a millisecond: 1/1000 is no double.
  const perMs = unit < 1 ? Math.round(1 / unit) : 1
  const ms = unit < 1 ? 1 : unit
  return (i) => (Number(read(values, i * bytes)) * ms) / perMs
}

/** The cells of a plain field, without its dictionary. @throws RangeError */
async function plainCells(
  walk: BufferWalk,
  field: ArrowField,
  rows: number,
): Promise<(i: number) => unknown> {
  const { layout } = field
  switch (layout.is) {
    case 'nothing':
      return () => null
    case 'bits': {
      const valid = await validityOf(walk, rows)
      const values = await nextBuffer(walk)
      need(values, Math.ceil(rows / 8))
      return (i) => (valid(i) ? bit(values, i) : null)
    }
    case 'fixed': {
      const valid = await validityOf(walk, rows)
      const values = await nextBuffer(walk)
      need(values, rows * layout.bytes)
      const read = fixedReader(field, layout, values)
      return (i) => (valid(i) ? read(i) : null)
    }
    case 'bytes': {
      const valid = await validityOf(walk, rows)
      const offsets = await nextBuffer(walk)
      const values = await nextBuffer(walk)
      const { wide, text } = layout
      need(offsets, rows === 0 ? 0 : (rows + 1) * (wide ? 8 : 4))
      const offset = (i: number): number =>
        wide ? Number(offsets.getBigInt64(i * 8, true)) : offsets.getInt32(i * 4, true)
      return (i) => {
        if (!valid(i)) return null
        const bytes = bytesOf(values, offset(i), offset(i + 1))
        return text ? decoder.decode(bytes) : bytes.slice()
      }
    }
    case 'views':
      return viewCells(walk, layout.text, rows)
    case 'struct':
    case 'other':
      throw new RangeError('a dictionary of nested values')
  }
}

/** Texts of at most 12 bytes stand in their view, longer ones in one of the buffers behind. */
async function viewCells(walk: BufferWalk, text: boolean, rows: number): Promise<(i: number) => unknown> {
  const valid = await validityOf(walk, rows)
  const views = await nextBuffer(walk)
  need(views, rows * 16)
  const data: DataView[] = []
  for (let left = nextVariadic(walk); left > 0; left--) data.push(await nextBuffer(walk))
  return (i) => {
    if (!valid(i)) return null
    const at = i * 16
    const length = views.getInt32(at, true)
    let bytes: Uint8Array
    if (length <= 12) bytes = bytesOf(views, at + 4, at + 4 + length)
    else {
      const buffer = data[views.getInt32(at + 8, true)]
      if (buffer === undefined) throw new RangeError('a text outside of its column')
      const from = views.getInt32(at + 12, true)
      bytes = bytesOf(buffer, from, from + length)
    }
    return text ? decoder.decode(bytes) : bytes.slice()
  }
}

/** Values of dictionaries by their ids, in parts as they came. */
export type Dictionaries = Map<number, unknown[]>

/** The cells of a plain field in this batch. @throws RangeError where it is damaged */
export async function cellsOf(
  walk: BufferWalk,
  field: ArrowField,
  dictionaries: Dictionaries,
): Promise<CellReader> {
  const rows = nextNode(walk)
  if (!(rows >= 0 && rows <= 2 ** 31)) throw new RangeError(`a column of ${rows} rows`)
  if (field.dictionary === null) return { rows, at: await plainCells(walk, field, rows) }
  const { id, index } = field.dictionary
  const valid = await validityOf(walk, rows)
  const places = await nextBuffer(walk)
  need(places, rows * index.bytes)
  const values = dictionaries.get(id)
  if (values === undefined && rows > 0) throw new RangeError('categories that are not in it')
  const read = ITEMS[index.item as Exclude<FixedItem, 'raw'>]
  return {
    rows,
    at: (i) => {
      if (!valid(i)) return null
      const value = values?.[Number(read(places, i * index.bytes))]
      if (value === undefined) throw new RangeError('a value that is none of its categories')
      return value
    },
  }
}

/** The values of a dictionary's batch. @throws RangeError */
export async function dictionaryValues(walk: BufferWalk, field: ArrowField): Promise<unknown[]> {
  const rows = nextNode(walk)
  if (!(rows >= 0 && rows <= 100_000_000)) throw new RangeError(`a dictionary of ${rows} values`)
  const at = await plainCells(walk, field, rows)
  return Array.from({ length: rows }, (_, i) => at(i))
}
