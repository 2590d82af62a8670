import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { formatCount } from '~/lib/format'
import { classNames } from '../class-names'
import { type CellValue, nextSort } from '../lists/table-rows'
import { MOST_PRINTED, usePrinting } from '../page/printing'
import type { GridColumn, GridRow } from './grid-column'
import { GridHead, type HeadActions, headHeights } from './grid-head'
import { copiedTable, cursorAfter, type GridCursor } from './grid-keys'
import { GridPaper, wholeColumns, wholeRows } from './grid-paper'
import { BOX_WIDTH, GridRowView } from './grid-row'
import type { GridWindow } from './grid-window'
import { type GridState, WIDTH_STEP, withMoved, withoutWidth, withWidth } from './grid-state'
import { unseen } from '~/ui/words/unseen'
import styles from './grid-table.module.css'
import { rowSpan } from './row-span'
import { useClientWidth } from './use-client-width'
import { useGridColumns } from './use-grid-columns'
import { useGridSelection } from './use-grid-selection'
import { useGridWindow } from './use-grid-window'
import { useLatest } from './use-latest'

export interface GridTableProps {
  /** Accessible name. */
  label: string
  /** All of them, hidden ones too. Memoise them. */
  columns: readonly GridColumn[]
  rowCount: number
  /** The row at an index, in the order that is shown; null where it is not loaded yet. Memoise it: another function is other data, another object another row. */
  row: (row: number) => GridRow | null
  /** What a cell holds: it is shown, and copied. Asked only for rows that are loaded. Memoise it. */
  value: (row: number, key: string) => CellValue
  state: GridState
  onState: (state: GridState) => void
  onWindow?: (window: GridWindow) => void
  /** Ids of selected rows; leave both out where rows are not selected. */
  selected?: ReadonlySet<string>
  onSelected?: (ids: ReadonlySet<string>) => void
  /** For an owner that has only the rows in view: selects, or not, all from one row to another, both included. */
  onSelectedBetween?: (first: number, last: number, isAdded: boolean) => void
  /** For the same owner: copies all selected rows, where some are not in view. */
  onCopySelected?: (columns: readonly GridColumn[]) => void
  /** Enter, or a press on a row. */
  onOpen?: (id: string, row: number) => void
  /** A double click on a row, or Enter at the one that is open: what goes into it. By default the same as `onOpen`. */
  onEnter?: () => void
  /** Arrow and page keys came to a row. */
  onWalk?: (id: string) => void
  /** Id of the row that is open elsewhere. */
  openId?: string | null
  /** Where that row is: the cursor follows it. */
  openRow?: number
  /** A row with a `group` is opened or closed. The grid is then a tree of rows. */
  onGroup?: (id: string, isOpen: boolean) => void
  /** Stands in the place of the rows where there are none. */
  emptyState: ReactNode
  /** Height at which it scrolls, in px. */
  maxHeight: number
  /** Rows of 28 px instead of 32. */
  isCompact?: boolean
}

/** Height of a row on paper, in px: a line of its text. */
const PAPER_ROW = 22

/**
 * A table of any height and width: only the cells in view are in the page. Order, widths, visibility, pinning and sort
 * are the owner's state; rows are the owner's, by index. Focus stays on the grid itself, and `aria-activedescendant`
 * names the cell under the cursor, so that scrolling a cell out of the page loses no focus. At a head Enter sorts (with
 * shift as a further key), Alt and an arrow move the column, Alt, Shift and an arrow size it.
 */
