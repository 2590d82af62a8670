import { formatCount } from '~/lib/format'
import type { Compressors, FileMetaData } from 'hyparquet'
import type { Parsed } from '../csv/csv'
import { uniqueNames } from '../csv/csv-sniff'
import { DataError } from '../errors'
import { inexactNote, listed, MAX_CELLS, MAX_COLUMNS, plural, shown } from '../limits'
import { checkPages } from './parquet-pages'
import { decodersFor, unreadableChunk } from './parquet-codecs'
import { cellsOfLeaf, keyOfLeaf, leavesOf, metadataToRead, type ParquetLeaf } from './parquet-schema'
import { readBytes, pause, type Source } from '../source'
import { asWholes, createTyped, finishTyped, type TypedColumn, writeTyped } from '../typed-columns'

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

/** @param onBytes looks at what was read before the decoder does, and may refuse it */
function asyncBuffer(
  source: Source,
  onBytes: (start: number, bytes: Uint8Array) => void = () => {},
): {
  byteLength: number
  slice: (a: number, b?: number) => Promise<ArrayBuffer>
} {
  return {
    byteLength: source.size,
    slice: (start, end = source.size) => {
      // Offsets come from the file: damaged ones may point anywhere.
      if (!(start >= 0 && start <= end && end <= source.size))
        throw new RangeError(`its table of contents points outside the file (${start} to ${end})`)
      const buffer = readBytes(source, start, end).then((bytes) => {
        onBytes(start, bytes)
        return bytes.buffer
      })
      // hyparquet reads ahead; what it does not come to await must not count as unhandled.
      buffer.catch(() => undefined)
      return buffer
    },
  }
}

/** Checks the pages of each column chunk that is read. @throws RangeError as `checkPages` */
function pageChecker(metadata: FileMetaData): (start: number, bytes: Uint8Array) => void {
  const sizes = new Map<number, number>()
  for (const { meta_data: chunk } of metadata.row_groups.flatMap(({ columns }) => columns))
    if (chunk)
      sizes.set(
        Number(chunk.dictionary_page_offset || chunk.data_page_offset),
        Number(chunk.total_compressed_size),
      )
  return (start, bytes) => {
    const size = sizes.get(start)
    if (size !== undefined && size <= bytes.length) checkPages(bytes.subarray(0, size))
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

/**
 * Reads a Parquet file column by column within each row group: numbers, times, texts and booleans of
 * plain columns, also inside of structs (`a.b`). Lists and maps are left out with a note; whole numbers that a double cannot hold are kept as text.
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
  // Damaged, a name may come as something else.
  if (metadata.schema.some(({ name }) => typeof name !== 'string'))
    throw new TypeError('a column has no name')
  const rows = Number(metadata.num_rows)
  const { leaves, skipped } = leavesOf(parquetSchema(metadata))
  if (leaves.length > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(leaves.length, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Choose a file with fewer.`,
    )
  const notes: string[] = []
  if (skipped.length > 0)
    notes.push(
      `${plural(skipped.length, 'column')} of lists, maps or the like ${skipped.length === 1 ? 'was' : 'were'} left out: ${listed(skipped)}.`,
    )
  if (leaves.length === 0)
    throw new DataError('no-columns', `${source.name} has no plain columns of numbers, times or text.`)
  if (rows === 0)
    throw new DataError('header-only', `${source.name} has ${plural(leaves.length, 'column')} but no rows.`)
  if (rows * leaves.length > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(rows * leaves.length, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
  checkCodecs(source, metadata)
  const { names, notes: nameNotes } = uniqueNames(leaves.map(({ name }) => name))
  notes.push(...nameNotes)
  const targets = leaves.map(({ kind }, place) => createTyped(place, kind, names[place]!, rows))
  const file: OpenFile = {
    buffer: asyncBuffer(source, pageChecker(metadata)),
    metadata: metadataToRead(metadata, leaves),
    leaves,
    decoders: await decodersFor(metadata),
  }
  await readInto(source, file, targets, rows)
  const asText = targets.map((target) =>
    target.dictionary === null && target.inexact >= 0 ? asWholes(target, rows) : null,
  )
  const again = asText.filter((target) => target !== null)
  if (again.length > 0) await readInto(source, file, again, rows)
  const columns = targets.map((target, j) => {
    if (target.dictionary === null && target.inexact >= 0)
      notes.push(inexactNote(target.column.name, target.inexact))
    return finishTyped(asText[j] ?? target, notes)
  })
  return { columns: { rows, columns }, notes }
}

interface OpenFile {
  buffer: ReturnType<typeof asyncBuffer>
  metadata: FileMetaData
  leaves: readonly ParquetLeaf[]
  decoders: Compressors
}

/** One column after the other within each row group. */
async function readInto(
  source: Source,
  { buffer, metadata, leaves, decoders }: OpenFile,
  targets: readonly TypedColumn[],
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
        columns: [keyOfLeaf(target.place)],
        rowStart: start,
        rowEnd: end,
        parsers: PARSERS,
        compressors: decoders,
        utf8: target.kind.as === 'text',
        onChunk: ({ columnData, rowStart }) =>
          writeTyped(target, cellsOfLeaf(leaves[target.place]!, columnData), rowStart),
      })
      const share = (start + ((end - start) * (j + 1)) / targets.length) / rows
      source.onProgress({ done: Math.round(share * source.size), total: source.size, rows: start })
      await pause(source)
    }
    start = end
  }
}
