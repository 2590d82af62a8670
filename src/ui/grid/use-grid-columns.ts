import { useMemo } from 'react'
import type { GridColumn } from './grid-column'
import { type GridState, readableWidth } from './grid-state'

/** A column in its place. */
export interface PlacedColumn {
  column: GridColumn
  /** In px. */
  width: number
  /** From the left edge of its part (pinned or scrolled), in px. */
  left: number
  isPinned: boolean
}

export interface GridLayout {
  /** Pinned ones first, then the others. */
  placed: readonly PlacedColumn[]
  pinnedCount: number
  pinnedWidth: number
  /** Of all columns, in px. */
  width: number
  /** Columns that are left out: on paper those that do not fit. */
  leftOut: number
}

/**
 * Which columns a person sees, and in which order: pinned ones as they were pinned, then the others, first those that were
 * arranged. Keys that are gone are passed over.
 */
export function arrangedColumns(
  columns: readonly GridColumn[],
  { order, hidden, pinned }: Pick<GridState, 'order' | 'hidden' | 'pinned'>,
): { pinned: GridColumn[]; scrolled: GridColumn[] } {
  const left = new Map(columns.map((column) => [column.key, column]))
  for (const key of hidden) left.delete(key)
  const take = (keys: Iterable<string>): GridColumn[] => {
    const taken: GridColumn[] = []
    for (const key of keys) {
      const column = left.get(key)
      if (column && left.delete(key)) taken.push(column)
    }
    return taken
  }
  const first = take(pinned)
  return { pinned: first, scrolled: [...take(order), ...left.values()] }
}

/**
 * Order, visibility and pinning of the columns as a person arranged them, and where each column then stands.
 * Columns, and the lists of the state, are remembered by identity: memoise them.
 */
export function useGridColumns(
  columns: readonly GridColumn[],
  state: GridState,
  /** Room for all of them, in px: where it is more than they need, columns that nobody sized share it. */
  room: number,
  /** Whether they have to fit into it, as on paper: the widest gives way where then all do, else the last ones are left out. */
  isTight = false,
): GridLayout {
  const { order, hidden, pinned: pins, widths } = state
  const arranged = useMemo(
    () => arrangedColumns(columns, { order, hidden, pinned: pins }),
    [columns, order, hidden, pins],
  )
  return useMemo(() => {
    const isSized = (key: string) => Object.hasOwn(widths, key)
    const sized = (some: readonly GridColumn[]) =>
      some.map((column) => {
        const { key, width } = column
        return { column, width: isSized(key) ? readableWidth(widths[key]!) : width }
      })
    const [pinned, scrolled] = [sized(arranged.pinned), sized(arranged.scrolled)]
    const narrower = isTight ? narrowed([...pinned, ...scrolled], room) : null
    const narrow = (some: readonly SizedColumn[]) =>
      some.map((one) => (one.column.key === narrower?.column.key ? narrower : one))
    const kept =
      isTight && room > 0
        ? narrow(scrolled).slice(0, fitting(narrow(pinned), narrow(scrolled), room))
        : scrolled
    const layout = placed(narrow(pinned), kept, (key) => !isSized(key), room)
    return { ...layout, leftOut: scrolled.length - kept.length }
  }, [arranged, widths, room, isTight])
}

/** Of a table, in px: a narrower column says nothing. */
const LEAST_TIGHT = 60

/** The widest column, as narrow as lets all fit; null where they do, and where it would say nothing. */
function narrowed(all: readonly SizedColumn[], room: number): SizedColumn | null {
  const over = all.reduce((total, { width }) => total + width, 0) - room
  const [widest] = all.toSorted((a, b) => b.width - a.width)
  if (over <= 0 || room <= 0 || !widest || widest.width - over < LEAST_TIGHT) return null
  return { ...widest, width: widest.width - over }
}

/** How many of the scrolled columns fit beside the pinned ones. */
function fitting(pinned: readonly SizedColumn[], scrolled: readonly SizedColumn[], room: number): number {
  let end = pinned.reduce((total, { width }) => total + width, 0)
  const beyond = scrolled.findIndex(({ width }) => (end += width) > room)
  return beyond < 0 ? scrolled.length : beyond
}

interface SizedColumn {
  column: GridColumn
  width: number
}

function placed(
  pinned: readonly SizedColumn[],
  scrolled: readonly SizedColumn[],
  mayStretch: (key: string) => boolean,
  room: number,
): Omit<GridLayout, 'leftOut'> {
  const sum = (some: readonly SizedColumn[]) => some.reduce((total, { width }) => total + width, 0)
  const all = [...pinned, ...scrolled]
  const stretched = sum(all.filter(({ column }) => mayStretch(column.key)))
  const spare = Math.max(0, room - sum(all))
  const factor = stretched > 0 ? 1 + spare / stretched : 1
  const part = (some: readonly SizedColumn[], isPinned: boolean) => {
    let left = 0
    return some.map(({ column, width }): PlacedColumn => {
      const wide = mayStretch(column.key) ? Math.floor(width * factor) : width
      left += wide
      return { column, width: wide, left: left - wide, isPinned }
    })
  }
  const ofPins = part(pinned, true)
  const ofOthers = part(scrolled, false)
  const end = (some: readonly PlacedColumn[]) => {
    const last = some.at(-1)
    return last ? last.left + last.width : 0
  }
  return {
    placed: [...ofPins, ...ofOthers],
    pinnedCount: ofPins.length,
    pinnedWidth: end(ofPins),
    width: end(ofPins) + end(ofOthers),
  }
}
