import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import '../theme/base.css'
import { type DataColumn, DataTable } from './data-table'

interface Row {
  name: string
  p: number
}
const columns: readonly DataColumn<Row>[] = [
  { key: 'name', title: 'Column', width: 200, value: (row) => row.name },
  { key: 'p', title: 'p', unit: 'value', width: 120, value: (row) => row.p },
]
const few: readonly Row[] = [
  { name: 'b', p: 0.0312345 },
  { name: 'a', p: 0.5 },
  { name: 'c', p: Number.NaN },
]
const many: readonly Row[] = Array.from({ length: 5000 }, (_, i) => ({
  name: `column ${i + 1}`,
  p: i / 5000,
}))

const table = (rows: readonly Row[], onRow?: (row: Row) => void) =>
  render(
    <DataTable
      label="Columns"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.name}
      emptyState={<p>No columns</p>}
      maxHeight={300}
      {...(onRow ? { onRow } : {})}
    />,
  )

const names = () =>
  Array.from(document.querySelectorAll('tbody td:first-child[role]'), (cell) => cell.textContent)

it('sorts by a press on a head: ascending, descending, as it came; missing values last', async () => {
  const screen = await table(few)
  const head = screen.getByRole('columnheader', { name: 'p value' })
  expect(names()).toEqual(['b', 'a', 'c'])
  await userEvent.click(head.getByRole('button'))
  await expect.element(head).toHaveAttribute('aria-sort', 'ascending')
  expect(names()).toEqual(['b', 'a', 'c'])
  await userEvent.click(head.getByRole('button'))
  await expect.element(head).toHaveAttribute('aria-sort', 'descending')
  expect(names()).toEqual(['a', 'b', 'c'])
  await userEvent.click(head.getByRole('button'))
  await expect.element(head).toHaveAttribute('aria-sort', 'none')
  expect(names()).toEqual(['b', 'a', 'c'])
})

it('tells a long text whole, which its column may cut off', async () => {
  const key = `val/${'layer/'.repeat(40)}loss`
  const screen = await table([{ ...few[0]!, name: key }, few[1]!])
  await expect.element(screen.getByTitle(key, { exact: true })).toBeVisible()
  expect(document.querySelectorAll('tbody [title]')).toHaveLength(1)
})

it('has its copy button in the head of its frame, where it has one, and no line for it', async () => {
  const screen = await render(
    <DataTable
      frame={{ title: 'Columns 3' }}
      label="Columns"
      rows={few}
      columns={columns}
      rowKey={(row) => row.name}
      emptyState={<p>No columns</p>}
    />,
  )
  const title = screen.getByRole('heading', { name: 'Columns 3' }).element().getBoundingClientRect()
  const copy = screen.getByRole('button', { name: 'Copy table' }).element().getBoundingClientRect()
  const head = screen.getByRole('columnheader', { name: 'p value' }).element().getBoundingClientRect()
  const middle = copy.top + copy.height / 2
  expect(Math.abs(middle - (title.top + title.height / 2))).toBeLessThan(8)
  expect(head.top - title.bottom).toBeLessThan(24)
})

it('prints four digits and a dash for what is unknown', async () => {
  const screen = await table(few)
  await expect.element(screen.getByRole('gridcell', { name: '0.03123' })).toBeVisible()
  await expect.element(screen.getByRole('gridcell', { name: '–' })).toBeVisible()
})

it('holds only the rows in view, and says how many there are', async () => {
  const screen = await table(many)
  await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '5001')
  expect(names().length).toBeLessThan(40)
})

it('is walked with the keyboard; the active cell is named, focus stays on the grid', async () => {
  const onRow = vi.fn<(row: Row) => void>()
  const screen = await table(many, onRow)
  const grid = screen.getByRole('grid')
  const active = () =>
    document.getElementById(grid.element().getAttribute('aria-activedescendant') ?? '')?.textContent ?? null
  grid.element().focus()
  await expect.poll(active).toBe('column 1')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}')
  await expect.poll(active).toBe('0.0004')
  await userEvent.keyboard('{Control>}{End}{/Control}')
  await expect.poll(active).toBe('0.9998')
  expect(names().at(-1)).toBe('column 5000')
  await userEvent.keyboard('{Enter}')
  expect(onRow).toHaveBeenCalledWith(many[4999])
  expect(document.activeElement).toBe(grid.element())
})

it('copies the whole sorted table, full values, tab-separated', async () => {
  const screen = await table(few)
  await userEvent.click(screen.getByRole('columnheader', { name: 'Column' }).getByRole('button'))
  const data = new DataTransfer()
  const grid = screen.getByRole('grid').element()
  grid.focus()
  grid.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
  expect(data.getData('text/plain')).toBe('Column\tp (value)\na\t0.5\nb\t0.0312345\nc\t')
})

it('shows its empty state where there are no rows', async () => {
  const screen = await table([])
  await expect.element(screen.getByText('No columns')).toBeVisible()
})

it('keeps what is read in its place when rows come in above it', async () => {
  const screen = await table(many)
  const box = document.querySelector('table')!.parentElement!
  box.scrollTop = 3200
  await expect.poll(names).toContain('column 101')
  const place = () =>
    Array.from(document.querySelectorAll('tbody td:first-child[role]'))
      .find((cell) => cell.textContent === 'column 101')
      ?.getBoundingClientRect().top
  const read = place()
  const fresh = Array.from({ length: 3 }, (_, i) => ({ name: `new ${i}`, p: 1 }))
  await screen.rerender(
    <DataTable
      label="Columns"
      rows={[...fresh, ...many]}
      columns={columns}
      rowKey={(row) => row.name}
      emptyState={<p>No columns</p>}
      maxHeight={300}
    />,
  )
  await expect.poll(() => box.scrollTop).toBe(3200 + 3 * 32)
  await expect.poll(place).toBe(read)
})
