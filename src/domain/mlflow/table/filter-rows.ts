import type { Clause, Filter } from '../filter/ast'
import { compileFilter, type DatasetFields, type Predicate, type RunFields } from '../filter/evaluate'
import type { NumberColumn, TextColumn } from './column'
import type { RunIndex } from './run-index'

/**
 * The rows that a filter lets through, in the order in which they came: clause by clause, each over what those before it
 * left. A clause on text is asked once of each different text, and not of each run that has it.
 */
export function filterRows(index: RunIndex, filter: Filter, rows: Uint32Array): Uint32Array {
  switch (filter.kind) {
    case 'and':
      return filter.parts.reduce((left, part) => filterRows(index, part, left), rows)
    case 'or': {
      const isIn = new Uint8Array(index.rowEnd)
      let left = rows
      for (const part of filter.parts) {
        mark(isIn, filterRows(index, part, left))
        left = marked(rows, isIn, 0)
      }
      return marked(rows, isIn, 1)
    }
    case 'not': {
      const isIn = new Uint8Array(index.rowEnd)
      mark(isIn, filterRows(index, filter.part, rows))
      return marked(rows, isIn, 0)
    }
    case 'compare':
    case 'like':
    case 'in':
    case 'null':
      return rowsOfClause(index, filter, rows)
  }
}

function rowsOfClause(index: RunIndex, clause: Clause, rows: Uint32Array): Uint32Array {
  const predicate = compileFilter(clause)
  const { entity, key } = clause.field
  const held = new OneField()
  if (entity === 'dataset') return rowsByDatasets(index, predicate, held, rows)
  const column = index.keyedColumn(entity, key)
  const isWithout = predicate(held)
  if (!column) return isWithout ? rows : new Uint32Array(0)
  return column.type === 'text'
    ? rowsByText(column, { predicate, held, isWithout }, rows)
    : rowsByNumber(column, { predicate, held, isWithout }, rows)
}

/** A run of which a clause sees the one field that it asks about. */
class OneField implements RunFields {
  text: string | null = null
  number: number | null = null
  dataSets: readonly DatasetFields[] = []

  attribute(): string | number | null {
    return this.number ?? this.text
  }
  metric(): number | null {
    return this.number
  }
  param(): string | null {
    return this.text
  }
  tag(): string | null {
    return this.text
  }
  datasets(): readonly DatasetFields[] {
    return this.dataSets
  }
}

interface Test {
  predicate: Predicate
  held: OneField
  /** What the clause says of a run without the field. */
  isWithout: boolean
}

function rowsByNumber({ cells }: NumberColumn, { predicate, held, isWithout }: Test, rows: Uint32Array) {
  const found = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const value = cells.get(row)
    if (value !== undefined) held.number = value
    if (value === undefined ? isWithout : predicate(held)) found[count++] = row
  }
  return found.subarray(0, count)
}

function rowsByText(
  { cells, dictionary }: TextColumn,
  { predicate, held, isWithout }: Test,
  rows: Uint32Array,
) {
  const { texts } = dictionary
  /** Of each text: 0 not asked yet, 1 no, 2 yes. */
  const verdicts = new Uint8Array(texts.length)
  const found = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = cells.get(row)
    if (code === undefined) {
      if (isWithout) found[count++] = row
      continue
    }
    if (verdicts[code] === 0) {
      held.text = texts[code]!
      verdicts[code] = predicate(held) ? 2 : 1
    }
    if (verdicts[code] === 2) found[count++] = row
  }
  return found.subarray(0, count)
}

function rowsByDatasets(index: RunIndex, predicate: Predicate, held: OneField, rows: Uint32Array) {
  return rows.filter((row) => {
    held.dataSets = index.datasetsOf(row)
    return predicate(held)
  })
}

function mark(isIn: Uint8Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) isIn[rows[i]!] = 1
}

function marked(rows: Uint32Array, isIn: Uint8Array, as: 0 | 1): Uint32Array {
  const found = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) if (isIn[rows[i]!] === as) found[count++] = rows[i]!
  return found.subarray(0, count)
}
