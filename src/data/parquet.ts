import { formatCount } from '~/lib/format'
import type { Compressors, DecodedArray, FileMetaData } from 'hyparquet'
import { holdsWhole } from './cells'
import type { Column, NumberColumn, TextColumn, TimeColumn } from './columns'
import type { Parsed } from './csv'
import { uniqueNames } from './csv-sniff'
import { categoriesOf, createDictionary, type Dictionary, intern, textBytes } from './dictionary'
import { DataError } from './errors'
import {
  inexactNote,
  listed,
  MAX_CATEGORIES,
  MAX_CELLS,
  MAX_COLUMNS,
  OTHER_VALUES,
  plural,
  shown,
} from './limits'
import { infinitesToMissing } from './npy'
import { decimalToDouble, textOfBytes, wholeOf } from './parquet-cells'
import { decodersFor, unreadableChunk } from './parquet-codecs'
import { keyOfField, kindOf, metadataToRead, type ParquetKind } from './parquet-schema'
import { readBytes, pause, type Source } from './source'

/** Times as milliseconds instead of Date objects: fractions are kept, and nothing is allocated. */
const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1e6,
  dateFromDays: (days: number) => days * 86_400_000,
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
}

async function readMetadata(source: Source): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import('hyparquet')
  const tail = await readBytes(source, Math.max(0, source.size - 4), source.size)
  if (source.size < 12 || String.fromCharCode(...tail) !== 'PAR1')
    throw new DataError(
      'truncated',
      `${source.name} is cut off: a Parquet file ends with its table of contents, which is missing here. Copy it again.`,
    )
  return parquetMetadataAsync(asyncBuffer(source), { geoparquet: false })
}

function asyncBuffer(source: Source): {
  byteLength: number
  slice: (a: number, b?: number) => Promise<ArrayBuffer>
} {
  return {
    byteLength: source.size,
    slice: (start, end = source.size) => {
      // Offsets come from the file: damaged ones may point anywhere.
      if (!(start >= 0 && start <= end && end <= source.size))
        throw new RangeError(`its table of contents points outside the file (${start} to ${end})`)
      const buffer = readBytes(source, start, end).then((bytes) => bytes.buffer)
      // hyparquet reads ahead; what it does not come to await must not count as unhandled.
      buffer.catch(() => undefined)
      return buffer
    },
  }
}

function checkCodecs(source: Source, metadata: FileMetaData): void {
  const unreadable = unreadableChunk(metadata)
  if (unreadable === null) return
  throw new DataError(
    'unsupported-codec',
    `${source.name} is compressed with ${unreadable.codec} (column ${shown(unreadable.name)}), which nothing here reads. Save it again, in pandas: df.to_parquet('${source.name}', compression='snappy').`,
  )
}

/** One column while it is read. */
type Target = { place: number; kind: ParquetKind } & (
  | { column: NumberColumn | TimeColumn; dictionary: null; inexact: number }
  | { column: TextColumn; dictionary: Dictionary; hex: number }
)

function createTarget(place: number, kind: ParquetKind, name: string, rows: number): Target {
  if (kind.as === 'text' || kind.as === 'bytes')
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

function write(target: Target, data: DecodedArray, from: number): void {
  if (target.dictionary === null) writeNumbers(target, data, from)
  else writeTexts(target, data, from)
}

function writeNumbers(target: Target & { dictionary: null }, data: DecodedArray, from: number): void {
  const { values } = target.column
  const scale = target.kind.as === 'decimal' ? target.kind.scale : null
  for (let i = 0; i < data.length; i++) {
    const cell: unknown = data[i]
    if (scale !== null) {
      const whole = wholeOf(cell)
      if (whole !== null) values[from + i] = decimalToDouble(whole, scale)
    } else if (typeof cell === 'number') values[from + i] = cell
    else if (typeof cell === 'bigint') {
      const x = Number(cell)
      if (target.inexact < 0 && !Number.isSafeInteger(x) && !holdsWhole(cell)) target.inexact = from + i
      values[from + i] = x
    }
  }
}

function textOf(cell: unknown, target: Target & { dictionary: Dictionary }, row: number): string | null {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell)
  if (!(cell instanceof Uint8Array)) return null
  const { text, isHex } = textOfBytes(cell)
  if (isHex && target.hex < 0) target.hex = row
  return text
}

