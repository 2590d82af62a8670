import { formatCount } from '~/lib/format'
import { DataError } from '../errors'
import { MAX_ROW_BYTES, shown } from '../limits'

/** What a plain JSON value is. `word` is one of NaN, Infinity and -Infinity, which Python writes. */
export type Scalar = 'string' | 'number' | 'true' | 'false' | 'null' | 'word'

/** Receives a JSON text piece by piece. Bytes are only valid during the call. */
export interface JsonSink {
  /** `{` or `[`, as its byte. */
  open: (bracket: number) => void
  /** `}` or `]`: the end of what was opened last. */
  close: () => void
  /** A key: its bytes between the quotes; `escaped` where a backslash is among them. */
  key: (bytes: Uint8Array, start: number, end: number, escaped: boolean) => void
  /** A plain value; a string's bytes are those between the quotes. */
  scalar: (what: Scalar, bytes: Uint8Array, start: number, end: number, escaped: boolean) => void
}

/** What may come next. */
const VALUE = 0
const VALUE_OR_END = 1
const KEY = 2
const KEY_OR_END = 3
const COLON = 4
const COMMA_OR_END = 5

const LF = 10
const QUOTE = 34
const COMMA = 44
const OBJECT = 123
const ARRAY = 91

/** Brackets inside each other, at most. */
const MAX_NESTING = 500

/** Where a JSON text is, between two pieces of it. */
export interface Tokens {
  fileName: string
  sink: JsonSink
  /** The opened brackets. */
  stack: number[]
  next: number
  /** Lines so far, from 1. */
  line: number
  /** Values at the top that have ended. */
  values: number
  /** The file is one value: nothing may follow it. */
  single: boolean
  /** Names the row that is being read, in sentences, with its line; null outside of rows. */
  place: () => string | null
}

export function createTokens(fileName: string, sink: JsonSink): Tokens {
  return {
    fileName,
    sink,
    stack: [],
    next: VALUE,
    line: 1,
    values: 0,
    single: false,
    place: () => null,
  }
}

/** A JSON text that is none, or not the expected one. @returns the error to throw */
export function badJson(t: Tokens, cause: string): DataError {
  return new DataError(
    'bad-json',
    `${t.fileName}: ${t.place() ?? `line ${formatCount(t.line)}`} is not valid JSON: ${cause}.`,
  )
}

/** What stands at a byte, in a sentence. */
function found(bytes: Uint8Array, at: number, end: number): string {
  let stop = at + 1
  while (stop < end && stop < at + 20 && bytes[stop]! > 32 && !ENDS[bytes[stop]!]) stop++
  return shown(new TextDecoder().decode(bytes.subarray(at, stop)))
}

/** Bytes that end a number or word. */
const ENDS = new Uint8Array(256)
for (const b of [...' \t\r\n,:]}[{"'].map((c) => c.charCodeAt(0))) ENDS[b] = 1

const WANTED = [
  'a value was expected',
  'a value or ] was expected',
  'a name in quotes was expected',
  'a name in quotes or } was expected',
  'a colon was expected',
  'a comma or the closing bracket was expected',
]

/**
 * Reads the tokens of [start, end) that begin before `stopAt` and end within it; returns where the first unread byte
 * is. The contract is `readRows`'s. Values at the top may follow each other, apart by white space.
 *
 * @throws DataError `bad-json` with the line, `truncated`, `row-too-long`
 */
export function readTokens(
  t: Tokens,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  stopAt: number,
): number {
  let at = start
  while (at < end && at < stopAt) {
    const b = bytes[at]!
    if (b <= 32) {
      if (b === LF) t.line++
      at++
      continue
    }
    if (t.single && t.values > 0)
      throw new DataError(
        'bad-json',
        `${t.fileName}: line ${formatCount(t.line)} has text after the end of the table.`,
      )
    if (t.next === COLON) {
      if (b !== 58) throw badJson(t, `${WANTED[COLON]}, found ${found(bytes, at, end)}`)
      t.next = VALUE
      at++
    } else if (t.next === COMMA_OR_END && b === COMMA) {
      t.next = t.stack.at(-1) === OBJECT ? KEY : VALUE
      at++
    } else if (b === 125 || b === 93) {
      close(t, b)
      at++
    } else if (t.next === KEY || t.next === KEY_OR_END) {
      if (b !== QUOTE) throw badJson(t, `${WANTED[t.next]}, found ${found(bytes, at, end)}`)
      const stop = stringEnd(t, bytes, at + 1, end)
      if (stop < 0) return unfinished(t, at, end, final)
      t.sink.key(bytes, at + 1, stop, escapedSeen)
      t.next = COLON
      at = stop + 1
    } else if (t.next === COMMA_OR_END)
      throw badJson(t, `${WANTED[COMMA_OR_END]}, found ${found(bytes, at, end)}`)
    else {
      const stop = value(t, bytes, at, end, final)
      if (stop < 0) return unfinished(t, at, end, final)
      at = stop
    }
  }
  if (final && at >= end && t.stack.length > 0) unfinished(t, at, end, true)
  return at
}

