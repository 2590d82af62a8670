import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { memo, type PointerEvent, useRef, useState } from 'react'
import { Checkbox } from '../controls/checkbox'
import { classNames } from '../class-names'
import { Icon } from '../words/icon'
import type { SortKey } from '../lists/table-rows'
import { BOX_WIDTH } from './grid-row'
import type { GridColumn } from './grid-column'
import styles from './grid-table.module.css'
import type { GridLayout, PlacedColumn } from './use-grid-columns'

/** A press that moves further than this drags the column, in px. */
const LEAST_DRAG = 6

/** What a person does at the heads. */
export interface HeadActions {
  onAll: (isSelected: boolean) => void
  onSort: (column: number, isAdded: boolean) => void
  /** A width while it is dragged; `isDone` at the end. */
  onWidth: (key: string, width: number, isDone: boolean) => void
  onOwnWidth: (key: string) => void
  /** From one place to before another. */
  onMove: (from: number, to: number) => void
}

export interface GridHeadProps {
  layout: GridLayout
  first: number
  end: number
  gridId: string
  sort: readonly SortKey[]
  cursor: number | null
  /** Null: rows are not selected here. */
  allSelected: boolean | 'mixed' | null
  /** Those of the last render of the grid: the heads are not drawn anew because it was. */
  actions: { readonly current: HeadActions }
}

/** Heights of a head's title, of the names of groups above it and of notes below it, in px. */
const TITLE_HEIGHT = 32
const WRAPPED_TITLE_HEIGHT = 56
const GROUP_HEIGHT = 24
const NOTE_HEIGHT = 48

/** What the heads of these columns need, in px, without the line below them. */
export function headHeights(columns: readonly GridColumn[]): { group: number; title: number; note: number } {
  return {
    group: columns.some(({ group }) => group !== undefined) ? GROUP_HEIGHT : 0,
    title: columns.some(({ wraps }) => wraps) ? WRAPPED_TITLE_HEIGHT : TITLE_HEIGHT,
    note: columns.some(({ note }) => note !== undefined) ? NOTE_HEIGHT : 0,
  }
}

/**
 * The row of heads: sorted by a press, moved by a drag, sized at the right edge. By itself, so that scrolling down does not
 * render it.
 */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { layout, first, end, allSelected, actions } = props
  const { placed, pinnedCount, pinnedWidth, width } = layout
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const head = useRef<HTMLDivElement>(null)
  const boxes = allSelected === null ? 0 : BOX_WIDTH
  const start = Math.max(first, pinnedCount)
  const heights = headHeights(placed.map(({ column }) => column))

  /** The place before which a column would fall at this height of the page. */
  const placeAt = (clientX: number): number => {
    const heads = [...(head.current?.querySelectorAll<HTMLElement>('[data-place]') ?? [])]
    const next = heads.find((one) => {
      const box = one.getBoundingClientRect()
      return clientX < (box.left + box.right) / 2
    })
    const last = heads.at(-1)
    return next ? Number(next.dataset['place']) : last ? Number(last.dataset['place']) + 1 : 0
  }
  const cell = (place: PlacedColumn, index: number, offset: number) => (
    <HeadCell
      key={place.column.key}
      {...props}
      place={place}
      index={index}
      offset={offset}
      heights={heights}
      drop={
        drag === null
          ? null
          : drag.to === index
            ? 'before'
            : drag.to === index + 1 && index === placed.length - 1
              ? 'after'
              : null
      }
      onDrag={(clientX) => setDrag({ from: index, to: placeAt(clientX) })}
      onDrop={(clientX) => {
        setDrag(null)
        if (clientX !== null) actions.current.onMove(index, placeAt(clientX))
      }}
    />
  )
  return (
    <div role="rowgroup" className={styles['head']} style={{ width: width + boxes }}>
      <div
        ref={head}
        role="row"
        aria-rowindex={1}
        className={styles['headRow']}
        style={{ height: heights.group + heights.title + heights.note }}
      >
        <div className={styles['pins']} style={{ width: pinnedWidth + boxes }}>
          {allSelected === null ? null : (
            <div role="columnheader" aria-colindex={1} className={styles['box']}>
              <Checkbox
                tabIndex={-1}
                aria-label="Select all rows"
                checked={allSelected}
                onChange={(isAll) => actions.current.onAll(isAll)}
              />
            </div>
          )}
          {placed.slice(0, pinnedCount).map((one, k) => cell(one, k, boxes))}
        </div>
        {groupsIn(placed, start, end).map(({ name, left, width: wide }) => (
          <div
            key={`${name} ${left}`}
            className={styles['groupName']}
            style={{ left: left + boxes + pinnedWidth, width: wide, height: heights.group }}
            aria-hidden
            title={name}
          >
            {name}
          </div>
        ))}
        {placed.slice(start, end).map((one, k) => cell(one, start + k, boxes + pinnedWidth))}
      </div>
    </div>
  )
})

