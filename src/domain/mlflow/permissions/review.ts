import type { Change } from './change'
import { withoutCells, type Draft } from './draft'
import { ownAt, type AccessTable, type AccessUser } from './table'
import { applicable, warningsOf, type ReviewWarning } from './warnings'

export interface UserChanges {
  user: AccessUser
  /** How they came here: "copied from student-1". */
  note: string | null
  changes: readonly Change[]
}

/** What a draft would do to what the server told. */
export interface Review {
  /** In the order of users and resources. */
  changes: readonly Change[]
  /** Those of them that the server could take. */
  applicable: readonly Change[]
  byUser: readonly UserChanges[]
  warnings: readonly ReviewWarning[]
  /** Cells whose user or resource is not in the table any more. */
  lost: readonly { user: string; key: string }[]
  requests: number
}

/** Compares a draft with the table; cells that are so already are left out. */
export function reviewOf(draft: Draft, table: AccessTable): Review {
  const byUser: UserChanges[] = []
  const lost: { user: string; key: string }[] = []
  const places = [...draft.cells.keys()].map((name) => ({ name, at: table.userAt.get(name) }))
  places.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity))
  for (const { name, at } of places) {
    const user = at === undefined ? undefined : table.users[at]
    const changes: Change[] = []
    let last = -1
    let isInOrder = true
    for (const [key, after] of draft.cells.get(name) ?? []) {
      const r = table.resourceAt.get(key)
      const resource = r === undefined ? undefined : table.resources[r]
      if (at === undefined || r === undefined || !user || !resource) {
        lost.push({ user: name, key })
        continue
      }
      const before = ownAt(table, at, r)
      if (before === after) continue
      changes.push({ user, resource, before, after })
      isInOrder &&= r > last
      last = r
    }
    if (!user || changes.length === 0) continue
    if (!isInOrder) changes.sort((a, b) => placeOf(a, table) - placeOf(b, table))
    byUser.push({ user, note: draft.notes.get(name) ?? null, changes })
  }
  const changes = byUser.flatMap((one) => one.changes)
  const warnings = warningsOf(changes, table)
  const written = applicable(changes, warnings)
  return {
    changes,
    applicable: written,
    byUser,
    lost,
    warnings,
    requests: requestsFor(written, table.rules.abilities.hasRoles),
  }
}

const placeOf = ({ resource }: Change, table: AccessTable): number =>
  table.resourceAt.get(resource.key) ?? Infinity

/** A draft without what the server holds already. */
export function withoutSettled(draft: Draft, table: AccessTable): Draft {
  const same: { user: string; key: string }[] = []
  for (const [user, cells] of draft.cells) {
    const u = table.userAt.get(user)
    for (const [key, after] of cells) {
      const r = table.resourceAt.get(key)
      if (u !== undefined && r !== undefined && ownAt(table, u, r) === after) same.push({ user, key })
    }
  }
  return same.length === 0 ? draft : withoutCells(draft, same)
}

/**
 * Requests that these changes take when nothing is refused: each cell is read, written and read again; where a change
 * is revoke + grant, writing is two.
 */
function requestsFor(changes: readonly Pick<Change, 'before' | 'after'>[], isTwoCalls: boolean): number {
  return changes.reduce((sum, { before, after }) => {
    const isReplaced = isTwoCalls && before !== null && after !== null
    return sum + 2 + (isReplaced ? 2 : 1)
  }, 0)
}
