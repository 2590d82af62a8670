import type { TableGroup, TableRows } from '~/queries/mlflow/runs'

/** One line of the table: a run at a place of the worker's rows, or a group over those below it. */
export type Line = RunLine | GroupLine

interface RunLine {
  kind: 'run'
  place: number
  level: number
  children: number
  isOpen: boolean
}

export interface GroupLine {
  kind: 'group'
  id: string
  group: TableGroup
  first: number
  isOpen: boolean
}

/** The lines of a table in the order in which they stand. A line is made when it is asked for: there may be 20,000. */
export interface Lines {
  readonly count: number
  at: (index: number) => Line | null
  /** All groups, open or not. */
  readonly groups: readonly GroupLine[]
  /** The places of the runs between two lines, both included; null where there is no run. */
  placesBetween: (first: number, last: number) => { from: number; to: number } | null
}

/**
 * Groups come with their runs below them, unless they are closed; a closed parent's children are left out by the worker.
 * @param closed ids of closed groups: the place of a group among the groups, as text
 */
export function linesOf(rows: TableRows, closed: ReadonlySet<string>): Lines {
  return rows.groups ? groupedLines(rows.groups, closed) : plainLines(rows)
}

/** The line at a place where nothing is grouped or nested. */
export function flatLineAt(place: number): RunLine {
  return { kind: 'run', place, level: 0, children: 0, isOpen: false }
}

function plainLines({ rows, nesting }: TableRows): Lines {
  const count = rows.length
  return {
    count,
    groups: [],
    at: (place) => {
      if (place < 0 || place >= count) return null
      const children = nesting?.children[place] ?? 0
      const depth = nesting?.depth[place] ?? 0
      // Its next row stands one deeper where it is open.
      const isOpen = children > 0 && (nesting?.depth[place + 1] ?? 0) > depth
      return { kind: 'run', place, level: depth, children, isOpen }
    },
    placesBetween: (first, last) => {
      const from = Math.max(0, first)
      const to = Math.min(count, last + 1)
      return from < to ? { from, to } : null
    },
  }
}

function groupedLines(all: readonly TableGroup[], closed: ReadonlySet<string>): Lines {
  /** Each group with the line on which it stands. */
  const groups: GroupLine[] = []
  const starts: number[] = []
  let [count, place] = [0, 0]
  for (const [index, group] of all.entries()) {
    const id = groupId(index)
    const isOpen = !closed.has(id)
    groups.push({ kind: 'group', id, group, first: place, isOpen })
    starts.push(count)
    count += 1 + (isOpen ? group.count : 0)
    place += group.count
  }
  const at = (index: number): Line | null => {
    if (index < 0 || index >= count) return null
    const k = lastAtMost(starts, index)
    const group = groups[k]
    const below = index - (starts[k] ?? 0)
    if (!group || below === 0) return group ?? null
    return { kind: 'run', place: group.first + below - 1, level: 1, children: 0, isOpen: false }
  }
  return {
    count,
    groups,
    at,
    placesBetween: (first, last) => {
      let from = Number.POSITIVE_INFINITY
      let to = -1
      for (let index = first; index <= last; index++) {
        const line = at(index)
        if (line?.kind !== 'run') continue
        from = Math.min(from, line.place)
        to = Math.max(to, line.place)
      }
      return to < 0 ? null : { from, to: to + 1 }
    },
  }
}

/** The places of all runs of each group that stands between two lines, both included. */
export function groupPlaces(
  { at }: Pick<Lines, 'at'>,
  first: number,
  last: number,
): { from: number; to: number }[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => at(first + k)).flatMap((line) =>
    line?.kind === 'group' ? [{ from: line.first, to: line.first + line.group.count }] : [],
  )
}

/** The place of the last of some ascending numbers that is at most `value`. */
function lastAtMost(numbers: readonly number[], value: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** What is chosen from one line to another, both included: groups, and the places of all runs that stand or hide there. */
export function chosenBetween(
  lines: Lines,
  first: number,
  last: number,
): { groups: string[]; places: { from: number; to: number } } {
  const groups: string[] = []
  let [from, to] = [Number.POSITIVE_INFINITY, 0]
  for (let index = first; index <= last; index++) {
    const line = lines.at(index)
    if (!line) continue
    if (line.kind === 'group') groups.push(line.id)
    // A group stands for its runs, and the places go on from group to group.
    const [start, count] = line.kind === 'group' ? [line.first, line.group.count] : [line.place, 1]
    from = Math.min(from, start)
    to = Math.max(to, start + count)
  }
  return { groups, places: { from: Math.min(from, to), to } }
}

/**
 * The selected lines in their order; runs of closed groups are among them.
 * @param ids of all runs, by their places
 */
export function selectedLines(lines: Lines, ids: readonly string[], selected: ReadonlySet<string>): Line[] {
  const runs = (from: number, count: number) =>
    Array.from({ length: count }, (_, k) => flatLineAt(from + k)).filter(({ place }) =>
      selected.has(ids[place] ?? ''),
    )
  if (lines.groups.length === 0) return runs(0, ids.length)
  return lines.groups.flatMap((line) => [
    ...(selected.has(line.id) ? [line] : []),
    ...runs(line.first, line.group.count),
  ])
}

const groupId = (index: number): string => `group ${index}`

/** Ids of runs have no spaces. */
export const isGroupId = (id: string): boolean => id.startsWith('group ')
