import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { memo, type MouseEvent } from 'react'
import { Checkbox } from '../checkbox'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import type { CellValue } from '../table-rows'
import { type GridRow, printedCell } from './grid-column'
import styles from './grid-table.module.css'
import type { GridLayout, PlacedColumn } from './use-grid-columns'

/** Of the boxes at the left, in px. */
export const BOX_WIDTH = 40
/** One level deeper in a tree, in px. */
const INDENT = 20

export interface GridRowViewProps {
  row: number
  /** Null: not loaded yet. */
  data: GridRow | null
  top: number
  height: number
  layout: GridLayout
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
  onPress: (row: number, column: number | null, event: MouseEvent) => void
  onTick: (row: number, isRange: boolean) => void
  onToggle: (row: number) => void
}

/** One row: pinned cells in a box that stays at the left, the others where they are. */
export const GridRowView = memo(function GridRowView(props: GridRowViewProps) {
  const { row, data, layout, first, end, isSelected } = props
  const { placed, pinnedCount, pinnedWidth, width } = layout
  const boxes = isSelected === null ? 0 : BOX_WIDTH
  const scrolled = placed.slice(Math.max(first, pinnedCount), end)
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      {...(props.isTree && data ? { 'aria-level': (data.level ?? 0) + 1 } : {})}
      {...(props.isTree && data?.group ? { 'aria-expanded': data.group.isOpen } : {})}
      className={classNames(
        styles['row'],
        data?.group && styles['group'],
        (isSelected === true || props.isOpen) && styles['selected'],
        props.isPressable && styles['pressable'],
      )}
      style={{ top: props.top, height: props.height, width: width + boxes }}
      onClick={(event) => props.onPress(row, null, event)}
    >
      <div className={styles['pins']} style={{ width: pinnedWidth + boxes }}>
        {isSelected === null ? null : (
          <div
            role="gridcell"
            aria-colindex={1}
            className={styles['box']}
            onClick={(event) => event.stopPropagation()}
          >
            {data ? (
              <Checkbox
                tabIndex={-1}
                aria-label={`Select row ${row + 1}`}
                checked={isSelected}
                onClick={(event) => event.shiftKey && (event.preventDefault(), props.onTick(row, true))}
                onChange={() => props.onTick(row, false)}
              />
            ) : null}
          </div>
        )}
        {placed.slice(0, pinnedCount).map((one, k) => (
          <Cell key={one.column.key} {...props} place={one} index={k} offset={boxes} />
        ))}
      </div>
      {scrolled.map((one, k) => (
        <Cell
          key={one.column.key}
          {...props}
          place={one}
          index={Math.max(first, pinnedCount) + k}
          offset={boxes + pinnedWidth}
        />
      ))}
    </div>
  )
})

interface CellProps extends GridRowViewProps {
  place: PlacedColumn
  index: number
  /** Where its part begins, in px. */
  offset: number
}

function Cell({ place, index, offset, row, data, gridId, value, cursor, ...props }: CellProps) {
  const { column, left, width } = place
  const isFirst = index === 0
  const level = isFirst ? (data?.level ?? 0) : 0
  const isIndented = isFirst && props.isTree
  return (
    <div
      role="gridcell"
      id={`${gridId}-${row}-${index}`}
      aria-colindex={index + 1 + (props.isSelected === null ? 0 : 1)}
      className={classNames(
        styles['cell'],
        column.kind === 'number' && styles['end'],
        column.kind === 'code' && styles['code'],
        cursor === index && styles['cursor'],
      )}
      style={{
        left: left + offset,
        width,
        ...(isIndented ? { paddingLeft: 12 + level * INDENT + (data?.group ? 0 : 22) } : {}),
      }}
      onClick={(event) => {
        event.stopPropagation()
        props.onPress(row, index, event)
      }}
    >
      {isFirst && data?.group ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles['toggle']}
          aria-label={data.group.isOpen ? 'Close this group' : 'Open this group'}
          onClick={(event) => {
            event.stopPropagation()
            props.onToggle(row)
          }}
        >
          <Icon of={data.group.isOpen ? ChevronDown : ChevronRight} size={14} />
        </button>
      ) : null}
      {data ? <Content place={place} row={row} value={value} /> : <span className={styles['unloaded']} />}
    </div>
  )
}

function Content({ place, row, value }: Pick<CellProps, 'place' | 'row' | 'value'>) {
  const { key, render } = place.column
  const held = value(row, key)
  return render ? render(held, row) : printedCell(held)
}
