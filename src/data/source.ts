import { DataError } from './errors'
import { SLICE_MS } from './limits'
import type { MissingWords } from './interpret/missing-words'
import { PIECE_BYTES, type ReadAhead } from './read-ahead'
import type { ReadOptions } from './read-options'

/** How a reading is watched and stopped. */
export interface Control {
  /** Asked between slices of work, of at most 50 ms. */
  cancelled: () => boolean
  /** Bytes of the file read so far, of all; rows so far. At most once a slice. */
  onProgress: (progress: { done: number; total: number; rows: number }) => void
  /** Lets waiting messages arrive. Default: one turn of the event loop. */
  breathe: () => Promise<void>
}

/** A file on its way in. */
export interface Source extends Control {
  name: string
  size: number
  blob: Blob
  /** What was told of the reading. */
  options: ReadOptions
  /** Words for "no value": the usual ones, or those of the options. */
  missing: MissingWords
  /** Gives the bytes of the file to whoever reads it from its start. */
  ahead?: ReadAhead
  /** `performance.now()` when the current slice of work began. Paces the work; no result depends on it. */
  sliceStart: number
}

/** One turn of the event loop. A message channel: nested timers would wait 4 ms each. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

/** @throws DataError `cancelled` */
function throwIfCancelled(source: Source): void {
  if (source.cancelled()) throw new DataError('cancelled', `Reading ${source.name} was cancelled.`)
}

/** Where a slice of work has taken long enough: lets messages arrive. @throws DataError `cancelled` */
export async function pause(source: Source): Promise<void> {
  await source.breathe()
  throwIfCancelled(source)
  source.sliceStart = performance.now()
}

/** Whether `pause` is due. */
export function sliceIsOver(source: Source): boolean {
  return performance.now() - source.sliceStart > SLICE_MS
}

/** Bytes [start, end) of the file. @throws DataError `unreadable` where it changed or vanished, `cancelled` */
export async function readBytes(
  source: Source,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await source.blob.slice(start, end).arrayBuffer())
  } catch (error) {
    throw new DataError(
      'unreadable',
      `${source.name} could not be read: it was changed, moved or removed since it was chosen (${error instanceof Error ? error.message : String(error)}). Choose it again.`,
    )
  }
  throwIfCancelled(source)
  return bytes
}

/** Bytes at the end of a text in which DOS's end mark is looked for: CP/M filled up a block of 128 with it. */
const END_BYTES = 4096

/** A text without the end mark of DOS (Ctrl-Z) behind its last line. */
export async function withoutEndMark(source: Source, encoding: string): Promise<Source> {
  const from = Math.max(0, source.size - END_BYTES)
  const bytes = await readBytes(source, from, source.size)
  const isWide = encoding.startsWith('utf-16')
  const place = encoding === 'utf-16le' ? 2 : 1
  const isMark = (end: number): boolean =>
    bytes[end - place] === 26 && (!isWide || (end > 1 && bytes[end + place - 3] === 0))
  let end = bytes.length
  while (isMark(end)) end -= isWide ? 2 : 1
  const size = from + end
  return end === bytes.length ? source : { ...source, size, blob: source.blob.slice(0, size) }
}

const STEP_BYTES = 64_000

/** A piece of the file, from another thread where one reads it ahead. @throws DataError as `readBytes` */
async function pieceAt(source: Source, offset: number): Promise<Uint8Array<ArrayBuffer>> {
  const piece = await source.ahead?.piece(offset)
  if (!piece) return readBytes(source, offset, offset + PIECE_BYTES)
  throwIfCancelled(source)
  // The text may end before the file does.
  return piece.subarray(0, source.size - offset)
}

/** Turns the bytes of a text, piece by piece, into those of a delimited text. */
export type Reshape = (bytes: Uint8Array, final: boolean) => Uint8Array

/** What becomes of bytes: returns where the first unread byte is; stops soon after `stopAt`. See `readRows`. */
export type Consume = (
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  stopAt: number,
) => number

/**
 * Streams a text file through `consume` in slices, as UTF-8 where it is UTF-16, and otherwise as its
 * own bytes. One byte after `end` always exists. Holds two chunks at most, plus one unfinished row.
 *
 * @param skip bytes (of the stream, not of the file) to leave out at the start
 * @param stopped asked after each slice: the rest is not needed
 * @param reshape makes what turns the text into a delimited one, where it is none yet
 * @throws DataError
 */
export async function feed(
  source: Source,
  encoding: string,
  skip: number,
  rows: () => number,
  consume: Consume,
  stopped: () => boolean,
  reshape: (() => Reshape) | null = null,
): Promise<void> {
  const transcode = transcoder(encoding, reshape?.() ?? null)
  let buffer = new Uint8Array(PIECE_BYTES + 1)
  let have = 0
  let offset = 0
  let toSkip = skip
  const next = (): Promise<Uint8Array<ArrayBuffer>> => {
    const read = pieceAt(source, offset)
    // It is awaited below; until then a failure must not count as unhandled.
    read.catch(() => undefined)
    return read
  }
  let coming = next()
  for (;;) {
    const read = await coming
    source.sliceStart = performance.now()
    offset += read.length
    const final = offset >= source.size || read.length === 0
    if (!final) coming = next()
    const chunk = transcode(read, final)
    if (have + chunk.length + 1 > buffer.length) {
      const larger = new Uint8Array(have + chunk.length + PIECE_BYTES)
      larger.set(buffer.subarray(0, have))
      buffer = larger
    }
    buffer.set(chunk, have)
    have += chunk.length
    let at = Math.min(toSkip, have)
    toSkip -= at
    for (;;) {
      const stopAt = at + STEP_BYTES
      const reached = consume(buffer, at, have, final, stopAt)
      const more = reached >= stopAt && reached < have
      at = reached
      if (stopped()) return
      if (sliceIsOver(source) || !more) {
        const done = Math.min(
          source.size,
          offset - Math.round(((have - at) / Math.max(1, have)) * read.length),
        )
        source.onProgress({ done, total: source.size, rows: rows() })
        await pause(source)
      }
      if (!more) break
    }
    if (final) return
    buffer.copyWithin(0, at, have)
    have -= at
  }
}

/** UTF-16 becomes UTF-8; everything else stays as it is, but for what `reshape` makes of it. */
export function transcoder(encoding: string, reshape: Reshape | null): Reshape {
  if (reshape !== null) {
    const decoded = transcoder(encoding, null)
    return (bytes, final) => reshape(decoded(bytes, final), final)
  }
  if (!encoding.startsWith('utf-16')) return (bytes) => bytes
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  const encoder = new TextEncoder()
  return (bytes, final) => encoder.encode(decoder.decode(bytes, { stream: !final }))
}
