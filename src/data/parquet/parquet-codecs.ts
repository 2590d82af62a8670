import type { CompressionCodec, Compressors, FileMetaData } from 'hyparquet'

/** How pages may be compressed. hyparquet itself reads the first two; the others come in chunks of their own. */
const READABLE: ReadonlySet<CompressionCodec> = new Set([
  'UNCOMPRESSED',
  'SNAPPY',
  'GZIP',
  'ZSTD',
  'BROTLI',
  'LZ4',
  'LZ4_RAW',
])

/** The first column chunk that is compressed in a way nobody here reads; null where all can be read. */
export function unreadableChunk(metadata: FileMetaData): { name: string; codec: string } | null {
  for (const { meta_data: chunk } of metadata.row_groups.flatMap(({ columns }) => columns))
    if (chunk && !READABLE.has(chunk.codec))
      return { name: chunk.path_in_schema[0] ?? '', codec: chunk.codec }
  return null
}

/** What LZ4 and deflate can make of a byte at most. */
const MOST = { lz4: 255, deflate: 1032 }

/** Refuses a damaged page before memory is taken for what it says that it holds. */
function bounded(most: number, decode: (input: Uint8Array, length: number) => Uint8Array) {
  return (input: Uint8Array, length: number): Uint8Array => {
    if (length > input.length * most + 64)
      throw new RangeError(`a page of ${input.length} bytes says that it unpacks to ${length}`)
    return decode(input, length)
  }
}

/** The decoders that a file needs, and no others. */
export async function decodersFor(metadata: FileMetaData): Promise<Compressors> {
  const used = new Set(
    metadata.row_groups.flatMap(({ columns }) => columns.map(({ meta_data: chunk }) => chunk?.codec)),
  )
  const decoders: Compressors = {}
  if (used.has('ZSTD')) {
    const { decompress } = await import('fzstd')
    decoders.ZSTD = (input) => decompress(input)
  }
  if (used.has('GZIP')) {
    const { gunzip } = await import('hyparquet-compressors/src/gzip.js')
    decoders.GZIP = bounded(MOST.deflate, (input, length) => gunzip(input, new Uint8Array(length)))
  }
  if (used.has('BROTLI')) {
    const { decompressBrotli } = await import('hyparquet-compressors/src/brotli.js')
    decoders.BROTLI = decompressBrotli
  }
  if (used.has('LZ4') || used.has('LZ4_RAW')) {
    const { decompressLz4, decompressLz4Raw } = await import('hyparquet-compressors/src/lz4.js')
    decoders.LZ4 = bounded(MOST.lz4, decompressLz4)
    decoders.LZ4_RAW = bounded(MOST.lz4, decompressLz4Raw)
  }
  return decoders
}
