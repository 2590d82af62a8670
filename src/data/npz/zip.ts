import { DataError } from '../errors'
import { MAX_FILE_BYTES } from '../limits'
import { formatBytes } from '~/lib/format'
import { pause, readBytes, sliceIsOver, type Source } from '../source'

/** A file inside of a ZIP archive. APPNOTE.TXT: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export interface ZipEntry {
  name: string
  /** 0 as it is, 8 deflated. */
  method: number
  isEncrypted: boolean
  crc: number
  packed: number
  size: number
  /** Where its own header stands. */
  at: number
}

const END = 0x06_05_4b_50
const ENTRY = 0x02_01_4b_50
const LOCAL = 0x04_03_4b_50
/** The end's record, and the longest comment behind it. */
const TAIL_BYTES = 22 + 65_535

const damaged = (source: Source, what: string): DataError =>
  new DataError(
    'unreadable',
    `${source.name} could not be unpacked: ${what}. It may be damaged; copy it again.`,
  )

/**
 * The archive's table of contents, which stands at its end.
 * @throws DataError where it is cut off or damaged
 */
export async function zipEntries(source: Source): Promise<ZipEntry[]> {
  const from = Math.max(0, source.size - TAIL_BYTES)
  const tail = await readBytes(source, from, source.size)
  const view = new DataView(tail.buffer)
  let end = tail.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0)
    throw new DataError(
      'truncated',
      `${source.name} is cut off: an archive ends with its table of contents, which is missing here. Copy it again.`,
    )
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  if (start + size > from + end) throw damaged(source, 'its table of contents points outside the file')
  return entriesIn(source, new DataView((await readBytes(source, start, start + size)).buffer), count)
}

function entriesIn(source: Source, view: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw damaged(source, 'its table of contents is not complete')
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > view.byteLength) throw damaged(source, 'its table of contents is not complete')
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      isEncrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at = next
  }
  return entries
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1
  return c
})

function crcOf(bytes: Uint8Array, before: number): number {
  let c = before
  for (const b of bytes) c = CRC[(c ^ b) & 255]! ^ (c >>> 8)
  return c
}

/**
 * One file of the archive, unpacked in memory and compared with its checksum.
 * @param room bytes that may still be unpacked of the archive
 * @throws DataError where it is damaged, encrypted, compressed in another way, or too large
 */
export async function unzip(source: Source, entry: ZipEntry, room: number): Promise<Blob> {
  const head = new DataView((await readBytes(source, entry.at, Math.min(source.size, entry.at + 30))).buffer)
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL)
    throw damaged(source, `'${entry.name}' is not where its table of contents says`)
  if (entry.isEncrypted) throw damaged(source, `'${entry.name}' is encrypted`)
  if (entry.method !== 0 && entry.method !== 8)
    throw damaged(source, `'${entry.name}' is compressed in a way that numpy does not write`)
  if (entry.size > room)
    throw new DataError(
      'too-large',
      `${source.name} unpacks to more than ${formatBytes(MAX_FILE_BYTES)}, the most that can be read here. Choose a file with fewer arrays.`,
    )
  const from = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
  const to = from + entry.packed
  if (to > source.size) throw damaged(source, `'${entry.name}' runs past the end of the file`)
  const packed = source.blob.slice(from, to)
  const stream =
    entry.method === 0 ? packed.stream() : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let crc = 0xff_ff_ff_ff
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length
      if (size > entry.size) break
      parts.push(next.value)
      crc = crcOf(next.value, crc)
      if (sliceIsOver(source)) await pause(source)
    }
  } catch (error) {
    if (error instanceof DataError) throw error
    throw damaged(source, `'${entry.name}' cannot be inflated`)
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  if (size !== entry.size || (crc ^ 0xff_ff_ff_ff) >>> 0 !== entry.crc)
    throw damaged(source, `'${entry.name}' is not what its checksum says`)
  return new Blob(parts)
}
