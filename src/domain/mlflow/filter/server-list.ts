import { serverTokens, type ServerToken } from './server-lexer'

/** A server's refusal on its way out of the reader of its dialect; the message is the server's own. */
export class ServerRefusal extends Error {}

const ILL_FORMED =
  'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.'
const EMPTY =
  'While parsing a list in the query, expected a non-empty list of string values, but got empty list'

/**
 * The values of `(…)` as a server takes them.
 * @param isFree from 3.17 on a list is a Python literal; before, each value is in single quotes, and
 *   values that hold a capital, or no small letter at all, are dropped without a word
 * @throws {ServerRefusal} in the server's words
 */
export function listValues(source: string, isFree: boolean): string[] {
  const inner = serverTokens(source).slice(1, -1)
  if (!isFree) refuseOldList(inner, source)
  const tokens = inner.filter(({ kind }) => kind !== 'space')
  if (tokens.length === 0) throw new ServerRefusal(EMPTY)
  const values: string[] = []
  let isOpen = true
  for (const token of tokens) {
    if (token.source === ',') {
      if (isOpen) throw new ServerRefusal(ILL_FORMED)
      isOpen = true
    } else if (token.kind === 'string' || token.kind === 'symbol') {
      const text = pythonText(token.source)
      // Python joins texts that stand side by side.
      if (isOpen) values.push(text)
      else values.push((values.pop() ?? '') + text)
      isOpen = false
    } else if (token.kind === 'integer') throw new ServerRefusal(differentType(source.replace(/\)$/, ',)')))
    else throw new ServerRefusal(ILL_FORMED)
  }
  return isFree ? values : values.filter(isLower)
}

function refuseOldList(inner: readonly ServerToken[], source: string): void {
  const [first, ...rest] = inner
  if (!first) throw new ServerRefusal(EMPTY)
  if (rest.length === 0 && first.kind === 'string') return
  const behind = rest.find(({ kind }) => kind !== 'space')
  const isList =
    (first.kind === 'string' || first.kind === 'symbol' || first.kind === 'name') && behind?.source === ','
  if (!isList) throw new ServerRefusal(ILL_FORMED)
  if (inner.some(({ kind, source }) => kind !== 'string' && kind !== 'space' && source !== ',')) {
    throw new ServerRefusal(differentType(source))
  }
}

function differentType(source: string): string {
  return `While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${source}`
}

/** Python's `str.islower`: at least one small letter and no capital. */
function isLower(text: string): boolean {
  return /\p{Ll}/u.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

/** A text as a Python literal: doubled quotes are two texts side by side, and backslashes escape. */
function pythonText(source: string): string {
  const quote = source.charAt(0)
  const inner = source.slice(1, -1)
  if (inner.includes('\n') && !inner.includes('\\\n')) throw new ServerRefusal(ILL_FORMED)
  return inner
    .replaceAll(quote + quote, '')
    .replace(
      /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([^xu]))/gs,
      (whole, hex?: string, wide?: string, one?: string) => {
        if (hex ?? wide) return String.fromCharCode(Number.parseInt(hex ?? wide ?? '', 16))
        if (one === undefined) return whole
        if (one === '\\' || one === "'" || one === '"') return one
        return ESCAPES[one] ?? whole
      },
    )
}
