import { formatBytes } from '~/lib/format'
import { DataError } from '../errors'
import { type Literal, pythonLiteral } from './python-literal'
import { readBytes, type Source } from '../source'

/** A field of a structured array: its type, and the byte of the record at which it begins. */
export interface Field {
  /** Of a field inside of a field: `a.b`. */
  name: string
  /** With the mark of its byte order: `<f8`. */
  descr: string
  offset: number
  /** Axes of a field that is an array itself; empty for one value. */
  shape: number[]
}

/** What a .npy file says of its array. */
export interface NpyHeader {
  /** Type of the items, with the mark of their byte order; '' for records. */
  descr: string
  /** Of records: their fields, and the bytes of one record; null for a plain array. */
  records: { fields: Field[]; size: number } | null
  fortran: boolean
  shape: number[]
  /** Where the data begin, in bytes. */
  offset: number
}

/** Bytes of an item by its type ("f8", "U12", "M8[ns]"); NaN where that is no type of NumPy. */
function sizeOf(descr: string): number {
  // A place of an object: such arrays are pickled, and refused where it is known which field it is.
  if (descr === '|O') return 8
  const match = /^[<>|=]?([a-zA-Z])(\d+)(?:\[[\w/]*\])?$/.exec(descr)
  return match === null ? Number.NaN : Number(match[2]) * (match[1] === 'U' ? 4 : 1)
}

const isShape = (value: Literal | undefined): value is number[] =>
  Array.isArray(value) && value.every((n) => typeof n === 'number' && n >= 0)

/** The fields of a list of (name, type) or (name, type, shape); null where it is none. Padding has no name. */
function fieldsOf(descr: Literal, prefix: string): { fields: Field[]; size: number } | null {
  if (!Array.isArray(descr)) return null
  const fields: Field[] = []
  let size = 0
  for (const entry of descr) {
    if (!Array.isArray(entry)) return null
    const [named, type, axes = []] = entry
    // A title stands before the name.
    const name = Array.isArray(named) ? named[1] : named
    if (typeof name !== 'string' || type === undefined || !isShape(axes)) return null
    const path = prefix + name
    const times = axes.reduce((product, n) => product * n, 1)
    if (typeof type === 'string') {
      const own = sizeOf(type)
      if (Number.isNaN(own)) return null
      if (name !== '') fields.push({ name: path, descr: type, offset: size, shape: axes })
      size += own * times
    } else {
      const inner = fieldsOf(type, `${path}.`)
      if (inner === null || times * inner.fields.length > 1e6) return null
      for (let k = 0; k < times; k++)
        for (const field of inner.fields)
          fields.push({
            ...field,
            name: times === 1 ? field.name : `${path}.c${k + 1}${field.name.slice(path.length)}`,
            offset: size + k * inner.size + field.offset,
          })
      size += inner.size * times
    }
  }
  return { fields, size }
}

/**
 * Type, order and shape of an array. The header is a Python dictionary literal.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws DataError where the file is no .npy file, is cut off, or its header cannot be read
 */
export async function readNpyHeader(source: Source): Promise<NpyHeader> {
  const start = await readBytes(source, 0, 12)
  const truncated = (): DataError =>
    new DataError('truncated', `${source.name} is cut off: the .npy header is not complete. Copy it again.`)
  if (start.length < 12) throw truncated()
  const version = start[6]!
  if (version < 1 || version > 3)
    throw new DataError(
      'unsupported',
      `${source.name} is .npy format version ${version}; Tidemark reads versions 1 to 3. Save it again with numpy.save.`,
    )
  const view = new DataView(start.buffer)
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const from = version === 1 ? 10 : 12
  if (from + length > source.size) throw truncated()
  if (length > 1_000_000)
    throw new DataError(
      'unreadable',
      `${source.name} has a .npy header of ${formatBytes(length)}, which no array has. Save it again with numpy.save.`,
    )
  const decoder = new TextDecoder(version === 3 ? 'utf-8' : 'latin1')
  const header = pythonLiteral(decoder.decode(await readBytes(source, from, from + length)))
  const told = header instanceof Map ? header : new Map<string, Literal>()
  const descr = told.get('descr')
  const fortran = told.get('fortran_order')
  const shape = told.get('shape')
  const records = typeof descr === 'string' || descr === undefined ? null : fieldsOf(descr, '')
  const isPlain = typeof descr === 'string'
  if ((!isPlain && records === null) || typeof fortran !== 'boolean' || !isShape(shape))
    throw new DataError(
      'unreadable',
      `${source.name} has a .npy header that could not be read. Save it again with numpy.save.`,
    )
  return { descr: isPlain ? descr : '', records, fortran, shape, offset: from + length }
}
