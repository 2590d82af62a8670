import { formatBytes } from '~/lib/format'
import { DataError } from './errors'
import { MAX_FILE_BYTES } from './limits'
import { pause, sliceIsOver, type Source } from './source'

/** What begins every gzip file. */
export const GZIP_MAGIC = '\x1f\x8b'

/**
 * The file that a gzip file holds, unpacked in memory.
 * @throws DataError where it is damaged, or larger than what can be read here
 */
export async function gunzip(source: Source): Promise<Source> {
  const name = source.name.replace(/\.gz$/i, '')
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = source.blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value)
      size += next.value.length
      if (size > MAX_FILE_BYTES)
        throw new DataError(
          'too-large',
          `${source.name} unpacks to more than ${formatBytes(MAX_FILE_BYTES)}, the most that can be read here. Drop a part of it, or fewer columns.`,
        )
      if (sliceIsOver(source)) await pause(source)
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    if (error instanceof DataError) throw error
    throw new DataError(
      'unreadable',
      `${source.name} could not be unpacked from gzip: it is cut off or damaged. Copy it again.`,
    )
  }
  return { ...source, name, blob: new Blob(parts), size }
}
