import { formatCount } from '~/lib/format'
import { holdsWhole } from './csv/cells'
import type { Column, NumberColumn, TextColumn, TimeColumn } from './columns'
import { categoriesOf, createDictionary, type Dictionary, intern, textBytes } from './dictionary'
import { MAX_CATEGORIES, OTHER_VALUES, shown } from './limits'
import { infinitesToMissing } from './npy/npy-whole'
import { decimalToDouble, textOfBytes, wholeOf } from './parquet/parquet-cells'

/** What a column of typed cells (Parquet, Arrow) is read as. */
export type CellKind =
  | { as: 'number' }
  | { as: 'time' }
  | { as: 'text' }
  /** Whole numbers, or their bytes, that count 10^-scale. */
  | { as: 'decimal'; scale: number }
  /** The same of scale 0, as text: where a double does not hold them. */
  | { as: 'wholes' }
  /** Bytes that nothing says are text: read as text where they are UTF-8, else shown in hexadecimal. */
  | { as: 'bytes' }

/** One column while it is read. */
export type TypedColumn = { place: number; kind: CellKind } & (
  | { column: NumberColumn | TimeColumn; dictionary: null; inexact: number }
  | { column: TextColumn; dictionary: Dictionary; hex: number }
)

/** A column of missing cells. `place` tells the reader of a file which one it is. */
export function createTyped(place: number, kind: CellKind, name: string, rows: number): TypedColumn {
  if (kind.as === 'text' || kind.as === 'bytes' || kind.as === 'wholes')
    return {
      place,
      kind,
      column: { type: 'text', name, codes: new Int32Array(rows).fill(-1), categories: [] },
      dictionary: createDictionary(),
      hex: -1,
    }
  return {
    place,
    kind,
    column: {
      type: kind.as === 'time' ? 'time' : 'number',
      name,
      values: new Float64Array(rows).fill(Number.NaN),
    },
    dictionary: null,
    inexact: -1,
  }
}

/** Writes cells as they were decoded from row `from` on; what is no cell of the kind is missing. */
export function writeTyped(target: TypedColumn, data: ArrayLike<unknown>, from: number): void {
  if (target.dictionary === null) writeNumbers(target, data, from)
  else writeTexts(target, data, from)
}

function writeNumbers(
  target: TypedColumn & { dictionary: null },
  data: ArrayLike<unknown>,
  from: number,
): void {
  const { values } = target.column
  const scale = target.kind.as === 'decimal' ? target.kind.scale : null
  for (let i = 0; i < data.length; i++) {
    const cell: unknown = data[i]
    if (scale !== null) {
      const whole = wholeOf(cell)
      if (whole === null) continue
      const x = decimalToDouble(whole, scale)
      if (target.inexact < 0 && scale === 0 && !Number.isSafeInteger(x) && !holdsWhole(whole))
        target.inexact = from + i
      values[from + i] = x
    } else if (typeof cell === 'number') values[from + i] = cell
    else if (typeof cell === 'bigint') {
      const x = Number(cell)
      if (target.inexact < 0 && !Number.isSafeInteger(x) && !holdsWhole(cell)) target.inexact = from + i
      values[from + i] = x
    }
  }
}

function textOf(cell: unknown, target: TypedColumn & { dictionary: Dictionary }, row: number): string | null {
  if (target.kind.as === 'wholes') return wholeOf(cell)?.toString() ?? null
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell)
  if (!(cell instanceof Uint8Array)) return null
  const { text, isHex } = textOfBytes(cell)
  if (isHex && target.hex < 0) target.hex = row
  return text
}

function writeTexts(
  target: TypedColumn & { dictionary: Dictionary },
  data: ArrayLike<unknown>,
  from: number,
): void {
  const { codes } = target.column
  for (let i = 0; i < data.length; i++) {
    const text = textOf(data[i], target, from + i)
    if (text === null) continue
    const { bytes, length } = textBytes(text)
    codes[from + i] = intern(target.dictionary, bytes, 0, length)
  }
}

/** Where a second reading keeps the whole numbers of this column as text. */
export function asWholes({ place, kind, column }: TypedColumn, rows: number): TypedColumn {
  return createTyped(place, { as: kind.as === 'decimal' ? 'wholes' : 'text' }, column.name, rows)
}

/** The finished column; what was odd in it is added to `notes`. */
export function finishTyped(target: TypedColumn, notes: string[]): Column {
  if (target.dictionary !== null) {
    const { column, dictionary, hex } = target
    if (hex >= 0)
      notes.push(
        `Column ${shown(column.name)} holds bytes that are not text (first in row ${formatCount(hex + 1)}): they are written in hexadecimal.`,
      )
    if (dictionary.other >= 0)
      notes.push(
        `Column ${shown(column.name)} has more than ${formatCount(MAX_CATEGORIES)} different values; all further ones count as ${shown(OTHER_VALUES)}.`,
      )
    return { ...column, categories: categoriesOf(dictionary, 'utf-8') }
  }
  const { column } = target
  const note = column.type === 'number' ? infinitesToMissing(column) : null
  if (note !== null) notes.push(note)
  return column
}
