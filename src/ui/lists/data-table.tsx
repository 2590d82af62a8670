import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { formatNumber } from '~/lib/format'
import { classNames } from '../class-names'
import { CopyButton } from '../controls/copy-button'
import { Icon } from '../words/icon'
import { useAnchoredRows } from './use-anchored-rows'
import { useRowWindow } from './use-row-window'
import { type CellValue, nextSort, sortRows, type SortKey, toTsv } from './table-rows'
import { Frame, type FrameProps } from '../page/frame'
import { MOST_PRINTED, printedText, usePrinting } from '../page/printing'
import styles from './data-table.module.css'

export interface DataColumn<R> {
  key: string
  title: string
  /** In grey after the title, and in the copied head. */
  unit?: string
  /** Numbers stand at the end, texts at the start, unless told. */
  align?: 'start' | 'end'
  /** In px. */
  width: number
  /** What is sorted and copied; shown as it is, numbers with four digits, unless `render` is given. */
  value: (row: R) => CellValue
  /** What is copied, where that is not what it is sorted by. */
  copied?: (row: R) => CellValue
  render?: (row: R) => ReactNode
}

export interface DataTableProps<R> {
  /** Accessible name. */
  label: string
  rows: readonly R[]
  columns: readonly DataColumn<R>[]
  rowKey: (row: R, index: number) => string
  /** Stands in the place of the rows where there are none. */
  emptyState: ReactNode
  initialSort?: readonly SortKey[]
  /** Height at which it scrolls, in px. */
  maxHeight?: number
  /** Rows of 28 px instead of 32. */
  compact?: boolean
  /** Left of the copy button, above the head: what the rows are. */
  caption?: ReactNode
  /** Then it stands in a frame, whose head has the copy button; else that has a line of its own. */
  frame?: Pick<FrameProps, 'title' | 'subtitle' | 'level'>
  /** Enter or a press on a row. */
  onRow?: (row: R) => void
  /** Key of the row that is open. */
  selectedKey?: string | null
}

