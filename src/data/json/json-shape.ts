import { createTokens, readTokens } from './json-tokens'
import { type Json, valueSink } from './json-value'
import { MAX_ROW_BYTES } from '../limits'
import { feed, type Source } from '../source'

/** What a row is written as. */
export type RowKind = 'object' | 'list' | 'value'

/** How a JSON text holds its table. */
export type Shape =
  /** Rows one after the other: JSON lines, whatever their line ends and indentation. */
  | { as: 'sequence'; row: RowKind; header: boolean }
  /** One array of rows. */
  | { as: 'array'; row: RowKind; header: boolean }
  /** One array of rows under a key, beside things that are no rows. */
  | { as: 'under'; key: string; row: RowKind; header: boolean; beside: string[] }
  /** pandas' `index`: an object of rows. */
  | { as: 'index' }
  /** An object of columns, each a list, or an object with the index as keys (pandas' default, `columns`). */
  | { as: 'columns'; keyed: boolean }
  /** pandas' `split` and `tight`: names, index and lists of values. */
  | { as: 'split' }
  /** pandas' `table`: a schema, and rows. */
  | { as: 'table' }

/** Inner elements looked at. */
const SEEN = 50

const SPLIT = new Set(['columns', 'index', 'data', 'name', 'index_names', 'column_names'])

/**
 * Looks at the first value of a JSON text: its beginning, where it is longer than any row.
 * @throws DataError where the file cannot be read
 */
export async function findShape(source: Source, encoding: string, bom: number): Promise<Shape> {
  let hasEnded = false
  let isFollowed = false
  let isBad = false
  let seen = 0
  const first = valueSink(SEEN, () => {
    hasEnded = true
  })
  const t = createTokens(source.name, {
    open: (bracket) => (hasEnded ? (isFollowed = true) : first.open(bracket)),
    close: () => hasEnded || first.close(),
    key: (...at) => hasEnded || first.key(...at),
    scalar: (...at) => (hasEnded ? (isFollowed = true) : first.scalar(...at)),
  })
  const quiet = { ...source, onProgress: () => undefined }
  await feed(
    quiet,
    encoding,
    bom,
    () => 0,
    (bytes, start, end, final, stopAt) => {
      try {
        const at = readTokens(t, bytes, start, end, final, stopAt)
        seen += at - start
        return at
      } catch {
        // What is wrong is said by the reading proper.
        isBad = true
        return end
      }
    },
    () => isBad || isFollowed || seen > MAX_ROW_BYTES,
  )
  return shapeOf(first.sofar(), hasEnded && (isFollowed || isBad))
}

const rowKind = (value: Json | undefined): RowKind =>
  Array.isArray(value) ? 'list' : value instanceof Map || value === undefined ? 'object' : 'value'

/** Whether a first list is the names of the columns: different texts, and nothing else. */
function isHeader(first: Json | undefined): boolean {
  return (
    Array.isArray(first) &&
    first.length > 0 &&
    first.every((name) => typeof name === 'string' && name !== '') &&
    new Set(first).size === first.length
  )
}

function shapeOf(value: Json | null, isSequence: boolean): Shape {
  const isArray = Array.isArray(value) && value.length > 0 && rowKind(value[0]) !== 'value'
  if (isSequence && !isArray)
    return { as: 'sequence', row: rowKind(value ?? undefined), header: isHeader(value ?? undefined) }
  if (Array.isArray(value)) {
    const row = rowKind(value[0])
    return { as: 'array', row, header: row === 'list' && value.length > 1 && isHeader(value[0]) }
  }
  if (!(value instanceof Map)) return { as: 'sequence', row: 'object', header: false }
  const keys = [...value.keys()]
  const members = [...value.values()]
  if (value.get('schema') instanceof Map && Array.isArray(value.get('data'))) return { as: 'table' }
  if (keys.length > 1 && keys.every((key) => SPLIT.has(key)) && Array.isArray(value.get('columns')))
    return { as: 'split' }
  if (members.length > 0 && members.every((member) => member instanceof Map))
    return isByIndex(keys, members) ? { as: 'index' } : { as: 'columns', keyed: true }
  const ofRows = keys.filter((key) => {
    const member = value.get(key)
    return Array.isArray(member) && member.length > 0 && rowKind(member[0]) !== 'value'
  })
  const [key] = ofRows
  if (key !== undefined && ofRows.length === 1) {
    const rows = value.get(key) as Json[]
    const row = rowKind(rows[0])
    return {
      as: 'under',
      key,
      row,
      header: row === 'list' && rows.length > 1 && isHeader(rows[0]),
      beside: keys.filter((other) => other !== key),
    }
  }
  if (members.length > 0 && members.every((member) => Array.isArray(member)))
    return { as: 'columns', keyed: false }
  return { as: 'sequence', row: 'object', header: false }
}

const counts = (keys: Iterable<string>): boolean => [...keys].every((key, i) => key === String(i))

/**
 * Whether the outer keys are the index (`index`), not the columns (`columns`). pandas writes both alike: the side that
 * counts 0, 1, … is the index; else the values tell, which are of one kind within a column.
 */
function isByIndex(outer: string[], members: Map<string, Json>[]): boolean {
  const [first] = members
  if (first === undefined || first.size === 0 || counts(first.keys())) return false
  // A table of one row is none.
  if (counts(outer) || (first.size === 1 && outer.length > 1)) return true
  const kindsIn = (values: Iterable<Json>): number =>
    new Set([...values].filter((v) => v !== null).map((v) => typeof v)).size
  const within = members.slice(0, SEEN).filter((member) => kindsIn(member.values()) > 1).length
  const across = [...first.keys()].filter(
    (key) => kindsIn(members.slice(0, SEEN).map((member) => member.get(key) ?? null)) > 1,
  ).length
  return within > across
}
