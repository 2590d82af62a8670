/** A Python literal of texts, whole numbers, truth values, lists, tuples and dictionaries with texts as keys. */
export type Literal = string | number | boolean | null | Literal[] | Map<string, Literal>

const TOKEN = /\s*(?:(['"])((?:\\.|(?!\1)[^\\])*)\1|(-?\d+)L?|(True|False|None)|([[\](){},:]))/y

const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gis

/** What stands behind a backslash, where it is not itself. */
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

/** Brackets inside each other, at most. */
const MAX_DEPTH = 40

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }

/** A text between quotes, as `repr` writes it. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    ESCAPE,
    (_, two: string | undefined, four: string | undefined, eight: string | undefined, other = '') => {
      const code = two ?? four ?? eight
      if (code === undefined) return ESCAPED[other as string] ?? String(other)
      const point = Number.parseInt(code, 16)
      return point > 0x10_ff_ff ? '\u{fffd}' : String.fromCodePoint(point)
    },
  )
}

/**
 * Reads a literal at the beginning of a text, as `repr` prints it (the header of a .npy file is one); undefined where
 * there is none.
 */
export function pythonLiteral(text: string): Literal | undefined {
  let at = 0
  const take = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (match !== null) at = TOKEN.lastIndex
    return match
  }
  const value = (match: RegExpExecArray | null, depth: number): Literal | undefined => {
    if (match === null || depth > MAX_DEPTH) return undefined
    const [, quote, inside = '', digits, word, mark = ''] = match
    if (quote !== undefined) return unescaped(inside)
    if (digits !== undefined) return Number(digits)
    if (word !== undefined) return word === 'None' ? null : word === 'True'
    const end = CLOSING[mark]
    return end === undefined ? undefined : mark === '{' ? members(depth) : items(end, depth)
  }
  const items = (end: string, depth: number): Literal[] | undefined => {
    const list: Literal[] = []
    for (let next = take(); next?.[5] !== end; next = take()) {
      const item = value(next, depth + 1)
      if (item === undefined) return undefined
      list.push(item)
      const after = take()?.[5]
      if (after === end) break
      if (after !== ',') return undefined
    }
    return list
  }
  const members = (depth: number): Map<string, Literal> | undefined => {
    const found = new Map<string, Literal>()
    for (let next = take(); next?.[5] !== '}'; next = take()) {
      const key = value(next, depth + 1)
      if (typeof key !== 'string' || take()?.[5] !== ':') return undefined
      const member = value(take(), depth + 1)
      if (member === undefined) return undefined
      found.set(key, member)
      const after = take()?.[5]
      if (after === '}') break
      if (after !== ',') return undefined
    }
    return found
  }
  return value(take(), 0)
}
