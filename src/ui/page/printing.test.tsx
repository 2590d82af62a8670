import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import '../theme/base.css'
import { PLAIN_GRID } from '../grid/grid-state'
import { GridTable } from '../grid/grid-table'
import { DataTable } from '../lists/data-table'
import { followPrinting } from './printing'

const COLUMNS = [
  { key: 'a', title: 'First', kind: 'text', width: 600 },
  { key: 'b', title: 'Second', kind: 'number', width: 600 },
] as const

it('puts the first hundred rows of a table on paper, in its width, and says so; afterwards all is as it was', async () => {
  const stop = followPrinting()
  const rows = Array.from({ length: 300 }, (_, k) => ({ a: `row ${k}`, b: k }))
  const screen = await render(
    <div style={{ width: 700 }}>
      <DataTable
        label="Data"
        rows={rows}
        rowKey={({ a }) => a}
        columns={COLUMNS.map(({ key, title, width }) => ({
          key,
          title,
          width,
          value: (row: (typeof rows)[number]) => row[key],
        }))}
        emptyState="None"
      />
      <GridTable
        label="Grid"
        columns={COLUMNS}
        rowCount={rows.length}
        row={(index) => ({ id: String(index) })}
        value={(index, key) => rows[index]?.[key as 'a' | 'b'] ?? null}
        state={PLAIN_GRID}
        onState={() => undefined}
        emptyState="None"
        maxHeight={300}
      />
    </div>,
  )
  const data = screen.getByRole('grid', { name: 'Data' })
  const grid = screen.getByRole('grid', { name: 'Grid' })
  const copy = screen.getByText('Copy table')
  const counts = () =>
    [data, grid].map(
      (table) => table.element().querySelectorAll('[role=row][aria-rowindex], tr[aria-rowindex]').length,
    )
  await expect.poll(() => Math.min(...counts())).toBeGreaterThan(8)
  const before = counts()
  expect(Math.max(...before)).toBeLessThan(60)

  dispatchEvent(new Event('beforeprint'))
  await expect.poll(counts).toEqual([101, 101])
  const said = screen.getByText('On paper: the first 100 of 300 rows, in the order of the screen.')
  expect(said.elements()).toHaveLength(2)
  expect(data.element().clientWidth).toBeLessThanOrEqual(700)
  await expect.element(copy).not.toBeVisible()
  // As high as its rows: no blank sheets for those that are left out.
  for (const table of [data, grid]) expect(table.element().clientHeight).toBeLessThan(110 * 32)
  expect(grid.element().clientHeight).toBeGreaterThan(100 * 22)

  dispatchEvent(new Event('afterprint'))
  await expect.poll(counts).toEqual(before)
  await expect.element(copy).toBeVisible()
  stop()
})
