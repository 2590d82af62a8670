import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import Crown from 'lucide-react/icons/crown'
import type { Draft, DraftCell } from '~/domain/mlflow/permissions/draft'
import { draftAt } from '~/domain/mlflow/permissions/draft'
import { plannedAt } from '~/domain/mlflow/permissions/bulk'
import { LEVEL_NAMES, levelName, MLFLOW_LEVELS, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { AccessResource, AccessTable, AccessUser } from '~/domain/mlflow/permissions/table'
import type { ShownAccess } from '~/domain/mlflow/permissions/view'
import { tsvOf } from '~/lib/formula'
import type { MatrixColumn, MatrixLine } from '~/ui/grid/matrix-cell'
import { MatrixGrid } from '~/ui/grid/matrix-grid'
import { blockOf, isOne } from '~/ui/grid/matrix-range'
import { MenuAt, type MenuItem } from '~/ui/overlays/menu'
import { Icon } from '~/ui/words/icon'
import { Tag } from '~/ui/words/tag'
import { cellOf, type CellContext } from './cells'
import styles from './matrix.module.css'
import { useMarked } from './use-marked'

interface MatrixProps {
  table: AccessTable
  shown: ShownAccess
  draft: Draft
  levels: readonly MlflowLevel[]
  context: CellContext
  corner: ReactNode
  emptyState: ReactNode
  maxHeight: number
  isNarrow: boolean
  onSet: (cells: readonly DraftCell[]) => void
  onUnset: (cells: readonly Pick<DraftCell, 'user' | 'key'>[]) => void
  onBack: () => void
}

/** Keys that set a level. */
export const LETTERS: Readonly<Record<MlflowLevel, string>> = {
  NO_PERMISSIONS: 'N',
  DENY: 'D',
  READ: 'R',
  USE: 'U',
  EDIT: 'E',
  MANAGE: 'M',
}

/** The users and resources that are shown, as cells that can be changed. */
export function Matrix(props: MatrixProps) {
  const { table, shown, draft, levels, context, onSet, onUnset, isNarrow } = props
  const [isMenuOpen, setMenuOpen] = useState(false)
  const trigger = useRef<HTMLElement | null>(null)

  const users = useMemo(() => shown.users.flatMap(({ places }) => places), [shown])
  const resources = useMemo(() => shown.resources.flatMap(({ places }) => places), [shown])
  const names = useMemo(() => users.map((u) => table.users[u]?.name ?? ''), [users, table])
  const keys = useMemo(() => resources.map((r) => table.resources[r]?.key ?? ''), [resources, table])
  const [range, setRange] = useMarked(names, keys)
  const lines = useMemo(() => linesOf(shown, table), [shown, table])
  const columns = useMemo(() => columnsOf(shown, table), [shown, table])
  const cell = useCallback(
    (row: number, column: number) => cellOf(table, draft, context, users[row] ?? -1, resources[column] ?? -1),
    [table, draft, context, users, resources],
  )
  const rowHead = useCallback(
    (row: number) => <UserHead table={table} draft={draft} user={users[row] ?? -1} />,
    [table, draft, users],
  )

  const marked = (): DraftCell[] => {
    if (!range) return []
    const block = blockOf(range)
    const cells: DraftCell[] = []
    for (let row = block.firstRow; row <= block.lastRow; row++) {
      for (let column = block.firstColumn; column <= block.lastColumn; column++) {
        const user = table.users[users[row] ?? -1]?.name
        const key = table.resources[resources[column] ?? -1]?.key
        if (user !== undefined && key !== undefined) cells.push({ user, key, level: null })
      }
    }
    return cells
  }
  const setAll = (level: MlflowLevel | null) => onSet(marked().map((one) => ({ ...one, level })))

  const onKey = (event: KeyboardEvent): boolean => {
    if (event.altKey) return false
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'z') return false
      props.onBack()
      return true
    }
    if (event.key === 'Delete') setAll(null)
    else if (event.key === 'Backspace') onUnset(marked())
    else {
      const level = levels.find((one) => LETTERS[one] === event.key.toUpperCase())
      if (!level) return false
      setAll(level)
    }
    return true
  }
  const onCopy = (): string | null => {
    if (!range) return null
    const { firstRow, lastRow, firstColumn, lastColumn } = blockOf(range)
    const text = (row: number, column: number): string => {
      const planned = plannedAt(table, draft, users[row] ?? -1, resources[column] ?? -1)
      return planned === 'hidden' ? '' : levelName(planned)
    }
    return tsvOf(
      Array.from({ length: lastRow - firstRow + 1 }, (_, i) =>
        Array.from({ length: lastColumn - firstColumn + 1 }, (_unused, k) =>
          text(firstRow + i, firstColumn + k),
        ),
      ),
    )
  }
  const onPaste = (text: string): void => {
    const pasted = text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((line) => line.split('\t').map(levelFromText))
    if (!range || pasted.every((line) => line.every((level) => level === undefined))) return
    const { firstRow, firstColumn, lastRow, lastColumn } = blockOf(range)
    // One cell fills the whole range; several begin at its corner.
    const single = pasted.length === 1 && pasted[0]?.length === 1
    const height = single ? lastRow - firstRow + 1 : pasted.length
    const width = single ? lastColumn - firstColumn + 1 : Math.max(...pasted.map((line) => line.length))
    const cells: DraftCell[] = []
    for (let i = 0; i < height; i++) {
      for (let k = 0; k < width; k++) {
        const level = single ? pasted[0]?.[0] : pasted[i]?.[k]
        const user = table.users[users[firstRow + i] ?? -1]?.name
        const key = table.resources[resources[firstColumn + k] ?? -1]?.key
        if (level !== undefined && user !== undefined && key !== undefined) cells.push({ user, key, level })
      }
    }
    onSet(cells)
  }

  const count = isMenuOpen ? marked().length : 0
  const one =
    range && isOne(range)
      ? {
          user: table.users[users[range.cursor.row] ?? -1],
          resource: table.resources[resources[range.cursor.column] ?? -1],
        }
      : null
  const hasDraft = isMenuOpen && marked().some(({ user, key }) => draftAt(draft, user, key) !== undefined)
  return (
    <>
      <MatrixGrid
        label="Users and what they may do"
        lines={lines}
        rowCount={users.length}
        columns={columns}
        rowHead={rowHead}
        cell={cell}
        corner={props.corner}
        range={range}
        onRange={setRange}
        onAct={(element) => {
          trigger.current = element
          setMenuOpen(true)
        }}
        onKey={onKey}
        onCopy={onCopy}
        onPaste={onPaste}
        emptyState={props.emptyState}
        maxHeight={props.maxHeight}
        headWidth={isNarrow ? 176 : 232}
        headHeight={headHeight(columns)}
      />
      {isMenuOpen && range ? (
        <MenuAt
          label={isOne(range) ? 'Level of this cell' : `Level of ${formatCount(count)} cells`}
          trigger={trigger}
          onClose={() => setMenuOpen(false)}
          items={[
            ...menuItems({ levels, count, hasDraft, setAll, unset: () => onUnset(marked()) }),
            ...(one?.user && one.resource ? placeItems(one.user, one.resource) : []),
          ]}
        />
      ) : null}
    </>
  )
}

