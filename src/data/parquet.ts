import { formatCount } from '~/lib/format'
import type { DecodedArray, FileMetaData, SchemaTree } from 'hyparquet'
import type { Column, NumberColumn, TextColumn, TimeColumn } from './columns'
import type { Parsed } from './csv'
import { uniqueNames } from './csv-sniff'
import { categoriesOf, createDictionary, type Dictionary, intern, textBytes } from './dictionary'
import { DataError } from './errors'
import { listed, MAX_CATEGORIES, MAX_CELLS, MAX_COLUMNS, OTHER_VALUES, plural, shown } from './limits'
import { infinitesToMissing } from './npy'
import { readBytes, pause, type Source } from './source'

const SUPPORTED_CODECS = new Set(['UNCOMPRESSED', 'SNAPPY'])

/** Times as milliseconds instead of Date objects: fractions are kept, and nothing is allocated. */
const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1e6,
  dateFromDays: (days: number) => days * 86_400_000,
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
}

/** What a column of this type becomes; null: it is left out. */
function kindOf({ element, children }: SchemaTree): Column['type'] | null {
  const { type, converted_type: converted, logical_type: logical, repetition_type: repetition } = element
  if (children.length > 0 || repetition === 'REPEATED') return null
  if (converted === 'INTERVAL' || converted === 'BSON') return null
  if (logical?.type === 'GEOMETRY' || logical?.type === 'GEOGRAPHY') return null
  if (converted === 'DECIMAL' || logical?.type === 'FLOAT16') return 'number'
  if (type === 'BOOLEAN' || type === 'BYTE_ARRAY' || logical?.type === 'UUID') return 'text'
  if (type === 'FIXED_LEN_BYTE_ARRAY') return null
  const time =
    type === 'INT96' ||
    converted === 'DATE' ||
    converted?.startsWith('TIMESTAMP') ||
    logical?.type === 'TIMESTAMP'
  return time ? 'time' : 'number'
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

function checkCodecs(source: Source, metadata: FileMetaData, used: ReadonlySet<string>): void {
  for (const group of metadata.row_groups)
    for (const { meta_data: chunk } of group.columns) {
      const name = chunk?.path_in_schema[0]
      if (chunk === undefined || name === undefined || !used.has(name) || SUPPORTED_CODECS.has(chunk.codec))
        continue
      throw new DataError(
        'unsupported-codec',
        `${source.name} is compressed with ${chunk.codec} (column ${shown(name)}); Tidemark reads snappy and uncompressed Parquet. Save it again, in pandas: df.to_parquet('${source.name}', compression='snappy').`,
      )
    }
}

/** One column while it is read. */
type Target =
  | { column: NumberColumn | TimeColumn; dictionary: null; rounded: number }
  | { column: TextColumn; dictionary: Dictionary; rounded: number }

function createTarget(type: Column['type'], name: string, rows: number): Target {
  if (type === 'text')
    return {
      column: { type, name, codes: new Int32Array(rows).fill(-1), categories: [] },
      dictionary: createDictionary(),
      rounded: -1,
    }
  return {
    column: { type, name, values: new Float64Array(rows).fill(Number.NaN) },
    dictionary: null,
    rounded: -1,
  }
}

function write(target: Target, data: DecodedArray, from: number): void {
  if (target.dictionary === null) {
    const { values } = target.column
    for (let i = 0; i < data.length; i++) {
      const cell: unknown = data[i]
      if (typeof cell === 'number') values[from + i] = cell
      else if (typeof cell === 'bigint') {
        const x = Number(cell)
        if (target.rounded < 0 && BigInt(x) !== cell) target.rounded = from + i
        values[from + i] = x
      }
    }
    return
  }
  const { codes } = target.column
  for (let i = 0; i < data.length; i++) {
    const cell: unknown = data[i]
    if (typeof cell !== 'string' && typeof cell !== 'boolean') continue
    const { bytes, length } = textBytes(String(cell))
    codes[from + i] = intern(target.dictionary, bytes, 0, length)
  }
}

/**
 * Reads a Parquet file column by column within each row group: numbers, times, texts and booleans of
 * flat columns. Nested columns are left out with a note.
 *
 * @throws DataError for truncated files, other codecs than snappy, too many columns or cells
 */
export async function readParquet(source: Source): Promise<Parsed> {
  try {
    return await read(source)
  } catch (error) {
    if (error instanceof DataError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataError(
      'unreadable',
      `${source.name} could not be read as Parquet: ${reason}. It may be damaged; copy or save it again.`,
    )
  }
}

async function read(source: Source): Promise<Parsed> {
  const { parquetRead, parquetSchema } = await import('hyparquet')
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
  const skipped = fields.filter((_, j) => kinds[j] === null).map(({ element }) => element.name)
  if (skipped.length > 0)
    notes.push(
      `${plural(skipped.length, 'nested or binary column')} ${skipped.length === 1 ? 'was' : 'were'} left out: ${listed(skipped)}.`,
    )
  const used = fields.flatMap(({ element }, j) => {
    const type = kinds[j] ?? null
    return type === null ? [] : [{ name: element.name, type }]
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
  checkCodecs(source, metadata, new Set(used.map(({ name }) => name)))
  const { names, notes: nameNotes } = uniqueNames(used.map(({ name }) => name))
  notes.push(...nameNotes)
  const targets = used.map(({ type }, j) => createTarget(type, names[j]!, rows))
  const file = asyncBuffer(source)
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    for (const [j, { name }] of used.entries()) {
      const target = targets[j]!
      await parquetRead({
        file,
        metadata,
        columns: [name],
        rowStart: start,
        rowEnd: end,
        parsers: PARSERS,
        onChunk: ({ columnData, rowStart }) => write(target, columnData, rowStart),
      })
      const share = (start + ((end - start) * (j + 1)) / used.length) / rows
      source.onProgress({ done: Math.round(share * source.size), total: source.size, rows: start })
      await pause(source)
    }
    start = end
  }
  const columns = targets.map((target) => finish(target, notes))
  return { columns: { rows, columns }, notes }
}

function finish(target: Target, notes: string[]): Column {
  const { column, dictionary } = target
  if (dictionary !== null) {
    if (dictionary.other >= 0)
      notes.push(
        `Column ${shown(column.name)} has more than ${formatCount(MAX_CATEGORIES)} different values; all further ones count as ${shown(OTHER_VALUES)}.`,
      )
    return { ...column, categories: categoriesOf(dictionary, 'utf-8') }
  }
  if (target.rounded >= 0)
    notes.push(
      `Whole numbers in ${shown(column.name)} beyond 2^53 (first in row ${formatCount(target.rounded + 1)}) were rounded to doubles.`,
    )
  const note = column.type === 'number' ? infinitesToMissing(column) : null
  if (note !== null) notes.push(note)
  return column
}
