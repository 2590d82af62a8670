import type { DriftRecord } from './drift-record'
import { valueReader } from './paths'
import { flatten } from './readings'

/** A parameter that may be a column of a table of records. */
export interface ParameterColumn {
  path: string
  /** Completed records that have it. */
  count: number
  isNumber: boolean
}

/** What one cell can hold: lists of numbers, pictures and what lies deeper than a path cannot. */
const SCALARS = new Set(['number', 'boolean', 'text', 'link'])
/** More different paths are no columns that anyone reads: keys made of names or numbers. */
const MOST_PATHS = 2000

/**
 * Parameters with one value a record, over the completed records: those in most records first, then in the order in
 * which they were logged. Items of lists are left out: what stands third in one record is another thing in the next.
 */
export function parameterColumns(records: readonly DriftRecord[]): ParameterColumn[] {
  const found = new Map<string, { count: number; numbers: number }>()
  for (const { state, parameters } of records) {
    if (state !== 'completed') continue
    for (const { path, kind } of flatten(parameters)) {
      if (!SCALARS.has(kind) || /\[\d+\]/.test(path)) continue
      let known = found.get(path)
      if (!known) {
        if (found.size >= MOST_PATHS) continue
        found.set(path, (known = { count: 0, numbers: 0 }))
      }
      known.count++
      if (kind === 'number') known.numbers++
    }
  }
  return Array.from(found, ([path, { count, numbers }]) => ({
    path,
    count,
    isNumber: numbers === count,
  })).toSorted((a, b) => b.count - a.count)
}

/** Longer texts are cut in a cell. */
const LONGEST = 200

/** Reads one cell of many records: a number, a text, yes or no; null where there is none of these. */
export function cellReader(path: string): (parameters: DriftRecord['parameters']) => string | number | null {
  const read = valueReader(path)
  return (parameters) => {
    const value = read(parameters)
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) ? value : null
      case 'boolean':
        return value ? 'yes' : 'no'
      case 'string':
        return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
      default:
        return null
    }
  }
}
