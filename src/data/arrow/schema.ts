import type { CellKind } from '../typed-columns'
import { type FlatTable, int8Of, int16Of, int32Of, int64Of, tableOf, tablesOf, textOf } from './flat'

/**
 * What a field holds, and how it lies in a record batch. Numbers as in Schema.fbs:
 * https://github.com/apache/arrow/blob/main/format/Schema.fbs
 */
export type Layout =
  /** Values of a fixed width; `bool` is a bit each. */
  | { is: 'fixed'; item: FixedItem; unit: number; scale: number; bytes: number }
  | { is: 'bits' }
  /** Offsets into bytes. */
  | { is: 'bytes'; wide: boolean; text: boolean }
  | { is: 'views'; text: boolean }
  | { is: 'nothing' }
  | { is: 'struct' }
  /** No cell of a table; so many buffers, then its children. */
  | { is: 'other'; buffers: number; what: string }

export type FixedItem =
  | 'i1'
  | 'i2'
  | 'i4'
  | 'i8'
  | 'u1'
  | 'u2'
  | 'u4'
  | 'u8'
  | 'f2'
  | 'f4'
  | 'f8'
  /** Little-endian whole numbers of `bytes` bytes, or plain bytes. */
  | 'raw'

export interface ArrowField {
  name: string
  layout: Layout
  /** How its cells are read; null where it is no plain column. */
  kind: CellKind | null
  children: ArrowField[]
  /** Its values are these places of a dictionary. */
  dictionary: { id: number; index: Layout & { is: 'fixed' } } | null
}

const fixed = (item: FixedItem, bytes: number, unit = 1, scale = 0): Layout & { is: 'fixed' } => ({
  is: 'fixed',
  item,
  unit,
  scale,
  bytes,
})

const other = (buffers: number, what: string): Layout => ({ is: 'other', buffers, what })

const MAX_NESTING = 64
/** Milliseconds of second, millisecond, microsecond, nanosecond. */
const UNITS = [1000, 1, 1e-3, 1e-6]

function intLayout(type: FlatTable | null): Layout & { is: 'fixed' } {
  const bits = type === null ? 32 : int32Of(type, 0, 0)
  const signed = type === null || int8Of(type, 1, 0) !== 0
  if (![8, 16, 32, 64].includes(bits)) throw new RangeError(`whole numbers of ${bits} bits`)
  return fixed(`${signed ? 'i' : 'u'}${bits / 8}` as FixedItem, bits / 8)
}

/** Layout and meaning of a type by its number in the union `Type`. */
function typeOf(id: number, type: FlatTable): { layout: Layout; kind: CellKind | null } {
  const number: CellKind = { as: 'number' }
  const time: CellKind = { as: 'time' }
  switch (id) {
    case 1:
      return { layout: { is: 'nothing' }, kind: { as: 'text' } }
    case 2:
      return { layout: intLayout(type), kind: number }
    case 3: {
      const precision = int16Of(type, 0, 0)
      return {
        layout: precision === 0 ? fixed('f2', 2) : precision === 1 ? fixed('f4', 4) : fixed('f8', 8),
        kind: number,
      }
    }
    case 4:
    case 19:
      return { layout: { is: 'bytes', wide: id === 19, text: false }, kind: { as: 'bytes' } }
    case 5:
    case 20:
      return { layout: { is: 'bytes', wide: id === 20, text: true }, kind: { as: 'text' } }
    case 6:
      return { layout: { is: 'bits' }, kind: { as: 'text' } }
    case 7: {
      const bytes = int32Of(type, 2, 128) / 8
      if (![4, 8, 16, 32].includes(bytes)) throw new RangeError(`decimals of ${bytes} bytes`)
      return { layout: fixed('raw', bytes), kind: { as: 'decimal', scale: int32Of(type, 1, 0) } }
    }
    case 8:
      return {
        layout: int16Of(type, 0, 1) === 0 ? fixed('i4', 4, 86_400_000) : fixed('i8', 8),
        kind: time,
      }
    case 9:
      return { layout: int32Of(type, 1, 32) === 64 ? fixed('i8', 8) : fixed('i4', 4), kind: number }
    case 10:
      return { layout: fixed('i8', 8, UNITS[int16Of(type, 0, 0)] ?? 1), kind: time }
    case 11:
      return { layout: other(2, 'an interval'), kind: null }
    case 12:
    case 17:
    case 21:
      return { layout: other(2, id === 17 ? 'a map' : 'a list'), kind: null }
    case 13:
      return { layout: { is: 'struct' }, kind: null }
    case 14:
      return { layout: other(int16Of(type, 0, 0) === 0 ? 1 : 2, 'a union'), kind: null }
    case 15: {
      const bytes = int32Of(type, 0, 0)
      if (bytes < 1) throw new RangeError(`values of ${bytes} bytes`)
      return { layout: fixed('raw', bytes), kind: { as: 'bytes' } }
    }
    case 16:
      return { layout: other(1, 'a list'), kind: null }
    case 18:
      return { layout: fixed('i8', 8), kind: number }
    case 22:
      return { layout: other(0, 'run-end encoded'), kind: null }
    case 23:
    case 24:
      return { layout: { is: 'views', text: id === 24 }, kind: id === 24 ? { as: 'text' } : { as: 'bytes' } }
    case 25:
    case 26:
      return { layout: other(3, 'a list'), kind: null }
    default:
      throw new RangeError(`a type with the number ${id}`)
  }
}

function fieldOf(table: FlatTable, depth: number): ArrowField {
  if (depth > MAX_NESTING) throw new RangeError('columns nested too deep')
  const type = tableOf(table, 3)
  if (type === null) throw new RangeError('a column without a type')
  const { layout, kind } = typeOf(int8Of(table, 2, 0), type)
  const encoding = tableOf(table, 4)
  return {
    name: textOf(table, 0),
    layout,
    kind,
    children: tablesOf(table, 5).map((child) => fieldOf(child, depth + 1)),
    dictionary:
      encoding === null ? null : { id: int64Of(encoding, 0, 0), index: intLayout(tableOf(encoding, 1)) },
  }
}

/** The columns that a schema names. @throws RangeError where it is damaged, or names a type that is not known */
export function fieldsOf(schema: FlatTable): ArrowField[] {
  if (int16Of(schema, 0, 0) !== 0) throw new RangeError('big-endian values')
  return tablesOf(schema, 1).map((field) => fieldOf(field, 0))
}
