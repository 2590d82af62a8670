import { counted, formatNumber } from '~/lib/format'
import { isSame } from './changes'
import type { DriftRecord } from './drift-record'
import { detectorDrift, isUnconfirmed, isUndecided } from './record-remarks'
import type { Leaf } from './readings'
import { recordLeaves } from './record-leaves'

/** One thing that records say, side by side. */
export interface RecordDifference {
  /** Unique: what a record is has its own names, a parameter its path. */
  id: string
  /** "state", "model"; or the parameter's path. */
  key: string
  kind: 'record' | 'parameter'
  /** One a record; null: it does not say. */
  cells: readonly (Leaf | null)[]
  isIdentical: boolean
}

/**
 * What records say, one row a name: first what each is, then their parameters in the order in which the first record
 * that has them logged them.
 */
export function recordDifferences(records: readonly DriftRecord[]): RecordDifference[] {
  const own = (key: string, textOf: (record: DriftRecord) => string | null) =>
    rowOf(
      'record',
      key,
      records.map((record): Leaf | null => {
        const value = textOf(record)
        return value === null ? null : { path: key, kind: 'text', value }
      }),
    )
  const cells = new Map<string, (Leaf | null)[]>()
  for (const [place, { parameters }] of records.entries())
    for (const leaf of recordLeaves(parameters)) {
      const row = cells.get(leaf.path) ?? Array.from<null>({ length: records.length }).fill(null)
      row[place] = leaf
      cells.set(leaf.path, row)
    }
  return [
    own('state', ({ state }) => state),
    own('verdict', (record) => (record.state === 'completed' ? verdictOf(record) : null)),
    own('model', ({ model }) => (model === '' ? null : model)),
    own('tags', ({ tags }) => (tags.length === 0 ? null : tags.join(', '))),
    ...Array.from(cells, ([path, row]) => rowOf('parameter', path, row)),
  ]
}

function verdictOf(record: DriftRecord): string {
  if (!record.driftDetected) {
    if (isUndecided(record.parameters)) return 'not enough data'
    return isUnconfirmed(record.parameters) ? 'no drift (unconfirmed alarms)' : 'no drift'
  }
  return detectorDrift(record) ? 'drift' : 'drift, of the data itself'
}

function rowOf(kind: RecordDifference['kind'], key: string, cells: (Leaf | null)[]): RecordDifference {
  const [first = null] = cells
  const isIdentical = cells.every((cell) => (first && cell ? isSame(first, cell) : first === cell))
  return { id: `${kind}:${key}`, key, kind, cells, isIdentical }
}

/** Longer texts are cut in a cell; the JSON holds them whole. */
const LONGEST = 200

/** A leaf as one cell of a table holds it: a number, or words. What lies too deep to be written is said to be so. */
export function cellOfLeaf(leaf: Leaf): string | number {
  switch (leaf.kind) {
    case 'number':
      return leaf.value
    case 'numbers':
      return leaf.value.length <= 4 ? leaf.value.map(formatNumber).join(', ') : rangeOf(leaf.value)
    case 'boolean':
      return String(leaf.value)
    case 'null':
      return 'null'
    case 'image':
      return 'a picture'
    case 'json':
      return cut(jsonText(leaf.value))
    default:
      return cut(leaf.value)
  }
}

/** "199 numbers from 0.0012 to 0.31": two lists of one length are told apart by their ends. */
function rangeOf(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite)
  const count = counted(values.length, 'number')
  if (finite.length === 0) return count
  const [low, high] = finite.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity])
  return `${count} from ${formatNumber(low)} to ${formatNumber(high)}`
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return 'nested too deeply to be shown'
  }
}
