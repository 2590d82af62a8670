/**
 * Looks through the heads of a column chunk's pages: a damaged one that tells no size would be read for ever. Only
 * what moves from one page to the next is looked at; the rest is the decoder's.
 *
 * @param bytes of one column chunk
 * @throws RangeError where a page has no size, or goes beyond the chunk
 * @see https://parquet.apache.org/docs/file-format/data-pages/ (Thrift's compact protocol)
 */
export function checkPages(bytes: Uint8Array): void {
  let at = 0
  // As the decoder: one byte that is left is no page.
  while (at < bytes.length - 1) {
    const head: Head = { bytes, at, size: null }
    skipStruct(head, 0)
    const { size } = head
    if (size === null || size < 0 || head.at + size > bytes.length)
      throw new RangeError(`the page at byte ${at} of a column says no size that it can have`)
    at = head.at + size
  }
}

interface Head {
  bytes: Uint8Array
  at: number
  /** Of the page behind it, as it is packed: field 3 of the outermost struct. */
  size: number | null
}

const PACKED_SIZE = 3
/** Structs in structs: a page's head has three. */
const DEEPEST = 16

function byteOf(head: Head): number {
  const byte = head.bytes[head.at++]
  if (byte === undefined) throw new RangeError('the head of a page is cut off')
  return byte
}

/** Zigzag; of more than 32 bits only that it is large. */
function wholeOf(head: Head): number {
  let value = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = byteOf(head)
    value += (byte & 127) * scale
    if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    if (scale > 2 ** 63) throw new RangeError('the head of a page holds no number')
  }
}

function skipStruct(head: Head, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('the head of a page never ends')
  for (let id = 0; ;) {
    const byte = byteOf(head)
    const type = byte & 15
    if (type === 0) return
    id = byte >> 4 === 0 ? wholeOf(head) : id + (byte >> 4)
    if (depth === 0 && id === PACKED_SIZE && type === 5) head.size = wholeOf(head)
    else skipValue(head, type, depth)
  }
}

/** Types of the compact protocol. A bool's value is in its type, but for one in a list. */
function skipValue(head: Head, type: number, depth: number): void {
  switch (type) {
    case 1:
    case 2:
      return
    case 3:
      byteOf(head)
      return
    case 4:
    case 5:
    case 6:
      wholeOf(head)
      return
    case 7:
      head.at += 8
      return
    case 8:
      return skipText(head)
    case 9:
    case 10:
      return skipList(head, depth)
    case 12:
      return skipStruct(head, depth + 1)
    default:
      throw new RangeError('the head of a page holds what no page has')
  }
}

/** Lengths are no zigzag numbers: twice the one that such a reading gives, less one where that is odd. */
function lengthOf(head: Head): number {
  const read = wholeOf(head)
  return read < 0 ? -2 * read - 1 : 2 * read
}

function skipText(head: Head): void {
  const length = lengthOf(head)
  if (head.at + length > head.bytes.length) throw new RangeError('the head of a page is cut off')
  head.at += length
}

function skipList(head: Head, depth: number): void {
  const byte = byteOf(head)
  const type = byte & 15
  const count = byte >> 4 === 15 ? lengthOf(head) : byte >> 4
  for (let i = 0; i < count; i++) skipValue(head, type < 3 ? 3 : type, depth)
}
