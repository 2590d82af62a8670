import type { Column, NumberColumn } from '../columns'
import type { Parsed } from '../csv/csv'
import { uniqueNames } from '../csv/csv-sniff'
import { DataError } from '../errors'
import { listed } from '../limits'
import type { Field, NpyHeader } from './npy-header'
import { asFlags, itemColumn, itemReader, type ItemReader, SUPPORTED } from './npy-items'
import { checkedShape, sizeNotes } from './npy-shape'
import { infinitesToMissing, textWhereInexact } from './npy-whole'
import { pause, readBytes, sliceIsOver, type Source } from '../source'

/** One column of a structured array. */
interface Part {
  name: string
  /** Byte of its first value, from the first record on. */
  at: number
  items: ItemReader
}

const BLOCK_BYTES = 4_000_000

/** The columns of fields, with the names of those that are no cells of a table. */
function partsOf(source: Source, fields: readonly Field[]): { parts: Part[]; left: string[] } {
  const parts: Part[] = []
  const left: string[] = []
  for (const { name, descr, offset, shape } of fields) {
    const times = shape.reduce((product, n) => product * n, 1)
    // Each value of a text has its own column, so its own dictionary.
    for (let k = 0; k < times; k++) {
      const items = itemReader(descr, source.missing)
      if (items === null) {
        left.push(name)
        break
      }
      parts.push({ name: times === 1 ? name : `${name}.c${k + 1}`, at: offset + k * items.size, items })
      checkedShape(source, [1], parts.length)
    }
  }
  return { parts, left }
}

/** As many parts again for each record of a row. */
function onEachAxis(parts: readonly Part[], others: number, size: number, source: Source): Part[] {
  if (others === 1) return [...parts]
  return Array.from({ length: others }, (_, k) =>
    parts.map((part) => ({
      name: `${part.name}.c${k + 1}`,
      at: part.at + k * size,
      items: itemReader(part.items.descr, source.missing) ?? part.items,
    })),
  ).flat()
}

/**
 * Reads a structured array (`numpy.recfromcsv`, `df.to_records()`): a field is a column, a field of several values is
 * `name.c1`, …, a field inside of a field is `outer.inner`. Fields that are no cells of a table (complex numbers,
 * spans of time) are left out, with a note.
 *
 * @throws DataError where no field can be read, or the file is cut off or too large
 */
export async function readNpyRecords(
  source: Source,
  header: NpyHeader,
  { fields, size }: NonNullable<NpyHeader['records']>,
): Promise<Parsed> {
  const isPickled = fields.some(({ descr }) => descr.endsWith('O'))
  const { parts: each, left } = partsOf(source, fields)
  if (each.length === 0 || isPickled)
    throw new DataError(
      'unsupported',
      `${source.name} is a structured array with fields that cannot be read (${listed(left.length > 0 ? left : fields.map(({ name }) => name))}); Tidemark reads ${SUPPORTED}. Convert them, or save the table as CSV or Parquet.`,
    )
  const { rows, others } = checkedShape(source, header.shape, each.length)
  if (others > 1 && header.fortran)
    throw new DataError(
      'unsupported',
      `${source.name} is a structured array of several axes in Fortran order. Save it again: numpy.save(name, numpy.ascontiguousarray(array)).`,
    )
  const stride = others * size
  const parts = onEachAxis(each, others, size, source)
  const notes = sizeNotes(source, header, { rows, columns: parts.length, bytes: rows * stride })
  if (left.length > 0) notes.push(`Left out: ${listed(left)}, whose items are not numbers, times or text.`)
  const { names, notes: nameNotes } = uniqueNames(parts.map(({ name }) => name))
  notes.push(...nameNotes)
  const values = parts.map(() => new Float64Array(rows))
  await readParts(source, { offset: header.offset, stride }, parts, values)
  const columns: Column[] = []
  for (const [j, { items, at }] of parts.entries()) {
    const name = names[j]!
    if (items.item !== null) {
      columns.push(itemColumn(items.item, name, values[j]!))
      continue
    }
    const column: NumberColumn = { type: 'number', name, values: values[j]! }
    const note = infinitesToMissing(column)
    if (note !== null) notes.push(note)
    const { type, little } = items
    const start = header.offset + at
    const asText =
      type === 'i8' || type === 'u8'
        ? await textWhereInexact(source, { start, stride, little, isSigned: type === 'i8' }, column, notes)
        : null
    columns.push(type === 'b1' ? asFlags(column) : (asText ?? column))
    if (sliceIsOver(source)) await pause(source)
  }
  return { columns: { rows, columns }, notes }
}

async function readParts(
  source: Source,
  { offset, stride }: { offset: number; stride: number },
  parts: readonly Part[],
  values: readonly Float64Array[],
): Promise<void> {
  const rows = values[0]!.length
  const block = Math.max(1, Math.floor(BLOCK_BYTES / stride))
  for (let from = 0; from < rows; from += block) {
    const to = Math.min(rows, from + block)
    const bytes = await readBytes(source, offset + from * stride, offset + to * stride)
    if (bytes.length < (to - from) * stride)
      throw new DataError('truncated', `${source.name} is cut off: it became shorter while it was read.`)
    const view = new DataView(bytes.buffer)
    for (const [j, { at, items }] of parts.entries()) {
      const column = values[j]!
      const { read, little } = items
      for (let i = from; i < to; i++) {
        column[i] = read(view, (i - from) * stride + at, little)
        if ((i & 0xff_ff) === 0 && sliceIsOver(source)) await pause(source)
      }
      if (sliceIsOver(source)) await pause(source)
    }
    source.onProgress({ done: Math.min(source.size, offset + to * stride), total: source.size, rows: to })
    await pause(source)
  }
}
