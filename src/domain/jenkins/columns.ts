import { formatCount } from '~/lib/format'
/** Older names of stages → the name that they are counted under. */
export type StageAliases = Readonly<Record<string, string>>

/** A file of more renames is none. */
const MOST_RENAMES = 1000

/**
 * Renames from what a file holds: {"Old name": "New name"}.
 * @returns a sentence that says what is wrong where it is no map of renames
 */
export function aliasesFrom(json: unknown): { aliases: StageAliases } | { wrong: string } {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { wrong: 'It is not a map of renames in JSON, such as {"Old name": "New name"}.' }
  const entries = Object.entries(json)
  const odd = entries.find(([, name]) => typeof name !== 'string' || name.trim() === '')
  if (odd) return { wrong: `The new name of “${odd[0]}” is not text.` }
  if (entries.length === 0) return { wrong: 'It contains no renames.' }
  if (entries.length > MOST_RENAMES)
    return {
      wrong: `It holds ${formatCount(entries.length)} renames; at most ${formatCount(MOST_RENAMES)} are allowed.`,
    }
  const aliases = Object.fromEntries(entries) as StageAliases
  const circle = entries.find(([old]) => Object.hasOwn(aliases, canonicalName(old, aliases)))
  return circle ? { wrong: `The renames of “${circle[0]}” lead back to it.` } : { aliases }
}

/** One column of a table of stages: the n-th stage of a name. */
export interface StageColumn {
  /** Unique: the name, and which of that name, from 0. */
  key: string
  name: string
  occurrence: number
}

/** What a column is called: the second stage of a name says so. Not its key: a stage may be called "Test (2)". */
export const columnTitle = ({ name, occurrence }: Omit<StageColumn, 'key'>): string =>
  occurrence === 0 ? name : `${name} (${occurrence + 1})`

/** A name that is renamed to a name that is renamed … is followed; a circle ends where it began. */
export function canonicalName(name: string, aliases: StageAliases): string {
  const seen = new Set<string>()
  let at = name
  while (!seen.has(at) && Object.hasOwn(aliases, at)) {
    seen.add(at)
    at = aliases[at]!
  }
  return at
}

/** The columns of stages by their names, in their order: stages of one name are told apart by which of them they are. */
export function columnsOfNames(names: readonly string[], aliases: StageAliases): StageColumn[] {
  const seen = new Map<string, number>()
  return names.map((own) => {
    const name = canonicalName(own, aliases)
    const occurrence = seen.get(name) ?? 0
    seen.set(name, occurrence + 1)
    return { key: `${name}\n${occurrence}`, name, occurrence }
  })
}

/** A sequence of columns, and how many builds have it. */
export interface ColumnSequence {
  columns: readonly StageColumn[]
  count: number
}

/** Above this the order of columns is by rank alone: comparing all pairs would take too long. */
const MAX_COMPARED = 400

/**
 * All columns that any build has, in one order: a column stands before another where it does in most builds that have
 * both; where that leaves a choice (or a circle), the one that usually comes earlier is first. No build is left out.
 * @param sequences those of newer builds first
 */
export function mergeColumns(sequences: readonly ColumnSequence[]): StageColumn[] {
  const known = new Map<string, { column: StageColumn; at: number; ranks: Rank[] }>()
  for (const { columns, count } of sequences)
    for (const [i, column] of columns.entries()) {
      const entry = known.get(column.key) ?? { column, at: known.size, ranks: [] }
      entry.ranks.push({ rank: (i + 0.5) / columns.length, count })
      known.set(column.key, entry)
    }
  const entries = [...known.values()].map(({ column, at, ranks }) => ({ column, at, rank: median(ranks) }))
  const byRank = entries.toSorted((a, b) => a.rank - b.rank || a.at - b.at)
  if (entries.length > MAX_COMPARED) return byRank.map(({ column }) => column)

  const before = pairCounts(sequences, new Map(entries.map(({ column, at }) => [column.key, at])))
  const size = entries.length
  const precedes = (a: number, b: number) => before[a * size + b]! > before[b * size + a]!
  const left = [...byRank]
  const order: StageColumn[] = []
  while (left.length > 0) {
    const free = left.findIndex(({ at }) => !left.some((other) => other.at !== at && precedes(other.at, at)))
    const [next] = left.splice(Math.max(0, free), 1)
    order.push(next!.column)
  }
  return order
}

/** How often the row's column stands before the column's, as a square. */
function pairCounts(sequences: readonly ColumnSequence[], places: ReadonlyMap<string, number>): Uint32Array {
  const size = places.size
  const before = new Uint32Array(size * size)
  for (const { columns, count } of sequences) {
    const at = columns.map(({ key }) => places.get(key)!)
    for (let i = 0; i < at.length; i++)
      for (let j = i + 1; j < at.length; j++) before[at[i]! * size + at[j]!]! += count
  }
  return before
}

/** Where a column stands in a sequence, from 0 to 1. */
interface Rank {
  rank: number
  count: number
}

/** Each rank as often as builds have it; of two middle ones the later. */
function median(ranks: readonly Rank[]): number {
  const sorted = ranks.toSorted((a, b) => a.rank - b.rank)
  const half = sorted.reduce((sum, { count }) => sum + count, 0) >> 1
  let passed = 0
  for (const { rank, count } of sorted) {
    passed += count
    if (passed > half) return rank
  }
  return 0
}
