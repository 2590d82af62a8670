import { useRef } from 'react'
import type { GridRow } from './grid-column'
import { idsBetween } from './grid-keys'

interface Selectable {
  rowCount: number
  row: (row: number) => GridRow | null
  selected: ReadonlySet<string> | undefined
  onSelected: ((ids: ReadonlySet<string>) => void) | undefined
  onSelectedBetween: ((first: number, last: number, isAdded: boolean) => void) | undefined
}

/** Which rows of a grid are selected, and how that changes; a stretch goes from the row that was selected last. */
export function useGridSelection({ rowCount, row, selected, onSelected, onSelectedBetween }: Selectable) {
  const anchor = useRef(0)
  // More cannot be selected than are there: counting all rows at each step of a scroll would be seen.
  const all: boolean | 'mixed' | null = !selected
    ? null
    : selected.size === 0
      ? false
      : selected.size < rowCount || rowCount === 0
        ? 'mixed'
        : true
  const select = (ids: Iterable<string>, isAdded: boolean) => {
    const next = new Set(selected)
    for (const one of ids) {
      if (isAdded) next.add(one)
      else next.delete(one)
    }
    onSelected?.(next)
  }
  /** Of a row that can be opened and selected. */
  const idAt = (index: number) => {
    const data = row(index)
    return data?.isDivider ? undefined : data?.id
  }
  const has = (index: number) => selected?.has(idAt(index) ?? '') === true
  const toggle = (index: number) => {
    const one = idAt(index)
    anchor.current = index
    if (one !== undefined) select([one], selected?.has(one) !== true)
  }
  const selectBetween = (one: number, other: number, isAdded: boolean) => {
    if (onSelectedBetween) onSelectedBetween(Math.min(one, other), Math.max(one, other), isAdded)
    else select(idsBetween(one, other, idAt), isAdded)
  }
  const selectTo = (index: number) => selectBetween(anchor.current, index, true)
  const selectAll = (isAdded: boolean) => selectBetween(0, rowCount - 1, isAdded)
  /** From one row to the next, by a key: a stretch begins at a row that was not selected. */
  const stretch = (from: number, to: number) => {
    if (!has(from)) anchor.current = from
    selectTo(to)
  }
  return { all, idAt, has, toggle, selectTo, selectAll, stretch }
}
