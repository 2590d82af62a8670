import { formatCount } from '~/lib/format'
import { DataError } from '../errors'
import { keyText } from './json-rows'
import { addColumn, checkCells, type JsonColumn, type JsonTable, putScalar, reach } from './json-table'
import type { JsonSink, Tokens } from './json-tokens'
import { plural, shown } from '../limits'

/** The keys of an index, in order. While they count 0, 1, … nothing is kept of them. */
export interface IndexKeys {
  size: number
  /** Null while they count. */
  keys: string[] | null
  places: Map<string, number> | null
}

const createKeys = (): IndexKeys => ({ size: 0, keys: null, places: null })

/** The whole number that a key writes as `String` does; −1 where it is none. */
function wholeIn(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 15 || end === start || (bytes[start] === 48 && end - start > 1)) return -1
  let x = 0
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! ^ 48
    if (digit > 9) return -1
    x = x * 10 + digit
  }
  return x
}

/** The row of a key, which is probably `expected`; added behind the others where it is new. */
function rowOf(index: IndexKeys, key: string, expected: number): number {
  if (index.keys === null) {
    const known = Number(key)
    if (key === String(known) && known < index.size) return known
    index.keys = Array.from({ length: index.size }, (_, i) => String(i))
  }
  if (index.keys[expected] === key) return expected
  index.places ??= new Map(index.keys.map((known, i) => [known, i]))
  const known = index.places.get(key)
  if (known !== undefined) return known
  index.places.set(key, index.size)
  index.keys.push(key)
  return index.size++
}

/**
 * Takes one column: a list of its values, or an object of them by the index.
 * @param index where the rows of an object are by their keys; null: a list
 * @param done told how many values there were
 */
export function columnSink(
  t: Tokens,
  table: JsonTable,
  name: string,
  index: IndexKeys | null,
  done: (values: number) => void,
): JsonSink {
  let column: JsonColumn | null = null
  let depth = 0
  let row = 0
  let values = 0
  const wrong = (what: string): never => {
    throw new DataError(
      'bad-json',
      `${table.fileName}: line ${formatCount(t.line)}: column ${shown(name)} is ${what}, not ${index === null ? 'a list' : 'an object'} as the columns before it.`,
    )
  }
  const reached = (): void => {
    if (table.again === null && row >= table.capacity) {
      checkCells(table, table.columns.length, row + 1)
      reach(table, row)
    }
    table.rows = Math.max(table.rows, row + 1)
  }
  const next = (): void => {
    row++
    values++
  }
  return {
    open: (bracket) => {
      if (depth === 0) {
        if ((bracket === 91) !== (index === null)) wrong(bracket === 91 ? 'a list' : 'an object')
        column = addColumn(table, name)
      } else if (depth === 1) table.skipped.add(name)
      depth++
    },
    close: () => {
      depth--
      if (depth === 1) next()
      else if (depth === 0) done(values)
    },
    key: (bytes, start, end, escaped) => {
      if (depth !== 1 || index === null) return
      if (index.keys === null && row <= index.size && wholeIn(bytes, start, end) === row) {
        if (row === index.size) index.size++
      } else row = rowOf(index, keyText(t, table, bytes, start, end, escaped), row)
    },
    scalar: (what, bytes, start, end, escaped) => {
      if (depth === 0) return wrong('a plain value')
      if (depth > 1 || column === null) return
      reached()
      if (what !== 'null' && column.written > row)
        throw new DataError(
          'bad-json',
          `${table.fileName}: line ${formatCount(t.line)}: column ${shown(name)} has its rows in another order than the columns before it, or one of them twice.`,
        )
      putScalar(t, table, column, row, what, bytes, start, end, escaped)
      next()
    },
  }
}

/** A text of columns: `{"a": […], "b": […]}`, or by the index, `{"a": {"0": …}}`. */
export function columnsSink(t: Tokens, table: JsonTable, keyed: boolean): JsonSink & { index: IndexKeys } {
  const index = createKeys()
  let first: { name: string; values: number } | null = null
  const document = documentSink(t, table, (name) =>
    columnSink(t, table, name, keyed ? index : null, (values) => {
      first ??= { name, values }
      if (!keyed && values !== first.values)
        throw new DataError(
          'ragged-row',
          `${table.fileName}: column ${shown(name)} has ${plural(values, 'value')} where ${shown(first.name)} has ${formatCount(first.values)} (line ${formatCount(t.line)}). Columns of one table are of one length.`,
        )
    }),
  )
  return { ...document, index }
}

/** An object whose members are taken by the sinks that `sinkFor` gives; null leaves one out. */
export function documentSink(
  t: Tokens,
  table: JsonTable,
  sinkFor: (key: string) => JsonSink | null,
): JsonSink {
  let member: JsonSink | null = null
  let depth = 0
  return {
    open: (bracket) => {
      if (depth > 0) member?.open(bracket)
      depth++
    },
    close: () => {
      depth--
      if (depth > 0) member?.close()
    },
    key: (...at) => {
      if (depth === 1) member = sinkFor(keyText(t, table, ...at))
      else member?.key(...at)
    },
    scalar: (...at) => member?.scalar(...at),
  }
}
