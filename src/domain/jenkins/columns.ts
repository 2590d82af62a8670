import type { Build } from './build'

/** Older names of stages → the name that they are counted under. */
export type StageAliases = Readonly<Record<string, string>>

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

/** The columns of a build's stages, in their order: stages of one name are told apart by which of them they are. */
export function columnsOfBuild({ stages }: Build, aliases: StageAliases): StageColumn[] {
  const seen = new Map<string, number>()
  return stages.map((stage) => {
    const name = canonicalName(stage.name, aliases)
    const occurrence = seen.get(name) ?? 0
    seen.set(name, occurrence + 1)
    return { key: `${name}\n${occurrence}`, name, occurrence }
  })
}

/** Above this the order of columns is by rank alone: comparing all pairs would take too long. */
const MAX_COMPARED = 400

/**
 * All columns that any build has, in one order: a column stands before another where it does in most builds that have
 * both; where that leaves a choice (or a circle), the one that usually comes earlier is first. No build is left out.
 * @param sequences of each build; newest first
 */
export function mergeColumns(sequences: readonly (readonly StageColumn[])[]): StageColumn[] {
  const known = new Map<string, { column: StageColumn; at: number; ranks: number[] }>()
  for (const sequence of sequences)
    for (const [i, column] of sequence.entries()) {
      const entry = known.get(column.key) ?? { column, at: known.size, ranks: [] }
      entry.ranks.push((i + 0.5) / sequence.length)
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

/** How often the row's column stands before the column's, as a square. Builds of one shape are counted once, times them. */
function pairCounts(
  sequences: readonly (readonly StageColumn[])[],
  places: ReadonlyMap<string, number>,
): Uint32Array {
  const size = places.size
  const shapes = new Map<string, { at: number[]; count: number }>()
  for (const sequence of sequences) {
    const at = sequence.map(({ key }) => places.get(key)!)
    const shape = shapes.get(at.join())
    if (shape) shape.count += 1
    else shapes.set(at.join(), { at, count: 1 })
  }
  const before = new Uint32Array(size * size)
  for (const { at, count } of shapes.values())
    for (let i = 0; i < at.length; i++)
      for (let j = i + 1; j < at.length; j++) before[at[i]! * size + at[j]!]! += count
  return before
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
