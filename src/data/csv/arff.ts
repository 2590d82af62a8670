import type { ColumnType } from '../read-options'

/** The head of a file of Weka's attribute-relation format: names and types of the columns. */
export interface ArffHead {
  names: string[]
  types: Readonly<Record<string, ColumnType>>
  /** What a sparse row means by an attribute that it does not name: 0, the first nominal value, or missing. */
  omitted: string[]
  /** Bytes and lines before the first row. */
  bytes: number
  lines: number
}

const ATTRIBUTE = /^\s*@attribute\s+(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))\s+(\S.*)$/i

/**
 * Null where the head of an ARFF file does not end in these bytes.
 * https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
 */
export function arffHead(bytes: Uint8Array, encoding: string): ArffHead | null {
  const head: Omit<ArffHead, 'types'> = { names: [], omitted: [], bytes: 0, lines: 0 }
  const types = new Map<string, ColumnType>()
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(10, at)
    if (end < 0) return null
    const line = new TextDecoder(encoding).decode(bytes.subarray(at, end)).trimEnd()
    at = end + 1
    head.lines++
    head.bytes = at
    if (/^\s*@data\b/i.test(line)) return { ...head, types: Object.fromEntries(types) }
    const [, single, double, bare, type = ''] = ATTRIBUTE.exec(line) ?? []
    const name = single ?? double ?? bare
    if (name === undefined) continue
    head.names.push(name)
    const told = typeOf(type)
    head.omitted.push(told === 'number' ? '0' : firstNominal(type))
    if (told !== null) types.set(name, told)
  }
  return null
}

function typeOf(type: string): ColumnType | null {
  if (type.startsWith('{')) return 'category'
  if (/^(?:numeric|real|integer)\b/i.test(type)) return 'number'
  return /^string\b/i.test(type) ? 'category' : null
}

/** The first value between the braces; '?' of other types. */
function firstNominal(type: string): string {
  const [, single, double, bare] =
    /^\{\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,}]*))/.exec(type) ?? []
  return (single ?? double)?.replaceAll(/\\(.)/g, '$1') ?? bare?.trim() ?? '?'
}