function close(t: Tokens, b: number): void {
  const opened = t.stack.at(-1)
  const fits =
    b === 125
      ? opened === OBJECT && (t.next === KEY_OR_END || t.next === COMMA_OR_END)
      : opened === ARRAY && (t.next === VALUE_OR_END || t.next === COMMA_OR_END)
  if (!fits) throw badJson(t, `${WANTED[t.next]}, found '${String.fromCharCode(b)}'`)
  t.sink.close()
  t.stack.pop()
  ended(t)
}

function ended(t: Tokens): void {
  if (t.stack.length > 0) t.next = COMMA_OR_END
  else {
    t.next = VALUE
    t.values++
  }
}

/** Reads one value, or its opening bracket; where it ends, −1 where that is not here. */
function value(t: Tokens, bytes: Uint8Array, at: number, end: number, final: boolean): number {
  const b = bytes[at]!
  if (b === OBJECT || b === ARRAY) {
    if (t.stack.length >= MAX_NESTING)
      throw badJson(t, `more than ${formatCount(MAX_NESTING)} brackets are open inside each other`)
    t.sink.open(b)
    t.stack.push(b)
    t.next = b === OBJECT ? KEY_OR_END : VALUE_OR_END
    return at + 1
  }
  if (b === QUOTE) {
    const stop = stringEnd(t, bytes, at + 1, end)
    if (stop < 0) return -1
    t.sink.scalar('string', bytes, at + 1, stop, escapedSeen)
    ended(t)
    return stop + 1
  }
  let stop = at
  while (stop < end && !ENDS[bytes[stop]!]) stop++
  // More of it may come with the next piece.
  if (stop >= end && !(final && t.stack.length === 0)) return -1
  t.sink.scalar(plainKind(t, bytes, at, stop, end), bytes, at, stop, false)
  ended(t)
  return stop
}

const WORDS: readonly [string, Scalar][] = [
  ['null', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['NaN', 'word'],
  ['Infinity', 'word'],
  ['-Infinity', 'word'],
]

function plainKind(t: Tokens, bytes: Uint8Array, start: number, end: number, limit: number): Scalar {
  const first = bytes[start]!
  if ((first ^ 48) <= 9 || (first === 45 && (bytes[start + 1]! ^ 48) <= 9)) {
    let plain = true
    // Digits, signs, points, e and E. Whether they are a number is seen where it is made one.
    for (let i = start; i < end && plain; i++) {
      const b = bytes[i]!
      plain = (b ^ 48) <= 9 || b === 46 || b === 45 || b === 43 || b === 101 || b === 69
    }
    if (plain) return 'number'
  } else
    for (const [word, what] of WORDS)
      if (end - start === word.length && matches(bytes, start, word)) return what
  throw badJson(t, `${WANTED[t.next] ?? ''}, found ${found(bytes, start, limit)}`)
}

function matches(bytes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false
  return true
}

/** Whether the string that `stringEnd` found last has a backslash in it. */
let escapedSeen = false

/** Where the closing quote is; −1: not here. */
function stringEnd(t: Tokens, bytes: Uint8Array, start: number, end: number): number {
  escapedSeen = false
  for (let i = start; i < end; i++) {
    const b = bytes[i]!
    if (b === QUOTE) return i
    if (b === 92) {
      escapedSeen = true
      i++
    } else if (b === LF)
      throw badJson(t, `the quote before ${found(bytes, start, end)} does not close in its line`)
  }
  return -1
}

/** A token or value goes on behind what is here. */
function unfinished(t: Tokens, at: number, end: number, final: boolean): number {
  if (final)
    throw new DataError(
      'truncated',
      `${t.fileName} is cut off: ${t.place() ?? (t.stack[0] === ARRAY ? 'its array' : `line ${formatCount(t.line)}`)} does not end. Copy it again.`,
    )
  if (end - at > MAX_ROW_BYTES)
    throw new DataError(
      'row-too-long',
      `${t.fileName}: a value in line ${formatCount(t.line)} is longer than ${formatCount(MAX_ROW_BYTES / 1e6)} MB, which no cell of a table is.`,
    )
  return at
}
