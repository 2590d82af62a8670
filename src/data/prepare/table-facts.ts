import type { ColumnFacts, SideFacts } from '~/drift/data-checks/table-facts'
import { instantText } from '~/lib/dates'
import { formatNumber } from '~/lib/format'
import type { Column, NumberColumn, TextColumn, TimeColumn } from '../columns'
import { asOneKind } from '../interpret/one-kind'
import { isIndexName } from './default-columns'
import type { NamedTable, Sides } from './split-rows'

/**
 * Counts what a finding about the data itself may come from: missing and infinite values, and the schema.
 * @param chosen names of the columns that somebody chose; null: all of both files
 */
export function tableFacts(
  { reference, test }: { reference: NamedTable; test: NamedTable },
  sides: Pick<Sides, 'reference' | 'test'>,
  chosen: readonly string[] | null,
): ColumnFacts[] {
  const ours = new Map(reference.columns.columns.map((column) => [column.name, column]))
  const theirs = new Map(test.columns.columns.map((column) => [column.name, column]))
  const names = chosen ?? [...new Set([...ours.keys(), ...theirs.keys()])]
  return names.flatMap((name): ColumnFacts[] => {
    const [own, other] = [ours.get(name), theirs.get(name)]
    if (!own && !other) return []
    // The same table, saved with pandas' index once and without it once.
    if (chosen === null && (!own || !other) && isIndexName(name)) return []
    const [a, b] = own && other ? asOneKind(own, other) : [own, other]
    const facts = {
      name,
      reference: a ? sideFacts(a, sides.reference) : null,
      test: b ? sideFacts(b, sides.test) : null,
    }
    if (!a || !b || a.type !== b.type) return [{ ...facts, constant: null, unseen: null }]
    const texts =
      a.type === 'text' && b.type === 'text' ? categoryCounts(a, sides.reference, b, sides.test) : null
    return [
      {
        ...facts,
        constant: texts
          ? constantText(texts)
          : constantNumber(a as Numeric, sides.reference, b as Numeric, sides.test),
        unseen: texts && unseenOf(texts),
      },
    ]
  })
}

type Numeric = NumberColumn | TimeColumn

function sideFacts(column: Column, rows: Uint32Array): SideFacts {
  let without = 0
  if (column.type === 'text') {
    for (const row of rows) if (column.codes[row]! < 0) without++
  } else
    for (const row of rows) {
      const x = column.values[row]!
      if (x !== x) without++
    }
  const infinite = column.type === 'number' && column.infinite ? countIn(column.infinite, rows) : 0
  return {
    type: column.type,
    rows: rows.length,
    missing: without - infinite,
    infinite,
    ...(column.type === 'number' && column.unit ? { unit: column.unit } : {}),
  }
}

function countIn(marked: Uint32Array, rows: Uint32Array): number {
  const there = new Set(marked)
  let count = 0
  for (const row of rows) if (there.has(row)) count++
  return count
}

/** Values from which on "always the same" is worth a word. */
const LEAST_VALUES = 2

function constantNumber(
  ours: Numeric,
  referenceRows: Uint32Array,
  theirs: Numeric,
  testRows: Uint32Array,
): ColumnFacts['constant'] {
  let value = Number.NaN
  let count = 0
  for (const row of testRows) {
    const x = theirs.values[row]!
    if (x !== x) continue
    if (count > 0 && x !== value) return null
    value = x
    count++
  }
  if (count < LEAST_VALUES) return null
  let [same, others] = [0, 0]
  let [least, most] = [Infinity, -Infinity]
  for (const row of referenceRows) {
    const x = ours.values[row]!
    if (x !== x) continue
    if (x === value) same++
    else others++
    least = Math.min(least, x)
    most = Math.max(most, x)
  }
  if (others === 0) return null
  const written = (x: number): string => (theirs.type === 'time' ? instantText(x) : formatNumber(x))
  return { value: written(value), inReference: same, before: least === most ? written(least) : null }
}

interface CategoryCounts {
  names: string[]
  reference: Float64Array
  test: Float64Array
}

function categoryCounts(
  ours: TextColumn,
  referenceRows: Uint32Array,
  theirs: TextColumn,
  testRows: Uint32Array,
): CategoryCounts {
  const place = new Map<string, number>()
  const at = (text: string): number => {
    const known = place.get(text)
    if (known !== undefined) return known
    place.set(text, place.size)
    return place.size - 1
  }
  const [left, right] = [ours.categories.map(at), theirs.categories.map(at)]
  const count = ({ codes }: TextColumn, rows: Uint32Array, places: readonly number[]): Float64Array => {
    const counts = new Float64Array(place.size)
    for (const row of rows) {
      const code = codes[row]!
      if (code >= 0) counts[places[code]!]!++
    }
    return counts
  }
  return {
    names: [...place.keys()],
    reference: count(ours, referenceRows, left),
    test: count(theirs, testRows, right),
  }
}

function constantText({ names, reference, test }: CategoryCounts): ColumnFacts['constant'] {
  const only = test.findIndex((count) => count > 0)
  if (only < 0 || test[only]! < LEAST_VALUES || test.some((count, k) => count > 0 && k !== only)) return null
  const varies = reference.filter((count) => count > 0).length > 1
  // Another category in place of the only one is an unseen one.
  return varies ? { value: shortened(names[only]!), inReference: reference[only]!, before: null } : null
}

/** Unseen categories that are named. */
const MOST_NAMED = 3
/** Categories of the reference among which their like is looked for. */
const MOST_OTHERS = 200

function unseenOf({ names, reference, test }: CategoryCounts): ColumnFacts['unseen'] {
  if (!reference.some((count) => count > 0)) return null
  const unseen = names.flatMap((name, k) =>
    reference[k] === 0 && test[k]! > 0 ? [{ name, count: test[k]! }] : [],
  )
  if (unseen.length === 0) return null
  const named = unseen.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const others = names.filter((_, k) => reference[k]! > 0).slice(0, MOST_OTHERS)
  return { names: named.slice(0, MOST_NAMED).map(({ name }) => shortened(name)), others, reference, test }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
