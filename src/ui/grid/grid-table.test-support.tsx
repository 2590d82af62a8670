import { useCallback, useMemo, useState } from 'react'
import '../theme/base.css'
import type { GridColumn } from './grid-column'
import { type GridState, PLAIN_GRID } from './grid-state'
import { GridTable, type GridTableProps } from './grid-table'

/** Of the table that `Held` shows. */
export const COLUMNS = 200
export const ROWS = 20_000

export function columnsOf(count: number): GridColumn[] {
  return Array.from({ length: count }, (_, k) => ({
    key: `c${k}`,
    title: k === 0 ? 'Run' : `metric ${k}`,
    kind: k === 0 ? 'text' : 'number',
    width: k === 0 ? 180 : 100,
  }))
}

interface HeldProps extends Partial<GridTableProps> {
  columnCount?: number
  initial?: GridState
  seen?: (state: GridState) => void
}

/** A table whose state is held here, and what is selected told below it. */
export function Held({ columnCount = COLUMNS, initial, seen, ...rest }: HeldProps) {
  const [state, setState] = useState<GridState>(initial ?? { ...PLAIN_GRID, pinned: ['c0'] })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => columnsOf(columnCount), [columnCount])
  const row = useCallback((k: number) => ({ id: `r${k}` }), [])
  const value = useCallback(
    (k: number, key: string) => (key === 'c0' ? `run ${k}` : k * 1000 + Number(key.slice(1))),
    [],
  )
  return (
    <div style={{ width: 900 }}>
      <GridTable
        label="Runs"
        columns={columns}
        rowCount={ROWS}
        row={row}
        value={value}
        state={state}
        onState={(next) => {
          seen?.(next)
          setState(next)
        }}
        selected={selected}
        onSelected={setSelected}
        emptyState={<p>No runs</p>}
        maxHeight={400}
        {...rest}
      />
      <output>{[...selected].join(' ')}</output>
    </div>
  )
}

export const grid = () => document.querySelector<HTMLElement>('[role=grid], [role=treegrid]')!
export const heads = () => Array.from(document.querySelectorAll('[data-place]'), (one) => one.textContent)
export const focusGrid = () => grid().focus()
