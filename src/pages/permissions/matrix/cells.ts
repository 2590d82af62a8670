import { cellKey } from '~/domain/mlflow/permissions/batch'
import { draftAt, type Draft } from '~/domain/mlflow/permissions/draft'
import { effectiveAccess } from '~/domain/mlflow/permissions/effective'
import { LEVEL_NAMES, levelName, RIGHTS, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import { ownAt, type AccessTable } from '~/domain/mlflow/permissions/table'
import type { MatrixCell, MatrixLook } from '~/ui/grid/matrix-cell'

export const LOOKS: Readonly<Record<MlflowLevel, MatrixLook>> = {
  NO_PERMISSIONS: 'shut',
  DENY: 'shut',
  READ: 'fill-1',
  USE: 'fill-2',
  EDIT: 'fill-3',
  MANAGE: 'fill-4',
}

/** What is known beside the table. */
export interface CellContext {
  /** What was last set from this browser, by `cellKey`. */
  lastSet: ReadonlyMap<string, MlflowLevel | null>
  /** Users whose rows are not here, and why. */
  unread: ReadonlyMap<string, 'reading' | 'failed'>
}

/** What a cell says: its row, drafted or on the server, filled; what holds without a row, in grey. */
export function cellOf(
  table: AccessTable,
  draft: Draft,
  { lastSet, unread }: CellContext,
  u: number,
  r: number,
): MatrixCell {
  const user = table.users[u]
  const resource = table.resources[r]
  if (!user || !resource) return { text: '', look: 'none', isDraft: false, says: '' }
  const own = ownAt(table, u, r)
  const drafted = draftAt(draft, user.name, resource.key)
  const isDraft = drafted !== undefined
  const shown = isDraft ? drafted : own
  const place = `${user.name}, ${resource.name}`
  const change = isDraft
    ? `. Draft: ${own === 'hidden' ? 'not shown' : levelName(own)} → ${levelName(drafted)}`
    : ''
  const why = unread.get(user.name)
  if (shown === 'hidden' && why !== undefined) {
    const says = why === 'reading' ? 'is loading' : 'could not be read'
    return { text: why === 'reading' ? '…' : '!', look: 'word', isDraft, says: `${place}: ${says}` }
  }
  if (shown === 'hidden') {
    const set = lastSet.get(cellKey({ user: user.name, resource: resource.ref }))
    if (set === undefined)
      return { text: '?', look: 'word', isDraft, says: `${place}: the server does not show you the level` }
    const says = `${place}: you set ${levelName(set)}; the server does not show its current level`
    return set === null
      ? { text: '–', look: 'word', mark: '*', isDraft, says }
      : { text: LEVEL_NAMES[set], look: LOOKS[set], mark: '*', isDraft, says }
  }
  const { level, source, roles } = effectiveAccess(user, resource, shown, table.rules)
  if (shown !== null) {
    const beside =
      source === 'admin'
        ? ' (an admin: may do everything)'
        : source === 'role' && level !== 'unknown'
          ? ` (${LEVEL_NAMES[level]} by the role ${roles.join(', ')})`
          : source === 'creator'
            ? ' (made it)'
            : ''
    return {
      text: LEVEL_NAMES[shown],
      look: LOOKS[shown],
      isDraft,
      says: `${place}: ${LEVEL_NAMES[shown]}, a row${beside}${change}`,
    }
  }
  const words = withoutRow(source, level, roles)
  return { text: words.text, look: 'word', isDraft, says: `${place}: ${words.says}${change}` }
}

function withoutRow(
  source: string,
  level: MlflowLevel | 'unknown',
  roles: readonly string[],
): { text: string; says: string } {
  if (source === 'admin') return { text: 'admin', says: 'no row; an admin may do everything' }
  if (level === 'unknown') return { text: '–', says: 'no row; the server does not report its default' }
  const name = LEVEL_NAMES[level]
  if (source === 'role') return { text: name.toLowerCase(), says: `${name} by the role ${roles.join(', ')}` }
  return RIGHTS[level].read
    ? { text: name.toLowerCase(), says: `no row; ${name} by the server’s default` }
    : { text: '–', says: 'no row; no access by the server’s default' }
}
