import { type JsonSink, type Scalar } from './json-tokens'

/** A JSON value. A Map: keys such as `__proto__` are only names. */
export type Json = string | number | boolean | null | Json[] | Map<string, Json>

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The text between two quotes. @throws SyntaxError where an escape is none */
export function textIn(bytes: Uint8Array, start: number, end: number, escaped: boolean): string {
  const raw = decoder.decode(bytes.subarray(start, end))
  return escaped ? (JSON.parse(`"${raw}"`) as string) : raw
}

function plainValue(
  what: Scalar,
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
): Exclude<Json, Json[] | Map<string, Json>> {
  if (what === 'string') return textIn(bytes, start, end, escaped)
  if (what === 'null' || what === 'word') return null
  return what === 'number' ? Number(decoder.decode(bytes.subarray(start, end))) : what === 'true'
}

/**
 * Makes a value of the pieces.
 * @param most elements and keys kept of each inner array and object; all are kept of the outermost
 */
export function valueSink(
  most: number,
  done: (value: Json) => void,
): JsonSink & { sofar: () => Json | null } {
  const stack: (Json[] | Map<string, Json>)[] = []
  let root: Json | null = null
  const keys: string[] = []
  const put = (value: Json): void => {
    const into = stack.at(-1)
    if (into === undefined) root = value
    else if (stack.length > 1 && (Array.isArray(into) ? into.length : into.size) >= most) return
    else if (Array.isArray(into)) into.push(value)
    else into.set(keys.at(-1) ?? '', value)
  }
  return {
    open: (bracket) => {
      const value = bracket === 91 ? [] : new Map<string, Json>()
      put(value)
      stack.push(value)
      keys.push('')
    },
    close: () => {
      stack.pop()
      keys.pop()
      if (stack.length === 0 && root !== null) done(root)
    },
    key: (bytes, start, end, escaped) => {
      keys[keys.length - 1] = textIn(bytes, start, end, escaped)
    },
    scalar: (what, bytes, start, end, escaped) => {
      const value = plainValue(what, bytes, start, end, escaped)
      put(value)
      if (stack.length === 0) done(value)
    },
    sofar: () => root,
  }
}
