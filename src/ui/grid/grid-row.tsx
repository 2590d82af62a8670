import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { memo, type ReactNode } from 'react'
import checkbox from '../controls/checkbox.module.css'
import { classNames } from '../class-names'
import { Icon } from '../words/icon'
import type { CellValue } from '../lists/table-rows'
import { type GridColumn, type GridRow, printedCell } from './grid-column'
import styles from './grid-table.module.css'
import { surelyFits } from './surely-fits'
import type { GridLayout, PlacedColumn } from './use-grid-columns'

/** Of the boxes at the left, in px. */
export const BOX_WIDTH = 40
/** One level deeper in a tree, in px. */
const INDENT = 20
/** A toggle and what stands after it, in px. */
const TOGGLE = 22
/** Of a cell, left and right, in px; the first of a row has the most. */
const PADDING = 28

export interface GridRowViewProps {
  row: number
  /** Null: not loaded yet. */
  data: GridRow | null
  top: number
  height: number
  layout: GridLayout
  left: number
  space: number
  width: number
  /** The scrolled columns that are in the page, as indices of the layout: [first, end). */
  first: number
  end: number
  /** Base of the ids of cells. */
  gridId: string
  value: (row: number, key: string) => CellValue
  /** Null: rows are not selected here. */
  isSelected: boolean | null
  isOpen: boolean
  isTree: boolean
  isPressable: boolean
  /** Column of the cursor where it stands in this row. */
  cursor: number | null
}

/**
 * One row: pinned cells in a box that stays at the left, the others where they are. Presses are heard by the grid, which
 * reads row and column from `data-row` and `data-column`: a scrolled table makes hundreds of cells a second. Cells stand
 * in the flow: a positioned one would be a layer of its own to paint.
 */
export const GridRowView = memo(function GridRowView(props: GridRowViewProps) {
  const { row, data, layout, first, end, isSelected, gridId, value, isTree, cursor } = props
  const { placed, pinnedCount, pinnedWidth } = layout
  const boxes = isSelected === null ? 0 : BOX_WIDTH
  const start = Math.max(first, pinnedCount)
  const cell = ({ column, width }: PlacedColumn, index: number) => (
    <Cell
      key={column.key}
      // A name for the cursor alone: the cells of a row that moves say the same.
      {...(cursor === index ? { cursorId: `${gridId}-${row}-${index}` } : {})}
      column={column}
      index={index}
      ariaIndex={index + (boxes > 0 ? 2 : 1)}
      width={width}
      held={data === null ? null : value(row, column.key)}
      at={data !== null && column.renderRow ? { row, value } : null}
      isLoaded={data !== null}
      level={isTree && index === 0 && data && isInTree(data) ? (data.level ?? 0) : null}
      group={index === 0 && data?.group ? (data.group.isOpen ? 'open' : 'closed') : null}
    />
  )
  return (
    <div
      role="row"
      data-row={row}
      aria-rowindex={row + 2}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      {...(isTree && data ? { 'aria-level': (data.level ?? 0) + 1 } : {})}
      {...(isTree && data?.group ? { 'aria-expanded': data.group.isOpen } : {})}
      className={classNames(
        styles['row'],
        data?.group && styles['group'],
        data?.isDivider && styles['divider'],
        (isSelected === true || props.isOpen) && styles['selected'],
        props.isPressable && !data?.isDivider && styles['pressable'],
      )}
      style={{ top: props.top, left: props.left, height: props.height, width: props.width }}
    >
      <div className={styles['pins']} style={{ width: pinnedWidth + boxes }}>
        {isSelected === null ? null : (
          <Box row={row} isSelected={isSelected} hasBox={data !== null && !data.isDivider} />
        )}
        {placed.slice(0, pinnedCount).map(cell)}
      </div>
      {props.space > 0 ? <div className={styles['space']} style={{ width: props.space }} /> : null}
      {placed.slice(start, end).map((one, k) => cell(one, start + k))}
    </div>
  )
}, isSameRow)

/** The owner may make the objects of its rows anew each time. */
function isSameRow(before: GridRowViewProps, after: GridRowViewProps): boolean {
  for (const key in after) {
    const name = key as keyof GridRowViewProps
    if (name !== 'data' && before[name] !== after[name]) return false
  }
  const [was, is] = [before.data, after.data]
  return was?.id === is?.id && was?.level === is?.level && was?.group?.isOpen === is?.group?.isOpen
}

interface BoxProps {
  row: number
  isSelected: boolean
  hasBox: boolean
}

/** Looks as a `Checkbox`, of one element: those of all rows took a quarter of the painting of a scrolled table. */
const Box = memo(function Box({ row, isSelected, hasBox }: BoxProps) {
  return (
    <div role="gridcell" aria-colindex={1} className={styles['box']} data-box="">
      {hasBox ? (
        <input
          type="checkbox"
          className={classNames(checkbox['input'], styles['tick'])}
          tabIndex={-1}
          aria-label={`Select row ${row + 1}`}
          checked={isSelected}
          onChange={heardByGrid}
        />
      ) : null}
    </div>
  )
})

const heardByGrid = () => undefined

interface CellProps {
  /** Where the cursor is. */
  cursorId?: string
  column: GridColumn
  index: number
  /** Its column among all that are shown, boxes too; from 1. */
  ariaIndex: number
  width: number
  held: CellValue
  /** Of a column that draws more of a row than its value: which row, of which data. */
  at: { row: number; value: GridRowViewProps['value'] } | null
  isLoaded: boolean
  /** Null: not the cell that is indented. */
  level: number | null
  group: 'open' | 'closed' | null
}

const Cell = memo(function Cell(props: CellProps) {
  const { column, width, level, group } = props
  const indent = level === null ? 0 : level * INDENT + TOGGLE
  const content = props.isLoaded ? contentOf(props) : null
  return (
    <div
      role="gridcell"
      id={props.cursorId}
      data-column={props.index}
      aria-colindex={props.ariaIndex}
      className={classNames(
        styles['cell'],
        column.kind === 'number' && styles['end'],
        column.kind === 'code' && styles['code'],
        content !== null && !surelyFits(content, column.kind, width - PADDING - indent) && styles['cut'],
        props.cursorId !== undefined && styles['cursor'],
      )}
      style={{
        width,
        ...(level === null ? {} : { paddingLeft: 12 + level * INDENT + (group ? 0 : TOGGLE) }),
      }}
    >
      {group ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles['toggle']}
          data-toggle=""
          aria-label={group === 'open' ? 'Collapse this group' : 'Expand this group'}
        >
          <Icon of={group === 'open' ? ChevronDown : ChevronRight} size={14} />
        </button>
      ) : null}
      {props.isLoaded ? content : <span className={styles['unloaded']} />}
    </div>
  )
}, isSameCell)

/** Another object for the same row of the same data is no reason to draw it anew. */
function isSameCell(before: CellProps, after: CellProps): boolean {
  for (const key in after) {
    const name = key as keyof CellProps
    if (name !== 'at' && !Object.is(before[name], after[name])) return false
  }
  return (
    before.cursorId === after.cursorId &&
    before.at?.row === after.at?.row &&
    before.at?.value === after.at?.value
  )
}

function contentOf({ column, held, at }: Pick<CellProps, 'column' | 'held' | 'at'>): ReactNode {
  if (at && column.renderRow) return column.renderRow(at.row, held)
  return column.render ? column.render(held) : printedCell(held)
}

/** Rows of a plain list need no room for a toggle. */
const isInTree = ({ level, group }: GridRow): boolean => level !== undefined || group !== undefined
