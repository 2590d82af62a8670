import type { Draft, DraftCell } from './draft'
import { draftAt } from './draft'
import { effectiveAccess } from './effective'
import { HEIGHT, type MlflowLevel } from './level'
import { ownAt, type AccessTable, type OwnLevel } from './table'

/** Which users and resources an operation is about, by their places in the table. */
export interface CellBlock {
  users: readonly number[]
  resources: readonly number[]
}

/** What a cell will be: the draft's, else the server's. */
export function plannedAt(table: AccessTable, draft: Draft, user: number, resource: number): OwnLevel {
  const name = table.users[user]?.name ?? ''
  const key = table.resources[resource]?.key ?? ''
  const drafted = draftAt(draft, name, key)
  return drafted === undefined ? ownAt(table, user, resource) : drafted
}

/** One level for all of a block. */
export function levelForAll(table: AccessTable, block: CellBlock, level: MlflowLevel | null): DraftCell[] {
  return cellsOf(table, block, () => level)
}

/**
 * At least this level for all of a block: cells where somebody may do as much already stay as they are, and so do
 * admins. That is "read on all for this user".
 */
export function atLeast(table: AccessTable, draft: Draft, block: CellBlock, level: MlflowLevel): DraftCell[] {
  return cellsOf(table, block, (u, r) => {
    const user = table.users[u]
    const resource = table.resources[r]
    if (!user || !resource) return undefined
    const { level: held } = effectiveAccess(user, resource, plannedAt(table, draft, u, r), table.rules)
    return held !== 'unknown' && HEIGHT[held] >= HEIGHT[level] ? undefined : level
  })
}

/**
 * One user's own rows for others, on the given resources.
 * @param mode 'add': nobody loses anything, higher levels stay; 'same': exactly these rows, others go
 */
export function copyAccess(
  table: AccessTable,
  draft: Draft,
  from: number,
  block: CellBlock,
  mode: 'add' | 'same',
): DraftCell[] {
  const others = block.users.filter((user) => user !== from)
  return cellsOf(table, { ...block, users: others }, (u, r) => {
    const source = plannedAt(table, draft, from, r)
    // Nobody can copy what the server does not tell.
    if (source === 'hidden') return undefined
    const held = plannedAt(table, draft, u, r)
    if (mode === 'same') return source
    if (source === null) return undefined
    return held !== null && held !== 'hidden' && HEIGHT[held] >= HEIGHT[source] ? undefined : source
  })
}

/** Cells of a block that would become something else than planned. */
function cellsOf(
  table: AccessTable,
  { users, resources }: CellBlock,
  levelAt: (user: number, resource: number) => MlflowLevel | null | undefined,
): DraftCell[] {
  const cells: DraftCell[] = []
  for (const u of users) {
    const user = table.users[u]?.name
    if (user === undefined) continue
    for (const r of resources) {
      const key = table.resources[r]?.key
      const level = levelAt(u, r)
      if (key !== undefined && level !== undefined) cells.push({ user, key, level })
    }
  }
  return cells
}

/** The same cells without those that the server holds already: undoing by hand is no change. */
export function settled(
  table: AccessTable,
  cells: readonly DraftCell[],
): { set: DraftCell[]; unset: DraftCell[] } {
  const set: DraftCell[] = []
  const unset: DraftCell[] = []
  for (const cell of cells) {
    const u = table.userAt.get(cell.user)
    const r = table.resourceAt.get(cell.key)
    const isSame = u !== undefined && r !== undefined && ownAt(table, u, r) === cell.level
    if (isSame) unset.push(cell)
    else set.push(cell)
  }
  return { set, unset }
}

/** The resources on which two users differ in what they may do. */
export function differingResources(table: AccessTable, a: number, b: number): number[] {
  const first = table.users[a]
  const second = table.users[b]
  if (!first || !second) return []
  return table.resources.flatMap((resource, r) => {
    const one = effectiveAccess(first, resource, ownAt(table, a, r), table.rules)
    const other = effectiveAccess(second, resource, ownAt(table, b, r), table.rules)
    return one.level === other.level ? [] : [r]
  })
}