interface MenuParts {
  levels: readonly MlflowLevel[]
  count: number
  hasDraft: boolean
  setAll: (level: MlflowLevel | null) => void
  unset: () => void
}

const DETAILS: Readonly<Record<MlflowLevel, string>> = {
  NO_PERMISSIONS: 'No access, even where the default gives some',
  DENY: 'Overrides every role',
  READ: 'See runs, metrics and files',
  USE: 'Read, and call as a service',
  EDIT: 'Read, and log, tag, rename',
  MANAGE: 'Everything, also delete and give access',
}

function menuItems({ levels, count, hasDraft, setAll, unset }: MenuParts): MenuItem[] {
  const suffix = count > 1 ? ` for ${formatCount(count)} cells` : ''
  return [
    ...levels.map((level): MenuItem => ({
      id: level,
      title: `${LEVEL_NAMES[level]}${suffix}`,
      detail: DETAILS[level],
      shortcut: LETTERS[level],
      run: () => setAll(level),
    })),
    {
      id: 'none',
      title: `None${suffix}`,
      detail: 'No row: roles and the server’s default apply',
      shortcut: 'Del',
      run: () => setAll(null),
    },
    ...(hasDraft ? [{ id: 'unset', title: 'Keep the server’s value', shortcut: '⌫', run: unset }] : []),
  ]
}

function placeItems(user: AccessUser, resource: AccessResource): MenuItem[] {
  const go = (href: string) => () => window.location.assign(href)
  return [
    {
      id: 'person',
      title: `What ${user.name} can reach`,
      run: go(linkTo('permissions.person', { name: user.name })),
    },
    { id: 'resource', title: `Who can reach ${resource.name}`, run: go(resourceLink(resource)) },
  ]
}

/** "Edit", "EDIT", "none", "–"; undefined: no level. */
function levelFromText(text: string): MlflowLevel | null | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'none' || word === '–') return null
  return MLFLOW_LEVELS.find(
    (level) => level.toLowerCase() === word || LEVEL_NAMES[level].toLowerCase() === word,
  )
}

function linesOf(shown: ShownAccess, table: AccessTable): MatrixLine[] {
  let row = 0
  return shown.users.flatMap(({ title, places }) => [
    ...(title === '' ? [] : [{ kind: 'group' as const, title }]),
    ...places.map((u) => ({ kind: 'row' as const, row: row++, id: table.users[u]?.name ?? String(u) })),
  ])
}

function columnsOf(shown: ShownAccess, table: AccessTable): MatrixColumn[] {
  return shown.resources.flatMap(({ title, places }) =>
    places.map((r, k) => {
      const resource = table.resources[r]
      return {
        id: resource?.key ?? String(r),
        name: resource?.name ?? '',
        caption: resource?.ref.kind === 'experiment' ? resource.ref.id : '',
        href: resource ? resourceLink(resource) : '',
        group: k === 0 && title !== '' ? title : null,
      }
    }),
  )
}

function resourceLink({ ref }: AccessResource): string {
  return ref.kind === 'experiment'
    ? linkTo('permissions.experiment', { experiment: ref.id })
    : linkTo('permissions.model', { model: ref.id })
}

/** As high as the longest name asks, within bounds; in px. */
function headHeight(columns: readonly MatrixColumn[]): number {
  const longest = Math.max(0, ...columns.map(({ name, caption }) => name.length + caption.length + 2))
  const group = columns.some((column) => column.group !== null) ? 20 : 0
  return Math.max(112, Math.min(190, 30 + longest * 6.4)) + group
}

function UserHead({ table, draft, user }: { table: AccessTable; draft: Draft; user: number }) {
  const one = table.users[user]
  if (!one) return null
  const isDrafted = draft.cells.has(one.name)
  return (
    <>
      <a
        href={linkTo('permissions.person', { name: one.name })}
        tabIndex={-1}
        className={isDrafted ? styles['drafted'] : styles['name']}
        title={one.name}
      >
        {one.name}
      </a>
      {one.isYou ? <Tag>you</Tag> : null}
      {one.isAdmin ? (
        <span className={styles['crown']} role="img" aria-label="Admin" title="Admin">
          <Icon of={Crown} size={14} />
        </span>
      ) : null}
    </>
  )
}
