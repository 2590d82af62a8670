import { RUN_TAGS } from '../run'
import type { RunIndex } from './run-index'

/** One row of the table where runs stand below their parents. */
export interface NestedRow {
  row: number
  /** 0 for runs that stand for themselves. */
  depth: number
  /** Runs right below it, among the rows that were given. */
  children: number
  /** It names a parent that is not among the rows: filtered out, deleted, or not loaded. */
  isOrphan: boolean
}

/**
 * Puts runs below their parents (tag `mlflow.parentRunId`); siblings keep their order. A run without a
 * parent among the rows stands for itself. Of runs that name one another in a circle, the first stands
 * for itself and the others below it. O(n).
 *
 * @param isOpen whether the children of a row are to be listed; asked once for each row that has any
 */
export function nestRows(
  index: RunIndex,
  rows: Uint32Array,
  isOpen: (row: number) => boolean = () => true,
): NestedRow[] {
  const parentOf = parents(index, rows)
  breakCircles(parentOf, rows)
  const childrenOf = new Map<number, number[]>()
  for (let i = 0; i < rows.length; i++) {
    const parent = parentOf.get(rows[i]!)
    if (parent === undefined || parent === ORPHAN) continue
    const siblings = childrenOf.get(parent)
    if (siblings) siblings.push(rows[i]!)
    else childrenOf.set(parent, [rows[i]!])
  }
  const nested: NestedRow[] = []
  // A stack of our own: a chain of thousands of runs is deeper than calls may be.
  const waiting: { row: number; depth: number }[] = []
  for (let i = rows.length - 1; i >= 0; i--) {
    const parent = parentOf.get(rows[i]!)
    if (parent === undefined || parent === ORPHAN) waiting.push({ row: rows[i]!, depth: 0 })
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { row, depth } = next
    const children = childrenOf.get(row) ?? []
    nested.push({ row, depth, children: children.length, isOrphan: parentOf.get(row) === ORPHAN })
    if (children.length === 0 || !isOpen(row)) continue
    for (const child of children.toReversed()) waiting.push({ row: child, depth: depth + 1 })
  }
  return nested
}

/** How many runs of an index stand below another run of it. O(runs that name a parent). */
export function countNested(index: RunIndex): number {
  const column = index.keyedColumn('tag', RUN_TAGS.parent)
  if (column?.type !== 'text') return 0
  let count = 0
  column.cells.forEach((code, row) => {
    const parent = index.rowOfRun(column.dictionary.texts[code]!)
    if (parent !== undefined && parent !== row) count++
  })
  return count
}

const ORPHAN = -1

function parents(index: RunIndex, rows: Uint32Array): Map<number, number> {
  const parentOf = new Map<number, number>()
  const column = index.keyedColumn('tag', RUN_TAGS.parent)
  if (column?.type !== 'text') return parentOf
  const among = new Set(rows)
  for (let i = 0; i < rows.length; i++) {
    const code = column.cells.get(rows[i]!)
    if (code === undefined) continue
    const id = column.dictionary.texts[code]!
    // An empty tag is how the tag is taken away on MLflow 2.
    if (id === '') continue
    const parent = index.rowOfRun(id)
    parentOf.set(rows[i]!, parent !== undefined && among.has(parent) ? parent : ORPHAN)
  }
  return parentOf
}

/** Cuts each circle at the run of it that stands first. */
function breakCircles(parentOf: Map<number, number>, rows: Uint32Array): void {
  /** Which walk came past a row. */
  const walked = new Map<number, number>()
  for (let i = 0; i < rows.length; i++) {
    let at = rows[i]!
    for (;;) {
      const before = walked.get(at)
      if (before === i) {
        parentOf.delete(firstOfCircle(parentOf, at, rows))
        break
      }
      if (before !== undefined) break
      walked.set(at, i)
      const parent = parentOf.get(at)
      if (parent === undefined || parent === ORPHAN) break
      at = parent
    }
  }
}

function firstOfCircle(parentOf: ReadonlyMap<number, number>, start: number, rows: Uint32Array): number {
  const circle = new Set<number>()
  for (let at = start; !circle.has(at); at = parentOf.get(at) ?? start) circle.add(at)
  return rows.find((row) => circle.has(row)) ?? start
}
