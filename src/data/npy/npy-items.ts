import { isMissing } from '../csv/cells'
import type { Column, NumberColumn, TextColumn } from '../columns'
import { categoriesOf, createDictionary, type Dictionary, intern, textBytes } from '../dictionary'
import type { MissingWords } from '../interpret/missing-words'
import { textOfBytes } from '../parquet/parquet-cells'

/** How to read one item: at byte `at` of a view, `little` endian or not. */
export type ReadItem = (view: DataView, at: number, little: boolean) => number

/** How an item that is no plain number is read: times as milliseconds, texts as places in a dictionary. */
interface ItemType {
  size: number
  read: ReadItem
  /** Null: times. */
  dictionary: Dictionary | null
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

/** Types of items that are read, for sentences. */
export const SUPPORTED =
  'float16, float32, float64, int8 to int64, uint8 to uint64, bool, datetime64 and text'

/** How items of a type are read, and how many bytes one has; `item` is null for numbers. */
export interface ItemReader {
  size: number
  read: ReadItem
  item: ItemType | null
  little: boolean
  /** The type with the mark of its byte order (`<f8`), and without it. */
  descr: string
  type: string
}

/** Null for types that are no cells of a table: complex numbers, spans of time, objects. */
export function itemReader(descr: string, missing: MissingWords): ItemReader | null {
  const type = descr.replace(/^[<>|=]/, '')
  const item = itemTypeOf(type, missing)
  const read = item?.read ?? READERS.get(type)
  if (read === undefined) return null
  return {
    size: item?.size ?? Number(type.slice(1)),
    read,
    item,
    little: !descr.startsWith('>'),
    descr,
    type,
  }
}

/** Booleans are the categories that they are in every other format. */
export function asFlags({ name, values }: NumberColumn): TextColumn {
  const isTrueFirst = values[0] !== 0
  return {
    type: 'text',
    name,
    codes: Int32Array.from(values, (x) => Number((x !== 0) !== isTrueFirst)),
    categories: isTrueFirst ? ['true', 'false'] : ['false', 'true'],
  }
}

const NOT_A_TIME = -0x80_00_00_00_00_00_00_00n
/** Milliseconds of NumPy's units of time, and how many of a unit are one. */
const UNITS: Record<string, { ms: number; perMs: number }> = {
  W: { ms: 604_800_000, perMs: 1 },
  D: { ms: 86_400_000, perMs: 1 },
  h: { ms: 3_600_000, perMs: 1 },
  m: { ms: 60_000, perMs: 1 },
  s: { ms: 1000, perMs: 1 },
  ms: { ms: 1, perMs: 1 },
  us: { ms: 1, perMs: 1000 },
  ns: { ms: 1, perMs: 1_000_000 },
}
/** Longer texts are no cells of a table. Bytes. */
const MAX_ITEM_BYTES = 1_000_000

/**
 * Times (`M8[ns]`, `M8[D]`, …; also of years and months) and texts (`U12`, `S3`); null for any other type.
 * @param type of the array, without the mark of its byte order
 */
function itemTypeOf(type: string, missing: MissingWords): ItemType | null {
  const time = /^M8\[(\d*)([A-Za-z]+)\]$/.exec(type)
  if (time !== null) return timeType(Number(time[1] || 1), time[2]!)
  const text = /^([US])(\d+)$/.exec(type)
  if (text === null) return null
  const size = Number(text[2]) * (text[1] === 'U' ? 4 : 1)
  if (size === 0 || size > MAX_ITEM_BYTES) return null
  const dictionary = createDictionary()
  const textAt = text[1] === 'U' ? wideText : narrowText
  return {
    size,
    dictionary,
    read: (view, at, little) => {
      const { bytes, length } = textBytes(textAt(view, at, size, little))
      return isMissing(bytes, 0, length, missing) ? -1 : intern(dictionary, bytes, 0, length)
    },
  }
}

function timeType(count: number, unit: string): ItemType | null {
  const plain = UNITS[unit]
  const months = unit === 'Y' ? 12 : unit === 'M' ? 1 : 0
  if (plain === undefined && months === 0) return null
  return {
    size: 8,
    dictionary: null,
    read: (view, at, little) => {
      const x = view.getBigInt64(at, little)
      if (x === NOT_A_TIME) return Number.NaN
      const n = Number(x) * count
      return plain === undefined ? Date.UTC(1970, n * months) : (n * plain.ms) / plain.perMs
    },
  }
}

function wideText(view: DataView, at: number, size: number, little: boolean): string {
  let text = ''
  for (let i = 0; i < size; i += 4) {
    const code = view.getUint32(at + i, little)
    if (code === 0) break
    text += String.fromCodePoint(code > 0x10_ff_ff ? 0xff_fd : code)
  }
  return text
}

function narrowText(view: DataView, at: number, size: number): string {
  let length = size
  while (length > 0 && view.getUint8(at + length - 1) === 0) length--
  return textOfBytes(new Uint8Array(view.buffer, view.byteOffset + at, length)).text
}

/** The column of what `read` gave: times as they are, texts with their categories in the order of appearance. */
export function itemColumn({ dictionary }: ItemType, name: string, values: Float64Array): Column {
  if (dictionary === null) return { type: 'time', name, values }
  const all = categoriesOf(dictionary, 'utf-8')
  const places = new Map<number, number>()
  const column: TextColumn = { type: 'text', name, codes: new Int32Array(values.length), categories: [] }
  for (let i = 0; i < values.length; i++) {
    const code = values[i]!
    let place = code < 0 ? -1 : places.get(code)
    if (place === undefined) {
      place = column.categories.push(all[code]!) - 1
      places.set(code, place)
    }
    column.codes[i] = place
  }
  return column
}
