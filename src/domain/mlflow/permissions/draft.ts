import type { MlflowLevel } from './level'

/**
 * Cells that should become something else, by user and resource key: null is "no row". Immutable: a step copies one
 * user's cells and shares all others.
 */
export interface Draft {
  cells: ReadonlyMap<string, ReadonlyMap<string, MlflowLevel | null>>
  /** How a user's cells came here, where it was not by hand: "copied from student-1". */
  notes: ReadonlyMap<string, string>
}

export const EMPTY_DRAFT: Draft = { cells: new Map(), notes: new Map() }

export interface DraftCell {
  user: string
  /** Of the resource. */
  key: string
  level: MlflowLevel | null
}

/** With these cells added; of two for the same cell the last holds. */
export function withCells(draft: Draft, cells: Iterable<DraftCell>, note?: string): Draft {
  const users = new Map(draft.cells)
  const touched = new Map<string, Map<string, MlflowLevel | null>>()
  for (const { user, key, level } of cells) {
    let own = touched.get(user)
    if (!own) {
      own = new Map(users.get(user))
      touched.set(user, own)
      users.set(user, own)
    }
    own.set(key, level)
  }
  if (touched.size === 0) return draft
  if (note === undefined) return { ...draft, cells: users }
  const notes = new Map(draft.notes)
  for (const user of touched.keys()) notes.set(user, note)
  return { cells: users, notes }
}

/** Without these cells: they stay as they are on the server. */
export function withoutCells(draft: Draft, cells: Iterable<Pick<DraftCell, 'user' | 'key'>>): Draft {
  const touched = new Map<string, Map<string, MlflowLevel | null>>()
  for (const { user, key } of cells) {
    const before = draft.cells.get(user)
    if (!before?.has(key)) continue
    const own = touched.get(user) ?? new Map(before)
    touched.set(user, own)
    own.delete(key)
  }
  if (touched.size === 0) return draft
  const users = new Map(draft.cells)
  const notes = new Map(draft.notes)
  for (const [user, own] of touched) {
    if (own.size > 0) users.set(user, own)
    else {
      users.delete(user)
      notes.delete(user)
    }
  }
  return { cells: users, notes }
}

/** What the draft makes of a cell; undefined where it leaves it alone. */
export function draftAt(draft: Draft, user: string, key: string): MlflowLevel | null | undefined {
  return draft.cells.get(user)?.get(key)
}

/** How many cells are drafted. */
export function draftSize(draft: Draft): number {
  let size = 0
  for (const own of draft.cells.values()) size += own.size
  return size
}