export function GridTable(props: GridTableProps) {
  const { columns, rowCount, row, value, state, onState, selected, onSelected, onOpen, onGroup } = props
  const {
    onSelectedBetween,
    onCopySelected,
    onWindow,
    onEnter,
    onWalk,
    maxHeight,
    openId = null,
    openRow = -1,
    isCompact = false,
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<GridCursor>({ row: 0, column: 0 })
  const [isFocused, setFocused] = useState(false)
  const [draft, setDraft] = useState<GridState | null>(null)
  const [said, setSaid] = useState('')
  const printing = usePrinting()
  // Rows that are fetched as they come into view are not there on demand.
  const isSpread = printing && !onWindow
  // Nothing is chosen on paper, and hundreds of rows take fewer sheets.
  const hasBoxes = onSelected !== undefined && !printing
  const boxes = hasBoxes ? BOX_WIDTH : 0
  const rowHeight = isSpread ? PAPER_ROW : isCompact ? 28 : 32
  const room = useClientWidth(scroller) - boxes
  const layout = useGridColumns(columns, draft ?? state, room, isSpread)
  const { placed, pinnedCount, pinnedWidth } = layout
  const headParts = useMemo(() => headHeights(placed.map(({ column }) => column)), [placed])
  // With the line below it, in px.
  const headHeight = headParts.group + headParts.title + headParts.note + 1

  const inView = useGridWindow(scroller, layout, { rowCount, rowHeight, headHeight, room, height: maxHeight })
  // On paper nothing is scrolled: the columns that fit are all there are.
  const { first, end } = isSpread ? { first: pinnedCount, end: placed.length } : inView.columns
  const rows = isSpread ? { first: 0, end: Math.min(rowCount, MOST_PRINTED) } : inView.rows
  const span = rowSpan(layout, { first, end }, boxes, room + boxes)
  const firstRow = rows.first
  const lastRow = rows.end - 1
  const tell = useLatest(onWindow)
  useEffect(() => {
    if (lastRow < firstRow) return
    const keys = [...placed.slice(0, pinnedCount), ...placed.slice(first, end)].map(
      ({ column }) => column.key,
    )
    tell.current?.({ firstRow, lastRow, columns: keys })
  }, [tell, firstRow, lastRow, first, end, placed, pinnedCount])

  const at: GridCursor = {
    row: Math.max(-1, Math.min(rowCount - 1, cursor.row)),
    column: Math.max(0, Math.min(placed.length - 1, cursor.column)),
  }
  const isInPage =
    (at.row < 0 || (at.row >= firstRow && at.row <= lastRow)) &&
    (at.column < pinnedCount || (at.column >= first && at.column < end))
  const moveTo = (next: GridCursor) => {
    setCursor(next)
    inView.show(next.row, next.column)
  }

  const follow = useLatest(() => openRow >= 0 && moveTo({ row: openRow, column: at.column }))
  useEffect(() => {
    if (openId !== null) follow.current()
  }, [openId, follow])

  const { idAt, ...selection } = useGridSelection({ rowCount, row, selected, onSelected, onSelectedBetween })
  const toggleGroup = (index: number) => {
    const data = row(index)
    if (data?.group) onGroup?.(data.id, !data.group.isOpen)
  }
  const open = (index: number) => {
    const data = row(index)
    if (data?.group && data.group.hasPage !== true) toggleGroup(index)
    else if (data && !data.isDivider) onOpen?.(data.id, index)
  }
  const onSort = (index: number, isAdded: boolean) => {
    const column = placed[index]?.column
    if (!column || column.isUnsortable) return
    setCursor({ row: -1, column: index })
    scroller.current?.focus({ preventScroll: true })
    onState({ ...state, sort: nextSort(state.sort, column.key, isAdded) })
  }
  const onMove = (from: number, to: number) => {
    const keys = placed.map(({ column }) => column.key)
    onState(withMoved(state, keys, from, to))
  }

  /** Alt and an arrow at any cell of a column: moved, or with shift sized. True where the key was taken. */
  const arrange = (event: KeyboardEvent): boolean => {
    const place = placed[at.column]
    const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (!event.altKey || way === 0 || !place) return false
    if (event.shiftKey) {
      const width = place.width + way * WIDTH_STEP
      onState(withWidth(state, place.column.key, width))
      setSaid(`${place.column.title}: ${Math.round(width)} px wide`)
      return true
    }
    const to = at.column + way
    // A column does not cross the line between pinned and scrolled ones.
    if (to < 0 || to >= placed.length || placed[to]?.isPinned !== place.isPinned) return true
    onMove(at.column, way > 0 ? to + 1 : to)
    moveTo({ ...at, column: to })
    setSaid(`${place.column.title}: column ${formatCount(to + 1)} of ${formatCount(placed.length)}`)
    return true
  }
  /** A key that acts on a row or head. True where it was taken. */
  const act = (event: KeyboardEvent): boolean => {
    const data = at.row >= 0 ? row(at.row) : null
    const isWay = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    if (event.key === 'Enter' || (event.key === ' ' && at.row < 0)) {
      if (at.row < 0) onSort(at.column, event.shiftKey)
      else if (onEnter && openId !== null && data?.id === openId) onEnter()
      else open(at.row)
    } else if (event.key === ' ' && onSelected) {
      if (event.shiftKey) selection.selectTo(at.row)
      else selection.toggle(at.row)
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelected) {
      selection.selectAll(true)
    } else if (event.shiftKey && isWay && onSelected && at.row >= 0) {
      const next = Math.max(0, Math.min(rowCount - 1, at.row + (event.key === 'ArrowDown' ? 1 : -1)))
      selection.stretch(at.row, next)
      moveTo({ ...at, row: next })
    } else if (at.column === 0 && data?.group && onGroup && !event.ctrlKey && !event.metaKey) {
      if (event.key === 'ArrowRight' && !data.group.isOpen) onGroup(data.id, true)
      else if (event.key === 'ArrowLeft' && data.group.isOpen) onGroup(data.id, false)
      else return false
    } else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || placed.length === 0) return
    const page = Math.max(1, Math.floor(maxHeight / rowHeight) - 2)
    if (!arrange(event) && !act(event)) {
      const next = event.altKey
        ? null
        : cursorAfter(event, at, { rows: rowCount, columns: placed.length, page })
      if (!next) return
      moveTo(next)
      const reached = next.row === at.row ? undefined : idAt(next.row)
      if (reached !== undefined) onWalk?.(reached)
    }
    event.preventDefault()
  }
  const onCopy = (event: ClipboardEvent) => {
    // A person who marked some text wants that text.
    if (getSelection()?.isCollapsed === false) return
    event.preventDefault()
    const shown = placed.flatMap(({ column }) => (column.isPicture ? [] : [column]))
    const all = Array.from({ length: rowCount }, (_, k) => k)
    const chosen = all.filter(selection.has)
    if (onCopySelected && selected && chosen.length < selected.size) return onCopySelected(shown)
    const copied = chosen.length > 0 ? chosen : row(at.row) ? [at.row] : []
    event.clipboardData.setData('text/plain', copiedTable(shown, copied, value))
  }

  const onPress = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1)
    if (index < 0 || !target) return
    // Keys are the grid's, whatever was pressed in it.
    scroller.current?.focus({ preventScroll: true })
    if (target.closest('[data-box]')) {
      setCursor((before) => ({ ...before, row: index }))
      if (event.shiftKey) selection.selectTo(index)
      else selection.toggle(index)
      return
    }
    const column = target.closest<HTMLElement>('[data-column]')?.dataset['column']
    setCursor((before) => ({ row: index, column: column === undefined ? before.column : Number(column) }))
    if (target.closest('[data-toggle]')) toggleGroup(index)
    else if (onEnter && event.detail > 1) onEnter()
    else if (onSelected && event.shiftKey) selection.selectTo(index)
    else if (onSelected && (event.ctrlKey || event.metaKey)) selection.toggle(index)
    else open(index)
  }

  const headActions = useLatest<HeadActions>({
    onAll: selection.selectAll,
    onSort,
    onWidth: (key, width, isDone) => {
      const next = withWidth(state, key, width)
      setDraft(isDone ? null : next)
      if (isDone) onState(next)
    },
    onOwnWidth: (key) => onState(withoutWidth(state, key)),
    onMove,
  })
  const isTree = onGroup !== undefined
  const height = Math.min(
    isSpread ? Number.POSITIVE_INFINITY : maxHeight,
    headHeight + Math.max((isSpread ? lastRow + 1 : rowCount) * rowHeight, rowCount === 0 ? 96 : 0) + 12,
  )
  return (
    <>
      <div
        ref={scroller}
        role={isTree ? 'treegrid' : 'grid'}
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={placed.length + (hasBoxes ? 1 : 0)}
        {...(onSelected ? { 'aria-multiselectable': true } : {})}
        tabIndex={0}
        {...(isFocused && isInPage ? { 'aria-activedescendant': `${id}-${at.row}-${at.column}` } : {})}
        className={classNames(
          styles['scroll'],
          isFocused && styles['focused'],
          isCompact && styles['compact'],
          isSpread && styles['spread'],
        )}
        style={{ height }}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onFocus={(event) => event.target === event.currentTarget && setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <GridHead
          layout={layout}
          first={first}
          end={end}
          gridId={id}
          sort={state.sort}
          cursor={isFocused && at.row < 0 ? at.column : null}
          allSelected={hasBoxes ? selection.all : null}
          actions={headActions}
        />
        <div
          role="rowgroup"
          onClick={onPress}
          // A double click is one on a row, and marks no word of it.
          onMouseDown={(event) => onEnter && event.detail > 1 && event.preventDefault()}
          className={styles['rows']}
          style={{ height: (isSpread ? rows.end : rowCount) * rowHeight, width: layout.width + boxes }}
        >
          {Array.from({ length: rows.end - rows.first }, (_, k) => {
            const index = rows.first + k
            const data = row(index)
            return (
              <GridRowView
                // By its place: by its id, a row that is not loaded yet would be made twice as it is scrolled to.
                key={index}
                row={index}
                data={data}
                top={index * rowHeight}
                height={rowHeight}
                layout={layout}
                {...span}
                first={first}
                end={end}
                gridId={id}
                value={value}
                isSelected={hasBoxes ? data !== null && selected?.has(data.id) === true : null}
                isOpen={data !== null && data.id === openId}
                isTree={isTree}
                isPressable={onOpen !== undefined || data?.group !== undefined}
                cursor={isFocused && at.row === index ? at.column : null}
              />
            )
          })}
        </div>
        {rowCount === 0 ? <div className={styles['empty']}>{props.emptyState}</div> : null}
      </div>
      {printing ? (
        <GridPaper
          rows={
            isSpread
              ? { first: firstRow, last: lastRow, count: rowCount }
              : wholeRows({ top: inView.view.top, height: height - headHeight, rowHeight }, rowCount)
          }
          columns={{
            shown:
              pinnedCount +
              wholeColumns(
                placed.slice(pinnedCount).map(({ width }) => width),
                isSpread ? 0 : inView.view.left,
                room - pinnedWidth,
              ),
            count: placed.length + layout.leftOut,
          }}
          isSpread={isSpread}
        />
      ) : null}
      <span className={unseen} aria-live="polite">
        {said}
      </span>
    </>
  )
}
