import { readBytes, type Source } from '../source'
import { MAX_FILE_BYTES } from '../limits'
import { unpackLz4Frame } from './lz4'
import type { Batch, Region } from './messages'

/** A walk over the buffers of a batch, in the order of its fields. */
export interface BufferWalk {
  source: Source
  batch: Batch
  node: number
  buffer: number
  variadic: number
}

export function walkOver(source: Source, batch: Batch): BufferWalk {
  return { source, batch, node: 0, buffer: 0, variadic: 0 }
}

/** Rows of the next field. @throws RangeError */
export function nextNode(walk: BufferWalk): number {
  const rows = walk.batch.nodes[walk.node++]
  if (rows === undefined) throw new RangeError('a batch with fewer columns than its schema')
  return rows
}

/** Leaves buffers out. */
export function skipBuffers(walk: BufferWalk, buffers: number): void {
  walk.buffer += buffers
}

export function nextVariadic(walk: BufferWalk): number {
  const buffers = walk.batch.variadic[walk.variadic++]
  if (buffers === undefined || buffers < 0 || buffers > walk.batch.buffers.length)
    throw new RangeError('a batch with fewer buffers of views than its schema')
  return buffers
}

/** The next buffer, unpacked. @throws RangeError */
export async function nextBuffer(walk: BufferWalk): Promise<DataView> {
  const region = walk.batch.buffers[walk.buffer++]
  if (region === undefined) throw new RangeError('a batch with fewer buffers than its schema')
  const bytes = await unpacked(walk, region)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function unpacked({ source, batch }: BufferWalk, { offset, length }: Region): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array(0)
  const bytes = await readBytes(source, offset, offset + length)
  if (batch.codec === 'none') return bytes
  const size = Number(new DataView(bytes.buffer).getBigInt64(0, true))
  const packed = bytes.subarray(8)
  // −1: it did not become smaller, and was left as it is.
  if (size === -1) return packed
  if (!(size >= 0 && size <= MAX_FILE_BYTES)) throw new RangeError('a buffer that unpacks to more than 1 GB')
  if (batch.codec === 'lz4') return unpackLz4Frame(packed, size)
  const { decompress } = await import('fzstd')
  const plain = decompress(packed, new Uint8Array(size))
  if (plain.length !== size) throw new RangeError('a buffer of another length than it says')
  return plain
}
