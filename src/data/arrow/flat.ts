/**
 * Reads FlatBuffers tables, as Arrow writes its metadata in. Every place and length comes from the file: what points
 * outside of it is a RangeError. https://flatbuffers.dev/internals/
 */

/** A table inside of a buffer. */
export interface FlatTable {
  view: DataView
  /** Where the table stands, where its list of fields stands, and that list's bytes. */
  at: number
  fields: number
  size: number
}

/** The table that the offset at `at` points to. */
export function tableAt(view: DataView, at: number): FlatTable {
  const place = at + view.getUint32(at, true)
  const fields = place - view.getInt32(place, true)
  return { view, at: place, fields, size: view.getUint16(fields, true) }
}

/** Where the field with this number (0, 1, …) stands; 0 where it is left out. */
function placeOf(table: FlatTable, field: number): number {
  const slot = 4 + 2 * field
  if (slot + 2 > table.size) return 0
  const offset = table.view.getUint16(table.fields + slot, true)
  return offset === 0 ? 0 : table.at + offset
}

export function int8Of(table: FlatTable, field: number, fallback: number): number {
  const at = placeOf(table, field)
  return at === 0 ? fallback : table.view.getInt8(at)
}

export function int16Of(table: FlatTable, field: number, fallback: number): number {
  const at = placeOf(table, field)
  return at === 0 ? fallback : table.view.getInt16(at, true)
}

export function int32Of(table: FlatTable, field: number, fallback: number): number {
  const at = placeOf(table, field)
  return at === 0 ? fallback : table.view.getInt32(at, true)
}

/** A 64-bit whole number as a double. */
export function int64At(view: DataView, at: number): number {
  return Number(view.getBigInt64(at, true))
}

export function int64Of(table: FlatTable, field: number, fallback: number): number {
  const at = placeOf(table, field)
  return at === 0 ? fallback : int64At(table.view, at)
}

/** A table that is a field; null where it is left out. */
export function tableOf(table: FlatTable, field: number): FlatTable | null {
  const at = placeOf(table, field)
  return at === 0 ? null : tableAt(table.view, at)
}

/** Where the items of a vector stand, and how many there are. @throws RangeError where they are not all in the buffer */
export function vectorOf(table: FlatTable, field: number, itemBytes: number): { at: number; length: number } {
  const place = placeOf(table, field)
  if (place === 0) return { at: 0, length: 0 }
  const at = place + table.view.getUint32(place, true)
  const length = table.view.getUint32(at, true)
  if (at + 4 + length * itemBytes > table.view.byteLength)
    throw new RangeError('a list in its metadata is longer than the metadata')
  return { at: at + 4, length }
}

/** Tables of a vector. */
export function tablesOf(table: FlatTable, field: number): FlatTable[] {
  const { at, length } = vectorOf(table, field, 4)
  return Array.from({ length }, (_, i) => tableAt(table.view, at + 4 * i))
}

const decoder = new TextDecoder()

export function textOf(table: FlatTable, field: number): string {
  const { at, length } = vectorOf(table, field, 1)
  const { buffer, byteOffset } = table.view
  return decoder.decode(new Uint8Array(buffer, byteOffset + at, length))
}