function writeTexts(target: Target & { dictionary: Dictionary }, data: DecodedArray, from: number): void {
  const { codes } = target.column
  for (let i = 0; i < data.length; i++) {
    const text = textOf(data[i], target, from + i)
    if (text === null) continue
    const { bytes, length } = textBytes(text)
    codes[from + i] = intern(target.dictionary, bytes, 0, length)
  }
}

/**
 * Reads a Parquet file column by column within each row group: numbers, times, texts and booleans of
 * flat columns. Nested columns are left out with a note; whole numbers that a double cannot hold are kept as text.
 *
 * @throws DataError for truncated files, codecs that nothing here reads, too many columns or cells
 */
export async function readParquet(source: Source): Promise<Parsed> {
  try {
    return await read(source)
  } catch (error) {
    if (error instanceof DataError) throw error
    const reason = reasonOf(error)
    throw new DataError(
      'unreadable',
      `${source.name} could not be read as Parquet: ${reason}. It may be damaged; copy or save it again.`,
    )
  }
}

/** What an engine says of a value that is not there helps nobody. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'its table of contents makes no sense'
  return error instanceof Error ? error.message : String(error)
}

async function read(source: Source): Promise<Parsed> {
  const { parquetSchema } = await import('hyparquet')
  const metadata = await readMetadata(source)
  const rows = Number(metadata.num_rows)
  const fields = parquetSchema(metadata).children
  if (fields.length > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(fields.length, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Drop a file with fewer.`,
    )
  const notes: string[] = []
  const kinds = fields.map(kindOf)
  const skipped = fields.filter((_, place) => kinds[place] === null).map(({ element }) => element.name)
  if (skipped.length > 0)
    notes.push(
      `${plural(skipped.length, 'nested column')} ${skipped.length === 1 ? 'was' : 'were'} left out: ${listed(skipped)}.`,
    )
  const used = fields.flatMap(({ element }, place) => {
    const kind = kinds[place] ?? null
    return kind === null ? [] : [{ place, kind, name: element.name }]
  })
  if (used.length === 0)
    throw new DataError('no-columns', `${source.name} has no flat columns of numbers, times or text.`)
  if (rows === 0)
    throw new DataError('header-only', `${source.name} has ${plural(used.length, 'column')} but no rows.`)
  if (rows * used.length > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(rows * used.length, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
  checkCodecs(source, metadata)
  const { names, notes: nameNotes } = uniqueNames(used.map(({ name }) => name))
  notes.push(...nameNotes)
  const targets = used.map(({ place, kind }, j) => createTarget(place, kind, names[j]!, rows))
  const file: OpenFile = {
    buffer: asyncBuffer(source),
    metadata: metadataToRead(metadata, kinds),
    decoders: await decodersFor(metadata),
  }
  await readInto(source, file, targets, rows)
  const asText = targets.map((target) =>
    target.dictionary === null && target.inexact >= 0
      ? createTarget(target.place, { as: 'text' }, target.column.name, rows)
      : null,
  )
  const again = asText.filter((target) => target !== null)
  if (again.length > 0) await readInto(source, file, again, rows)
  const columns = targets.map((target, j) => {
    if (target.dictionary === null && target.inexact >= 0)
      notes.push(inexactNote(target.column.name, target.inexact))
    return finish(asText[j] ?? target, notes)
  })
  return { columns: { rows, columns }, notes }
}

interface OpenFile {
  buffer: ReturnType<typeof asyncBuffer>
  metadata: FileMetaData
  decoders: Compressors
}

/** One column after the other within each row group. */
async function readInto(
  source: Source,
  { buffer, metadata, decoders }: OpenFile,
  targets: readonly Target[],
  rows: number,
): Promise<void> {
  const { parquetRead } = await import('hyparquet')
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    for (const [j, target] of targets.entries()) {
      await parquetRead({
        file: buffer,
        metadata,
        columns: [keyOfField(target.place)],
        rowStart: start,
        rowEnd: end,
        parsers: PARSERS,
        compressors: decoders,
        utf8: target.kind.as === 'text',
        onChunk: ({ columnData, rowStart }) => write(target, columnData, rowStart),
      })
      const share = (start + ((end - start) * (j + 1)) / targets.length) / rows
      source.onProgress({ done: Math.round(share * source.size), total: source.size, rows: start })
      await pause(source)
    }
    start = end
  }
}

function finish(target: Target, notes: string[]): Column {
  if (target.dictionary !== null) {
    const { column, dictionary, hex } = target
    if (hex >= 0)
      notes.push(
        `Column ${shown(column.name)} holds bytes that are no text (first in row ${formatCount(hex + 1)}): they are written in hexadecimal.`,
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
