import { useCallback, useMemo, useState } from 'react'
import { useKeptWidths } from '~/stores/column-widths'
import { type GridState, PLAIN_GRID } from '~/ui/grid/grid-state'

/**
 * What a person arranged of a grid. The widths of its columns are there again at the next visit; the rest is of this
 * one, or the page keeps it in its address.
 * @param table the same name at each visit
 * @param pinned columns that stay at the left from the start
 */
export function useGrid(
  table: string,
  pinned: readonly string[] = PLAIN_GRID.pinned,
): readonly [grid: GridState, change: (next: GridState) => void] {
  const [widths, keepWidths] = useKeptWidths(table)
  const [rest, setRest] = useState<GridState>(() => ({ ...PLAIN_GRID, pinned }))
  const grid = useMemo(() => ({ ...rest, widths }), [rest, widths])
  const change = useCallback(
    (next: GridState) => {
      setRest(next)
      if (next.widths !== widths) keepWidths(next.widths)
    },
    [widths, keepWidths],
  )
  return [grid, change]
}
