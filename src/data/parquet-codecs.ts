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
    decoders.GZIP = (input, length) => gunzip(input, new Uint8Array(length))
  }
  if (used.has('BROTLI')) {
    const { decompressBrotli } = await import('hyparquet-compressors/src/brotli.js')
    decoders.BROTLI = decompressBrotli
  }
  if (used.has('LZ4') || used.has('LZ4_RAW')) {
    const { decompressLz4, decompressLz4Raw } = await import('hyparquet-compressors/src/lz4.js')
    decoders.LZ4 = decompressLz4
    decoders.LZ4_RAW = decompressLz4Raw
  }
  return decoders
}
