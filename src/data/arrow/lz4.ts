/**
 * Unpacks an LZ4 frame, whose blocks may refer to each other.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 *
 * @param length bytes that come out
 * @throws RangeError where it is damaged, or holds another number of bytes
 */
export function unpackLz4Frame(input: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  if (view.getUint32(0, true) !== 0x18_4d_22_04) throw new RangeError('a buffer that is no LZ4 frame')
  const flags = view.getUint8(4)
  const hasBlockSums = (flags & 0x10) !== 0
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4)
  const output = new Uint8Array(length)
  let out = 0
  for (;;) {
    const size = view.getUint32(at, true)
    at += 4
    if (size === 0) break
    const bytes = size & 0x7f_ff_ff_ff
    if (at + bytes > input.length) throw new RangeError('an LZ4 block that is cut off')
    if (size >= 0x80_00_00_00) {
      output.set(input.subarray(at, at + bytes), out)
      out += bytes
    } else out = unpackBlock(input, at, at + bytes, output, out)
    at += bytes + (hasBlockSums ? 4 : 0)
  }
  if (out !== length) throw new RangeError('an LZ4 frame of another length than it says')
  return output
}

/** https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
function unpackBlock(
  input: Uint8Array,
  from: number,
  end: number,
  output: Uint8Array,
  start: number,
): number {
  let at = from
  let out = start
  const more = (): number => {
    let sum = 0
    let byte = 255
    while (byte === 255) {
      if (at >= end) throw new RangeError('an LZ4 block that is cut off')
      byte = input[at++]!
      sum += byte
    }
    return sum
  }
  while (at < end) {
    const token = input[at++]!
    let literals = token >> 4
    if (literals === 15) literals += more()
    if (at + literals > end || out + literals > output.length)
      throw new RangeError('an LZ4 block that is longer than it says')
    output.set(input.subarray(at, at + literals), out)
    at += literals
    out += literals
    if (at >= end) break
    if (at + 2 > end) throw new RangeError('an LZ4 block that is cut off')
    const back = input[at]! | (input[at + 1]! << 8)
    at += 2
    let copied = (token & 15) + 4
    if (copied === 19) copied += more()
    if (back === 0 || back > out || out + copied > output.length)
      throw new RangeError('an LZ4 block that refers to what is not there')
    // Byte by byte: what is copied may overlap what it is copied to.
    for (let i = 0; i < copied; i++, out++) output[out] = output[out - back]!
  }
  return out
}
