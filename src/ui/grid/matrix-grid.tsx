import {
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react'
import { classNames } from '../class-names'
import { MOST_PRINTED, usePrinting } from '../page/printing'
import { cursorAfter } from './grid-keys'
import { GridPaper, wholeColumns } from './grid-paper'
import { MATRIX_COLUMN, MATRIX_ROW, type MatrixCell, type MatrixColumn, type MatrixLine } from './matrix-cell'
import { MatrixHead } from './matrix-head'
import { blockOf, clampedRange, isOne, type MatrixPlace, type MatrixRange } from './matrix-range'
import { MatrixGroupRow, MatrixRowView } from './matrix-row'
import { scrolledTo, slotsOf, useMatrixWindow } from './matrix-window'
import { useClientWidth, usePrintedLeft } from './use-client-width'
import styles from './matrix-grid.module.css'

export interface MatrixGridProps {
  /** Accessible name. */
  label: string
  /** Groups and rows as they are shown. Memoise them. */
  lines: readonly MatrixLine[]
  rowCount: number
  columns: readonly MatrixColumn[]
  /** Memoise both: another function is other data. */
  rowHead: (row: number) => ReactNode
  cell: (row: number, column: number) => MatrixCell
  /** Over the heads of rows. */
  corner: ReactNode
  /** What is marked; null: nothing, and keys change nothing. The owner keeps it with its cells where rows move. */
  range: MatrixRange | null
  onRange: (range: MatrixRange) => void
  /** Enter, Space, or a press that ends at a cell: what to do with the range. */
  onAct: (element: HTMLElement) => void
  /** Another key at a cell. True where it was taken. */
  onKey: (event: KeyboardEvent) => boolean
  /** The range as text; null where there is nothing to copy. */
  onCopy: () => string | null
  onPaste: (text: string) => void
  emptyState: ReactNode
  /** Height at which it scrolls, in px. */
  maxHeight: number
  /** Of the heads of rows, in px. */
  headWidth: number
  /** Of the heads of columns, in px. */
  headHeight: number
}

/**
 * Rows × columns of small cells, virtual in both directions: what is in view is in the page. Names of columns stand
 * upright. Focus stays on the grid; `aria-activedescendant` names the cell under the cursor. A range is marked with
 * Shift and arrows or by dragging.
 */
export function MatrixGrid(props: MatrixGridProps) {
  const { lines, rowCount, columns, range, onRange, onAct, maxHeight, headWidth, headHeight } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [isFocused, setFocused] = useState(false)
  const isDrawing = useRef(false)
  const printing = usePrinting()
  const room = useClientWidth(scroller)
  const left = usePrintedLeft(scroller)
  const printed = Math.min(lines.length, MOST_PRINTED)

  const { down: inView, across } = useMatrixWindow(
    scroller,
    { width: headWidth, height: headHeight },
    { row: MATRIX_ROW, column: MATRIX_COLUMN },
    { rows: lines.length, columns: columns.length },
  )
  const down = printing ? { first: 0, end: printed } : inView
  const at = range && clampedRange(range, rowCount, columns.length)
  const block = at && isFocused ? blockOf(at) : null
  const cellId = ({ row, column }: MatrixPlace): string => `${id}-${row}-${column}`

  const moveTo = (cursor: MatrixPlace, isExtended: boolean): void => {
    onRange({ anchor: isExtended && at ? at.anchor : cursor, cursor })
    const line = lines.findIndex((one) => one.kind === 'row' && one.row === cursor.row)
    const box = scroller.current
    if (!box) return
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = box
    // The title of a group stays in sight with its first row.
    const top = lines[line - 1]?.kind === 'group' ? line - 1 : line
    const below = scrolledTo(line, MATRIX_ROW, scrollTop, clientHeight - headHeight)
    box.scrollTop = scrolledTo(top, MATRIX_ROW, below, clientHeight - headHeight)
    box.scrollLeft = scrolledTo(cursor.column, MATRIX_COLUMN, scrollLeft, clientWidth - headWidth)
  }
  const act = (place: MatrixPlace): void => {
    const element = document.getElementById(cellId(place))
    if (element) onAct(element)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || rowCount === 0 || columns.length === 0) return
    const page = Math.max(1, Math.floor((maxHeight - headHeight) / MATRIX_ROW) - 1)
    const next = event.altKey
      ? null
      : cursorAfter(event, at?.cursor ?? { row: -1, column: 0 }, {
          rows: rowCount,
          columns: columns.length,
          page,
        })
    if (next) moveTo({ ...next, row: Math.max(0, next.row) }, event.shiftKey)
    else if (at && (event.key === 'Enter' || event.key === ' ')) act(at.cursor)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey))
      onRange({ anchor: { row: 0, column: 0 }, cursor: { row: rowCount - 1, column: columns.length - 1 } })
    else if (!at || !props.onKey(event)) return
    event.preventDefault()
  }

  const onPointerDown = (event: PointerEvent): void => {
    const place = placeOf(event.target)
    if (!place || event.button !== 0) return
    scroller.current?.focus({ preventScroll: true })
    const anchor = event.shiftKey && at ? at.anchor : place
    onRange({ anchor, cursor: place })
    isDrawing.current = event.pointerType === 'mouse'
  }
  const onPointerMove = (event: PointerEvent): void => {
    const place = isDrawing.current && event.buttons === 1 ? placeOf(event.target) : null
    if (!place || !at || (at.cursor.row === place.row && at.cursor.column === place.column)) return
    onRange({ anchor: at.anchor, cursor: place })
  }
  const onPointerUp = (): void => {
    // A range that was drawn ends with what to do with it; one cell is a click.
    const isDrawn = isDrawing.current && at !== null && !isOne(at)
    isDrawing.current = false
    if (isDrawn) act(at.cursor)
  }
  const onClick = (event: { target: EventTarget | null; shiftKey: boolean }): void => {
    const place = placeOf(event.target)
    if (place && !event.shiftKey) act(place)
  }

  const onCopyEvent = (event: ClipboardEvent): void => {
    if (event.target !== event.currentTarget || getSelection()?.isCollapsed === false) return
    const text = props.onCopy()
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  const onPasteEvent = (event: ClipboardEvent): void => {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    props.onPaste(event.clipboardData.getData('text/plain'))
  }

  const isEmpty = rowCount === 0 || columns.length === 0
  const full = headHeight + lines.length * MATRIX_ROW + 14
  const height = isEmpty
    ? headHeight + 160
    : printing
      ? headHeight + printed * MATRIX_ROW + 1
      : Math.min(maxHeight, full)
  return (
    <div className={classNames(styles['box'], isFocused && styles['focused'])}>
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        tabIndex={0}
        {...(isFocused && at ? { 'aria-activedescendant': cellId(at.cursor) } : {})}
        className={styles['scroll']}
        style={{ height }}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerOver={nameOnHover}
        onPointerUp={onPointerUp}
        onClick={onClick}
        onCopy={onCopyEvent}
        onPaste={onPasteEvent}
        onFocus={(event) => event.target === event.currentTarget && setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <MatrixHead
          columns={columns}
          first={across.first}
          end={across.end}
          width={headWidth}
          height={headHeight}
          corner={props.corner}
          marked={block && at && !isOne(at) ? [block.firstColumn, block.lastColumn] : null}
        />
        <div
          role="rowgroup"
          className={styles['rows']}
          style={{
            height: isEmpty ? 0 : (printing ? printed : lines.length) * MATRIX_ROW,
            width: headWidth + columns.length * MATRIX_COLUMN,
          }}
        >
          {isEmpty
            ? null
            : slotsOf(down.first, down.end).map((index, slot) => {
                const line = lines[index]
                if (!line) return null
                const start = index * MATRIX_ROW
                if (line.kind === 'group')
                  return <MatrixGroupRow key={`group ${line.title}`} title={line.title} top={start} />
                const isMarked = block !== null && line.row >= block.firstRow && line.row <= block.lastRow
                return (
                  <MatrixRowView
                    key={slot}
                    row={line.row}
                    top={start}
                    headWidth={headWidth}
                    rowHead={props.rowHead}
                    cell={props.cell}
                    first={across.first}
                    end={across.end}
                    gridId={id}
                    markedFrom={isMarked ? block.firstColumn : -1}
                    markedTo={isMarked ? block.lastColumn : -2}
                    cursor={block && at?.cursor.row === line.row ? at.cursor.column : -1}
                  />
                )
              })}
        </div>
        {isEmpty ? <div className={styles['empty']}>{props.emptyState}</div> : null}
      </div>
      {printing && !isEmpty ? (
        <GridPaper
          rows={{
            first: 0,
            last: lines.slice(0, printed).filter(({ kind }) => kind === 'row').length - 1,
            count: rowCount,
          }}
          columns={{
            shown: wholeColumns(
              columns.map(() => MATRIX_COLUMN),
              left,
              room - headWidth,
            ),
            count: columns.length,
          }}
          isSpread
        />
      ) : null}
    </div>
  )
}

/** The words of a cell as its tooltip, once somebody points at it: set ahead, they would be made anew with each scroll. */
function nameOnHover({ target }: { target: EventTarget | null }): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  if (cell) cell.title = cell.getAttribute('aria-label') ?? ''
}

/** The cell that was pressed. */
function placeOf(target: EventTarget | null): MatrixPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row, column] = cell?.dataset['cell']?.split(' ').map(Number) ?? []
  return row === undefined || column === undefined ? null : { row, column }
}