/**
 * A table of any length: only the rows in view are in the page. Sorted by a press on a head (shift for a
 * second key), walked with the arrow keys, copied whole with Ctrl C. Focus is on the grid itself and the
 * active cell is named by `aria-activedescendant`, so scrolling a cell out of the page loses no focus.
 */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, rows, columns, rowKey, emptyState, maxHeight = 420, compact = false, caption, onRow } = props
  const [sort, setSort] = useState<readonly SortKey[]>(props.initialSort ?? [])
  const [active, setActive] = useState<{ row: number; column: number }>({ row: 0, column: 0 })
  const [focused, setFocused] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  const id = useId()
  const all = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const sorted = useMemo(() => (printing ? all.slice(0, MOST_PRINTED) : all), [all, printing])
  const rowHeight = compact ? 28 : 32

  const { first, end, scrollTo } = useRowWindow(scroller, {
    count: sorted.length,
    rowHeight,
    height: maxHeight,
    headHeight: HEAD_HEIGHT,
    ...(printing ? { beyond: MOST_PRINTED } : {}),
  })
  useAnchoredRows(scroller, sorted, rowKey, rowHeight)
  const above = first * rowHeight
  const below = (sorted.length - end) * rowHeight
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  const row = Math.min(active.row, sorted.length - 1)
  const column = Math.min(active.column, columns.length - 1)
  const inPage = row >= first && row < end

  const moveTo = (row: number, column: number) => {
    setActive({ row, column })
    scrollTo(row)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || sorted.length === 0) return
    const current = sorted[row]
    if ((event.key === 'Enter' || event.key === ' ') && onRow && current !== undefined) {
      event.preventDefault()
      onRow(current)
      return
    }
    const page = Math.max(1, Math.floor(maxHeight / rowHeight) - 2)
    const next = step(event, { row, column }, sorted.length - 1, columns.length - 1, page)
    if (!next) return
    event.preventDefault()
    moveTo(next.row, next.column)
  }

  const onCopy = (event: ClipboardEvent) => {
    // A person who marked some text wants that text.
    if (getSelection()?.isCollapsed === false) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', toTsv(sorted, columns))
  }

  const width = columns.reduce((sum, c) => sum + c.width, 0)
  const copy =
    sorted.length > 0 ? (
      <span data-unprinted="">
        <CopyButton variant="quiet" size={28} text={() => toTsv(sorted, columns)}>
          Copy table
        </CopyButton>
      </span>
    ) : null
  const table = (
    <div className={styles['table']}>
      {props.frame && caption === undefined ? null : (
        <div className={styles['bar']}>
          <div className={styles['caption']}>{caption}</div>
          {props.frame ? null : copy}
        </div>
      )}
      <div
        ref={scroller}
        className={classNames(styles['scroll'], focused && styles['focused'])}
        style={printing ? { overflow: 'visible' } : { maxHeight }}
      >
        <table
          role="grid"
          aria-label={label}
          aria-rowcount={sorted.length + 1}
          aria-colcount={columns.length}
          tabIndex={0}
          {...(inPage && focused ? { 'aria-activedescendant': cellId(row, column) } : {})}
          style={{ minWidth: printing ? 0 : width }}
          className={classNames(compact && styles['compact'])}
          onKeyDown={onKeyDown}
          onCopy={onCopy}
          onFocus={(event) => event.target === event.currentTarget && setFocused(true)}
          onBlur={() => setFocused(false)}
        >
          <colgroup>
            {columns.map((c) => (
              <col key={c.key} style={{ width: printing ? `${(100 * c.width) / width}%` : c.width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((c, index) => (
                <Head
                  key={c.key}
                  column={c}
                  end={endAligned(c, rows)}
                  sort={sort}
                  first={index === 0}
                  onSort={(add) => setSort(nextSort(sort, c.key, add))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 ? <Gap height={above} columns={columns.length} /> : null}
            {sorted.slice(first, end).map((data, place) => {
              const at = first + place
              const key = rowKey(data, at)
              return (
                <tr
                  key={key}
                  aria-rowindex={at + 2}
                  className={classNames(onRow && styles['pressable'])}
                  {...(props.selectedKey === undefined ? {} : { 'aria-selected': key === props.selectedKey })}
                  onClick={() => {
                    setActive((now) => ({ ...now, row: at }))
                    onRow?.(data)
                  }}
                >
                  {columns.map((c, index) => (
                    <td
                      key={c.key}
                      title={wholeText(c.value(data))}
                      id={cellId(at, index)}
                      role="gridcell"
                      aria-colindex={index + 1}
                      className={classNames(
                        endAligned(c, rows) && styles['end'],
                        index === 0 && styles['first'],
                        focused && at === row && index === column && styles['active'],
                      )}
                    >
                      {c.render ? c.render(data) : printed(c.value(data))}
                    </td>
                  ))}
                </tr>
              )
            })}
            {below > 0 ? <Gap height={below} columns={columns.length} /> : null}
          </tbody>
        </table>
        {sorted.length === 0 ? <div className={styles['none']}>{emptyState}</div> : null}
      </div>
      {sorted.length < all.length ? (
        <p className={styles['onPaper']}>{printedText(sorted.length, all.length)}</p>
      ) : null}
    </div>
  )
  if (props.frame === undefined) return table
  return (
    <Frame {...props.frame} actions={copy} flush>
      {table}
    </Frame>
  )
}

const HEAD_HEIGHT = 33

const printed = (value: CellValue): string => (typeof value === 'string' ? value : formatNumber(value))

/** Numbers end under each other. The first row that has a value tells which a column holds. */
function endAligned<R>(column: DataColumn<R>, rows: readonly R[]): boolean {
  if (column.align !== undefined) return column.align === 'end'
  const first = rows.slice(0, 20).find((row) => column.value(row) !== null)
  return first !== undefined && typeof column.value(first) === 'number'
}

/** Where an arrow, Home, End or Page key leads; null for any other key. */
function step(
  event: KeyboardEvent,
  at: { row: number; column: number },
  lastRow: number,
  lastColumn: number,
  page: number,
): { row: number; column: number } | null {
  const far = event.ctrlKey || event.metaKey
  const clamp = (row: number, column: number) => ({
    row: Math.max(0, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  })
  switch (event.key) {
    case 'ArrowDown':
      return clamp(far ? lastRow : at.row + 1, at.column)
    case 'ArrowUp':
      return clamp(far ? 0 : at.row - 1, at.column)
    case 'ArrowRight':
      return clamp(at.row, far ? lastColumn : at.column + 1)
    case 'ArrowLeft':
      return clamp(at.row, far ? 0 : at.column - 1)
    case 'PageDown':
      return clamp(at.row + page, at.column)
    case 'PageUp':
      return clamp(at.row - page, at.column)
    case 'Home':
      return clamp(far ? 0 : at.row, 0)
    case 'End':
      return clamp(far ? lastRow : at.row, lastColumn)
    default:
      return null
  }
}

interface HeadProps<R> {
  column: DataColumn<R>
  end: boolean
  first: boolean
  sort: readonly SortKey[]
  onSort: (add: boolean) => void
}

function Head<R>({ column, end, first, sort, onSort }: HeadProps<R>) {
  const place = sort.findIndex((s) => s.key === column.key)
  const direction = sort[place]?.direction
  return (
    <th
      scope="col"
      aria-sort={direction ?? 'none'}
      className={classNames(end && styles['end'], first && styles['first'])}
    >
      <button type="button" className={styles['sort']} onClick={(event) => onSort(event.shiftKey)}>
        <span className={styles['title']}>{column.title}</span>
        {column.unit === undefined ? null : <span className={styles['unit']}>{column.unit}</span>}
        {direction ? <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={13} /> : null}
        {sort.length > 1 && place >= 0 ? <span className={styles['unit']}>{place + 1}</span> : null}
      </button>
    </th>
  )
}

/** Shorter text is whole in any column. */
const LONG_TEXT = 16

/** What a cell may have to cut off, to be read in full: names of 250 characters are told apart by their ends. */
function wholeText(value: CellValue): string | undefined {
  return typeof value === 'string' && value.length > LONG_TEXT ? value : undefined
}

/** The height of the rows that are not in the page. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden className={styles['gap']}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}
