/** JSON as Python's encoder and decoder know it: bare `NaN`, `Infinity`, `-Infinity`, and whole numbers of any size. */
export type PyJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly PyJson[]
  | { readonly [key: string]: PyJson }

/**
 * Text → value; whole numbers that a double cannot hold become `bigint`. @throws SyntaxError where it is not JSON
 *
 * `JSON.parse` does the work wherever the text has neither bare words nor long numbers.
 */
export function readPythonJson(text: string): PyJson {
  return /NaN|Infinity|\d{16}/.test(text) ? new Reader(text).all() : (JSON.parse(text) as PyJson)
}

/** Value → text, keys in alphabetical order as Flask writes them. `undefined` fields are left out. */
export function writePythonJson(value: unknown): string {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'NaN'
    return Number.isFinite(value) ? String(value) : value > 0 ? 'Infinity' : '-Infinity'
  }
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(writePythonJson).join(',')}]`
  const fields = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, v]) => `${JSON.stringify(key)}:${writePythonJson(v)}`)
  return `{${fields.join(',')}}`
}

const BARE = new Map<string, PyJson>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

/** One token at a time: punctuation, a string, a number, a bare word. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?Infinity|NaN|true|false|null)|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?))/y

class Reader {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  all(): PyJson {
    const value = this.value(this.next())
    if (/\S/.test(this.text.slice(this.at))) throw new SyntaxError(`Text after the value at ${this.at}`)
    return value
  }

  private next(): RegExpExecArray {
    TOKEN.lastIndex = this.at
    const token = TOKEN.exec(this.text)
    if (!token) throw new SyntaxError(`No JSON token at ${this.at}`)
    this.at = TOKEN.lastIndex
    return token
  }

  private value([, mark, quoted, bare, number]: RegExpExecArray): PyJson {
    if (quoted !== undefined) return JSON.parse(quoted) as string
    if (bare !== undefined) return BARE.get(bare) ?? null
    if (number !== undefined) return wholeOrDouble(number)
    if (mark === '[') return this.array()
    if (mark === '{') return this.object()
    throw new SyntaxError(`${mark ?? ''} where a value should be`)
  }

  private array(): PyJson[] {
    const items: PyJson[] = []
    for (let token = this.next(); ; token = this.next()) {
      if (token[1] === ']' && items.length === 0) return items
      items.push(this.value(token))
      if (this.separator(']')) return items
    }
  }

  private object(): { [key: string]: PyJson } {
    const fields: [string, PyJson][] = []
    for (let token = this.next(); ; token = this.next()) {
      if (token[1] === '}' && fields.length === 0) break
      if (token[2] === undefined) throw new SyntaxError('A key should be a string')
      const key = JSON.parse(token[2]) as string
      if (this.next()[1] !== ':') throw new SyntaxError(`No colon after ${key}`)
      fields.push([key, this.value(this.next())])
      if (this.separator('}')) break
    }
    return Object.fromEntries(fields)
  }

  /** True where the list ends, false after a comma. */
  private separator(end: string): boolean {
    const [, mark] = this.next()
    if (mark !== end && mark !== ',') throw new SyntaxError(`Neither , nor ${end}`)
    return mark === end
  }
}

function wholeOrDouble(text: string): number | bigint {
  const number = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}
