import type { Change } from './change'
import type { MlflowLevel } from './level'
import { resourceKey, type ResourceRef } from './server'
import type { OwnLevel } from './table'

/** One cell to be written, as plain data: it outlives the table it came from. */
export interface BatchCell {
  user: string
  resource: ResourceRef
  /** As it was called when this was reviewed. */
  name: string
  before: OwnLevel
  after: MlflowLevel | null
  /** Whether it is about whoever applies it: such cells come last, since one may be shut out by them. */
  isOwn: boolean
}

/** Why a cell was left alone. */
export type NotTried = 'cancelled' | 'connection' | 'signed-out' | 'busy' | 'level-unknown'

/** What became of a cell. 'unchanged': nothing was written. */
export type CellResult =
  | { state: 'waiting' }
  | { state: 'underway' }
  /** `isReadBack`: the server was asked again and said the same. `wasSo`: it was so before anything was written. */
  | { state: 'done'; isReadBack: boolean; wasSo: boolean }
  /** Somebody else changed it since it was reviewed. */
  | { state: 'conflict'; found: OwnLevel }
  | { state: 'failed'; says: string; stands: OwnLevel | 'unknown' | 'unchanged' }
  | { state: 'not-tried'; why: NotTried }

export function batchOf(changes: readonly Change[]): BatchCell[] {
  return changes.map(({ user, resource, before, after }) => ({
    user: user.name,
    resource: resource.ref,
    name: resource.name,
    before,
    after,
    isOwn: user.isYou,
  }))
}

/** The cells that are worth another try, to be written as before. */
export function retryOf(cells: readonly BatchCell[], results: readonly CellResult[]): BatchCell[] {
  return cells.flatMap((cell, i) => {
    const result = results[i]
    if (result?.state === 'not-tried') return result.why === 'level-unknown' ? [] : [cell]
    if (result?.state !== 'failed') return []
    const { stands } = result
    // What stands after a half-done change is what the next try must find.
    return [stands === 'unknown' || stands === 'unchanged' ? cell : { ...cell, before: stands }]
  })
}

/**
 * The batch that takes an applied one back. Applying it refuses each cell that somebody changed since, as any batch does.
 * `left`: written cells that cannot be taken back, since the server did not tell what was there.
 */
export function undoOf(
  cells: readonly BatchCell[],
  results: readonly CellResult[],
): { cells: BatchCell[]; left: BatchCell[] } {
  const undo: BatchCell[] = []
  const left: BatchCell[] = []
  cells.forEach((cell, i) => {
    const result = results[i]
    if (result?.state !== 'done' || result.wasSo) return
    if (cell.before === 'hidden') left.push(cell)
    else undo.push({ ...cell, before: cell.after, after: cell.before })
  })
  return { cells: undo, left }
}

/**
 * The order in which cells are tried, as places: one of each user, then the next of each, one's own at the very end.
 */
export function orderOf(cells: readonly BatchCell[]): number[] {
  const seen = new Map<string, number>()
  const ranked = cells.map((cell, place) => {
    const rank = seen.get(cell.user) ?? 0
    seen.set(cell.user, rank + 1)
    return { place, rank, isOwn: cell.isOwn }
  })
  ranked.sort((a, b) => Number(a.isOwn) - Number(b.isOwn) || a.rank - b.rank || a.place - b.place)
  return ranked.map(({ place }) => place)
}

/** A cell as a key. */
export function cellKey({ user, resource }: Pick<BatchCell, 'user' | 'resource'>): string {
  return `${user}\n${resourceKey(resource)}`
}
