import { DataError } from '../errors'
import { readBytes, type Source } from '../source'
import { type FlatTable, int8Of, int64At, int64Of, tableAt, tableOf, vectorOf } from './flat'

/** A part of a file's bytes, or of a batch's body. */
export interface Region {
  offset: number
  length: number
}

/** What a record batch says of its body. Message.fbs: https://github.com/apache/arrow/blob/main/format/Message.fbs */
export interface Batch {
  rows: number
  /** Rows of each field, in depth-first order. */
  nodes: number[]
  /** Buffers, by their places in the file. */
  buffers: Region[]
  /** How many further buffers each field of views has. */
  variadic: number[]
  codec: 'none' | 'lz4' | 'zstd'
}

export type Message =
  | { is: 'schema'; schema: FlatTable }
  | { is: 'dictionary'; id: number; isDelta: boolean; batch: Batch }
  | { is: 'records'; batch: Batch }

function batchOf(table: FlatTable, body: Region): Batch {
  const nodes = vectorOf(table, 1, 16)
  const buffers = vectorOf(table, 2, 16)
  const variadic = vectorOf(table, 4, 8)
  const compression = tableOf(table, 3)
  const { view } = table
  const rows = int64Of(table, 0, 0)
  if (!(rows >= 0)) throw new RangeError('a batch of a negative number of rows')
  return {
    rows,
    nodes: Array.from({ length: nodes.length }, (_, i) => int64At(view, nodes.at + 16 * i)),
    buffers: Array.from({ length: buffers.length }, (_, i) => {
      const offset = int64At(view, buffers.at + 16 * i)
      const length = int64At(view, buffers.at + 16 * i + 8)
      if (!(offset >= 0 && length >= 0 && offset + length <= body.length))
        throw new RangeError('a buffer outside of its batch')
      return { offset: body.offset + offset, length }
    }),
    variadic: Array.from({ length: variadic.length }, (_, i) => int64At(view, variadic.at + 8 * i)),
    codec: compression === null ? 'none' : int8Of(compression, 0, 0) === 0 ? 'lz4' : 'zstd',
  }
}

const MAX_METADATA = 100_000_000

/** Reads one message without its body; `next` is where it ends, null the mark of the end. */
async function messageAt(
  source: Source,
  at: number,
  end: number,
): Promise<{ message: Message; next: number } | null> {
  const start = new DataView((await readBytes(source, at, Math.min(end, at + 8))).buffer)
  if (start.byteLength < 4) throw truncated(source)
  const isMarked = start.getUint32(0, true) === 0xff_ff_ff_ff
  if (isMarked && start.byteLength < 8) throw truncated(source)
  const length = start.getUint32(isMarked ? 4 : 0, true)
  if (length === 0) return null
  const from = at + (isMarked ? 8 : 4)
  if (length > MAX_METADATA) throw new RangeError('metadata of more than 100 MB')
  if (from + length > end) throw truncated(source)
  const table = tableAt(new DataView((await readBytes(source, from, from + length)).buffer), 0)
  const bodyLength = int64Of(table, 3, 0)
  const body = { offset: from + length, length: bodyLength }
  if (!(bodyLength >= 0)) throw new RangeError('a body of a negative length')
  if (body.offset + bodyLength > end) throw truncated(source)
  return { message: messageOf(table, body), next: body.offset + bodyLength }
}

function messageOf(table: FlatTable, body: Region): Message {
  const header = tableOf(table, 2)
  const what = int8Of(table, 1, 0)
  if (header === null) throw new RangeError('a message without a header')
  if (what === 1) return { is: 'schema', schema: header }
  if (what === 3) return { is: 'records', batch: batchOf(header, body) }
  if (what !== 2) throw new RangeError(`a message of the kind ${what}`)
  const data = tableOf(header, 1)
  if (data === null) throw new RangeError('a dictionary without values')
  return {
    is: 'dictionary',
    id: int64Of(header, 0, 0),
    isDelta: int8Of(header, 2, 0) !== 0,
    batch: batchOf(data, body),
  }
}

function truncated(source: Source): DataError {
  return new DataError(
    'truncated',
    `${source.name} is cut off: an Arrow file ends with its table of contents, which is missing here. Copy it again.`,
  )
}

/**
 * The messages of a file or stream, one after the other, without their bodies.
 * @throws DataError `truncated`; RangeError where the metadata are damaged
 */
export async function* messagesOf(source: Source): AsyncGenerator<Message> {
  const head = await readBytes(source, 0, 6)
  if (String.fromCharCode(...head) === 'ARROW1') return yield* messagesOfFile(source)
  for (let at = 0; at < source.size;) {
    const read = await messageAt(source, at, source.size)
    // A stream may end without a mark, too.
    if (read === null) return
    yield read.message
    at = read.next
  }
}

/** Schema, and places of the other messages, stand at a file's end. Its beginning need not be a stream: polars' is none. */
async function* messagesOfFile(source: Source): AsyncGenerator<Message> {
  const tail = await readBytes(source, Math.max(0, source.size - 10), source.size)
  if (tail.length < 10 || String.fromCharCode(...tail.subarray(4)) !== 'ARROW1') throw truncated(source)
  const length = new DataView(tail.buffer).getUint32(0, true)
  const end = source.size - 10 - length
  if (end < 8) throw truncated(source)
  const footer = tableAt(new DataView((await readBytes(source, end, end + length)).buffer), 0)
  const schema = tableOf(footer, 1)
  if (schema === null) throw new RangeError('no schema')
  yield { is: 'schema', schema }
  const places = [2, 3].flatMap((field) => {
    const blocks = vectorOf(footer, field, 24)
    return Array.from({ length: blocks.length }, (_, i) => int64At(footer.view, blocks.at + 24 * i))
  })
  // Each batch has the categories that stand before it.
  for (const at of places.toSorted((a, b) => a - b)) {
    if (!(at >= 8 && at < end)) throw new RangeError('a batch outside of the file')
    const read = await messageAt(source, at, end)
    if (read !== null) yield read.message
  }
}
