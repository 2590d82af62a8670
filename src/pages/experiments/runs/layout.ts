import type { TableGroup, TableRows } from '~/queries/mlflow/runs'

/** One line of the table: a run at a place of the worker's rows, or a group over those below it. */
export type Line =
  | { kind: 'run'; place: number; level: number; children: number; isOpen: boolean }
  | { kind: 'group'; id: string; group: TableGroup; first: number; isOpen: boolean }

/**
 * The lines of a table in the order in which they stand. Groups come with their runs below them, unless they are closed;
 * a closed parent's children are left out by the worker.
 * @param closed ids of closed groups: the place of a group among the groups, as text
 */
export function linesOf(rows: TableRows, closed: ReadonlySet<string>): Line[] {
  if (rows.groups) return groupedLines(rows.groups, closed)
  const { nesting } = rows
  return Array.from({ length: rows.rows.length }, (_, place): Line => {
    const children = nesting?.children[place] ?? 0
    const depth = nesting?.depth[place] ?? 0
    // Its next row stands one deeper where it is open.
    const isOpen = children > 0 && (nesting?.depth[place + 1] ?? 0) > depth
    return { kind: 'run', place, level: depth, children, isOpen }
  })
}

function groupedLines(groups: readonly TableGroup[], closed: ReadonlySet<string>): Line[] {
  const lines: Line[] = []
  let place = 0
  for (const [index, group] of groups.entries()) {
    const id = groupId(index)
    const isOpen = !closed.has(id)
    lines.push({ kind: 'group', id, group, first: place, isOpen })
    if (isOpen)
      for (let i = 0; i < group.count; i++)
        lines.push({ kind: 'run', place: place + i, level: 1, children: 0, isOpen: false })
    place += group.count
  }
  return lines
}

const groupId = (index: number): string => `group ${index}`

/** Ids of runs have no spaces. */
export const isGroupId = (id: string): boolean => id.startsWith('group ')

/** The places of the runs between two lines, both included; null where there is no run. */
export function placesBetween(
  lines: readonly Line[],
  first: number,
  last: number,
): { from: number; to: number } | null {
  let from = Number.POSITIVE_INFINITY
  let to = -1
  for (const line of lines.slice(first, last + 1)) {
    if (line.kind !== 'run') continue
    from = Math.min(from, line.place)
    to = Math.max(to, line.place)
  }
  return to < 0 ? null : { from, to: to + 1 }
}