/** Runs of neighbours of one group, those that reach into [start, end), from the left edge of the scrolled part. */
function groupsIn(placed: readonly PlacedColumn[], start: number, end: number) {
  const runs: { name: string; left: number; width: number }[] = []
  for (let from = 0, to = 0; from < placed.length; from = to) {
    const { column, isPinned, left } = placed[from]!
    to = from + 1
    if (column.group === undefined || isPinned) continue
    while (placed[to]?.column.group === column.group) to++
    const last = placed[to - 1]!
    if (to > start && from < end)
      runs.push({ name: column.group, left, width: last.left + last.width - left })
  }
  return runs
}

interface HeadCellProps extends Pick<
  GridHeadProps,
  'gridId' | 'sort' | 'cursor' | 'allSelected' | 'actions'
> {
  place: PlacedColumn
  index: number
  offset: number
  heights: ReturnType<typeof headHeights>
  drop: 'before' | 'after' | null
  onDrag: (clientX: number) => void
  /** Null: given up. */
  onDrop: (clientX: number | null) => void
}

function HeadCell(props: HeadCellProps) {
  const { place, index, offset, heights, sort, actions } = props
  const { column, left, width } = place
  const pressed = useRef<{ x: number; isDrag: boolean } | null>(null)
  const sized = useRef<{ x: number; width: number } | null>(null)
  const at = sort.findIndex(({ key }) => key === column.key)
  const direction = sort[at]?.direction

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    event.currentTarget.setPointerCapture(event.pointerId)
    pressed.current = { x: event.clientX, isDrag: false }
  }
  const onPointerMove = (event: PointerEvent) => {
    const press = pressed.current
    if (!press) return
    press.isDrag ||= Math.abs(event.clientX - press.x) >= LEAST_DRAG
    if (press.isDrag) props.onDrag(event.clientX)
  }
  const onPointerUp = (event: PointerEvent) => {
    if (pressed.current?.isDrag) props.onDrop(event.clientX)
    // The click that follows a drag is not a press: `isDrag` is read there.
    else pressed.current = null
  }
  const size = (event: PointerEvent, isDone: boolean) => {
    const from = sized.current
    if (!from) return
    event.stopPropagation()
    if (isDone) sized.current = null
    actions.current.onWidth(column.key, from.width + event.clientX - from.x, isDone)
  }

  return (
    <div
      role="columnheader"
      id={`${props.gridId}--1-${index}`}
      data-place={index}
      aria-colindex={index + 1 + (props.allSelected === null ? 0 : 1)}
      {...(column.isUnsortable ? {} : { 'aria-sort': direction ?? 'none' })}
      className={classNames(
        styles['cell'],
        styles['headCell'],
        column.kind === 'number' && styles['end'],
        props.cursor === index && styles['cursor'],
        props.drop && styles[`drop-${props.drop}`],
      )}
      style={{ left: left + offset, width, top: heights.group, height: heights.title + heights.note }}
      {...(column.group === undefined ? {} : { 'aria-description': `part of ${column.group}` })}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classNames(styles['sort'], column.wraps && styles['wraps'])}
        style={{ height: heights.title }}
        title={column.unit === undefined ? column.title : `${column.title} (${column.unit})`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          pressed.current = null
          props.onDrop(null)
        }}
        onClick={(event) => {
          const wasDrag = pressed.current?.isDrag === true
          pressed.current = null
          if (!wasDrag) actions.current.onSort(index, event.shiftKey)
        }}
      >
        {column.mark === undefined ? null : (
          <span className={styles['mark']} aria-hidden>
            {column.mark}
          </span>
        )}
        <span className={styles['title']}>{column.title}</span>
        {column.unit === undefined ? null : <span className={styles['unit']}>{column.unit}</span>}
        {direction ? <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={13} /> : null}
        {sort.length > 1 && at >= 0 ? <span className={styles['unit']}>{at + 1}</span> : null}
      </button>
      {column.note === undefined ? null : (
        <div className={styles['note']} style={{ height: heights.note }} aria-hidden>
          {column.note}
        </div>
      )}
      <div
        className={styles['edge']}
        data-edge=""
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.stopPropagation()
          event.currentTarget.setPointerCapture(event.pointerId)
          sized.current = { x: event.clientX, width }
        }}
        onPointerMove={(event) => size(event, false)}
        onPointerUp={(event) => size(event, true)}
        onPointerCancel={(event) => size(event, true)}
        onDoubleClick={() => actions.current.onOwnWidth(column.key)}
      />
    </div>
  )
}
