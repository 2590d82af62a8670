import { formatCount } from '~/lib/format'
import { isUtf8 } from '../dictionary'
import { DataError } from '../errors'
import type { RowKind } from './json-shape'
import { addColumn, type JsonColumn, type JsonTable, putScalar, reach, readText } from './json-table'
import type { JsonSink, Tokens } from './json-tokens'
import { textIn } from './json-value'
import { plural } from '../limits'

/** Nested objects become columns `a.b.c` up to this depth. */
const MAX_DEPTH = 6

/** A key of rows: its column, where it has plain values, and what is below it. */
interface Node {
  /** Null for the row itself. */
  path: string | null
  column: JsonColumn | null
  below: Map<string, Node>
  /** The keys as the last row had them: most rows have the same ones in the same order. */
  order: { bytes: Uint8Array; node: Node }[]
  cursor: number
}

const createNode = (path: string | null): Node => ({
  path,
  column: null,
  below: new Map(),
  order: [],
  cursor: 0,
})

function sameBytes(a: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (a.length !== end - start) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== bytes[start + i]) return false
  return true
}

/** The text of a key; where it is not UTF-8, the file must be read again. */
export function keyText(
  t: Tokens,
  table: JsonTable,
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
): string {
  let wide = 0
  for (let i = start; i < end; i++) wide |= bytes[i]!
  if (wide > 127 && !isUtf8(bytes.subarray(start, end))) table.rules.invalid = true
  return escaped ? readText(t, bytes, start, end) : textIn(bytes, start, end, false)
}

function childOf(parent: Node, t: Tokens, table: JsonTable, at: Parameters<JsonSink['key']>): Node {
  const [bytes, start, end, escaped] = at
  const place = parent.cursor++
  const expected = parent.order[place]
  if (expected !== undefined && sameBytes(expected.bytes, bytes, start, end)) return expected.node
  const key = keyText(t, table, bytes, start, end, escaped)
  let node = parent.below.get(key)
  if (node === undefined) {
    node = createNode(parent.path === null ? key : `${parent.path}.${key}`)
    parent.below.set(key, node)
  }
  parent.order[place] = { bytes: bytes.slice(start, end), node }
  return node
}

export interface RowOptions {
  row: RowKind
  /** 0 where rows follow each other at the top, 1 where they are in an array (or an object: the index is its keys). */
  depth: 0 | 1
  /** The first list holds the names. */
  header: boolean
  /** Where the index of each row goes. */
  index: JsonColumn | null
  /** Names of lists' values, where they are known. */
  names: string[] | null
}

const NAMED = {
  string: 'a text',
  number: 'a number',
  true: 'true',
  false: 'false',
  null: 'null',
  word: 'a number',
} as const

const WHAT = {
  object: 'an object such as {"x": 1.5}',
  list: 'a list such as [1.5, 2]',
  value: 'a plain value',
}

/**
 * Takes rows: objects, lists of values, or plain values (one column). Missing keys and null are missing, nested objects
 * become columns `a.b`, lists inside rows are left out.
 */
export function rowSink(t: Tokens, table: JsonTable, options: RowOptions): JsonSink {
  const root = createNode(null)
  const nodes: Node[] = [root]
  /** Values of a list by their place. */
  const places: (JsonColumn | undefined)[] = []
  let names = options.names
  let headerIsOpen = options.header
  const header: string[] = []
  let depth = 0
  let place = 0
  /** What is left out began at this depth. */
  let skip = Infinity
  let rowLine = 1
  let child: Node = root
  t.place = () => {
    const isInside = depth > options.depth
    if (!isInside && options.depth === 1) return null
    const line = `line ${formatCount(t.line)}`
    const began =
      isInside && rowLine < t.line ? `, in the row that begins in line ${formatCount(rowLine)},` : ''
    return options.depth === 0 ? line + began : `element ${formatCount(table.rows + 1)} (${line})${began}`
  }
  const refuse = (what: string): never => {
    const at =
      options.depth === 0
        ? `line ${formatCount(t.line)}`
        : `element ${formatCount(table.rows + 1)} (line ${formatCount(t.line)})`
    throw new DataError('bad-json', `${table.fileName}: ${at} is ${what}, not ${WHAT[options.row]}.`)
  }
  const inList = options.row === 'list'
  const listColumn = (): JsonColumn => {
    const known = places[place]
    if (known !== undefined) return known
    if (table.rows > 0) raggedRow(table, t, place + 1, places.length)
    const column = addColumn(table, names?.[place] ?? `c${place + 1}`)
    places[place] = column
    return column
  }
  const ended = (): void => {
    if (headerIsOpen) {
      headerIsOpen = false
      names = header
    } else {
      const expected = names?.length ?? places.length
      if (inList && place !== expected) raggedRow(table, t, place, expected)
      table.rows++
    }
  }
  return {
    open: (bracket) => {
      const isList = bracket === 91
      if (depth === options.depth && skip === Infinity) {
        if (options.row !== (isList ? 'list' : 'object')) refuse(isList ? 'an array' : 'an object')
        reach(table, table.rows)
        rowLine = t.line
        place = 0
        root.cursor = 0
      } else if (depth > options.depth && skip === Infinity) {
        if (inList || isList || nodes.length > MAX_DEPTH) {
          if (table.skipped.size < 1000)
            table.skipped.add(inList ? (names?.[place] ?? `c${place + 1}`) : (child.path ?? ''))
          if (inList) {
            listColumn()
            place++
          }
          skip = depth
        } else {
          nodes.push(child)
          child.cursor = 0
        }
      }
      depth++
    },
    close: () => {
      depth--
      if (depth >= skip) {
        if (depth === skip) skip = Infinity
        return
      }
      if (depth === options.depth) ended()
      else if (depth > options.depth) nodes.pop()
    },
    key: (...at) => {
      if (skip !== Infinity) return
      if (depth > options.depth) child = childOf(nodes.at(-1)!, t, table, at)
      else if (options.index !== null) {
        reach(table, table.rows)
        putScalar(t, table, options.index, table.rows, 'string', ...at)
      }
    },
    scalar: (what, bytes, start, end, escaped) => {
      if (skip !== Infinity) return
      const { rows } = table
      if (depth <= options.depth) {
        if (depth < options.depth || options.row !== 'value') refuse(NAMED[what])
        reach(table, rows)
        places[0] ??= addColumn(table, names?.[0] ?? 'c1')
        putScalar(t, table, places[0], rows, what, bytes, start, end, escaped)
        table.rows++
      } else if (inList) {
        if (headerIsOpen) header.push(what === 'string' ? keyText(t, table, bytes, start, end, escaped) : '')
        else putScalar(t, table, listColumn(), rows, what, bytes, start, end, escaped)
        place++
      } else {
        child.column ??= addColumn(table, child.path ?? '')
        putScalar(t, table, child.column, rows, what, bytes, start, end, escaped)
      }
    },
  }
}

function raggedRow(table: JsonTable, t: Tokens, has: number, expected: number): never {
  const counted = has > expected ? `more than ${plural(expected, 'value')}` : plural(has, 'value')
  throw new DataError(
    'ragged-row',
    `${table.fileName}: row ${formatCount(table.rows + 1)} (line ${formatCount(t.line)} of the file) has ${counted} where ${formatCount(expected)} ${expected === 1 ? 'was' : 'were'} expected. Check that row for a missing or extra value.`,
  )
}
