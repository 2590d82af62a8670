import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { formatCount, formatNumber } from '~/lib/format'
import type { GridRow } from './grid-column'
import { type GridTableProps } from './grid-table'
import { COLUMNS, ROWS, columnsOf, Held, grid, focusGrid } from './grid-table.test-support'

it('holds only what is in view, and tells how large it is', async () => {
  const screen = await render(<Held />)
  await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', String(ROWS + 1))
  await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-colcount', String(COLUMNS + 1))
  const cells = document.querySelectorAll('[role=gridcell]').length
  expect(cells).toBeGreaterThan(50)
  expect(cells).toBeLessThan(500)
})

it('does not render its head while it is scrolled down', async () => {
  let renders = 0
  const columns = columnsOf(3).map((column) => ({
    ...column,
    get mark() {
      renders++
      return null
    },
  }))
  await render(<Held columns={columns} />)
  await vi.waitFor(() => expect(renders).toBeGreaterThan(0))
  await expect.poll(() => document.querySelector('[data-row="0"]')).not.toBeNull()
  const before = renders
  grid().scrollTop = 40 * 32
  await expect.poll(() => document.querySelector('[data-row="40"]')).not.toBeNull()
  expect(renders).toBe(before)
})

it('scrolls both ways: the head and the pinned column stay', async () => {
  const seen = vi.fn<NonNullable<GridTableProps['onWindow']>>()
  const screen = await render(<Held onWindow={seen} />)
  grid().scrollTo({ top: 32 * 10_000, left: 100 * 150 })
  await expect.element(screen.getByText('run 10003', { exact: true })).toBeVisible()
  await expect.element(screen.getByRole('columnheader', { name: 'metric 152' })).toBeVisible()
  await expect.element(screen.getByRole('gridcell', { name: '10 003 152' })).not.toBeInTheDocument()
  await expect.poll(() => seen.mock.lastCall?.[0].firstRow).toBeGreaterThan(9_900)
  await expect.poll(() => seen.mock.lastCall?.[0].columns).toContain('c152')
  const last = seen.mock.lastCall![0]
  expect(last.columns[0]).toBe('c0')
  expect(last.lastRow).toBeLessThan(10_100)
  expect(last.columns).not.toContain('c1')
})

it('paints the pinned cells of all rows over all rows, so that both are one layer each', async () => {
  await render(<Held />)
  const pins = document.querySelector<HTMLElement>('[data-row="0"] > :first-child')!
  const below = document.querySelector('[data-row="1"] [aria-colindex="3"]')!.getBoundingClientRect()
  const found = () => document.elementFromPoint(below.left + 5, below.top + 5)
  expect(found()?.closest('[data-row]')?.getAttribute('data-row')).toBe('1')
  pins.style.cssText += 'width: 800px; height: 100px'
  expect(found()).toBe(pins)
})

it('moves a cursor with the arrows and names the cell, selects with space and shift', async () => {
  const onOpen = vi.fn<NonNullable<GridTableProps['onOpen']>>()
  const screen = await render(<Held onOpen={onOpen} />)
  focusGrid()
  await userEvent.keyboard('{ArrowDown}{ArrowRight} ')
  const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')
  await expect.poll(() => active()?.textContent).toBe(formatCount(1001))
  await expect.element(screen.getByRole('status')).toHaveTextContent('r1')
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
  await expect.element(screen.getByRole('status')).toHaveTextContent('r1 r2 r3')
  await userEvent.keyboard('{Enter}')
  expect(onOpen).toHaveBeenLastCalledWith('r3', 3)
  await userEvent.keyboard('{Control>}{End}{/Control}')
  await expect.poll(() => active()?.textContent).toBe(formatNumber(19_999_199))
})

it('keeps the cell under the cursor in sight, below the head and above the end', async () => {
  await render(<Held />)
  focusGrid()
  const place = () => {
    const cell = document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')
    return cell?.getBoundingClientRect()
  }
  const head = document.querySelector('[data-place="0"]')!
  const isInSight = () => {
    const cell = place()
    const box = grid().getBoundingClientRect()
    return (
      cell !== undefined &&
      cell.top >= head.getBoundingClientRect().bottom - 1 &&
      cell.bottom <= box.bottom &&
      cell.right <= box.right
    )
  }
  for (let step = 0; step < 15; step++) {
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    await expect.poll(isInSight).toBe(true)
  }
  expect(grid().scrollTop).toBeGreaterThan(0)
  for (let step = 0; step < 15; step++) {
    await userEvent.keyboard('{ArrowUp}')
    await expect.poll(isInSight).toBe(true)
  }
})

it('shows the last rows, not none, once most of the rows are gone', async () => {
  const screen = await render(<Held />)
  grid().scrollTop = 32 * 10_000
  await expect.element(screen.getByText('run 10003', { exact: true })).toBeVisible()
  await screen.rerender(<Held rowCount={100} />)
  await expect.element(screen.getByText('run 99', { exact: true })).toBeVisible()
})

it('tells where the arrows came to; a double click, and Enter at the open row, go into it', async () => {
  const onOpen = vi.fn<NonNullable<GridTableProps['onOpen']>>()
  const onWalk = vi.fn<NonNullable<GridTableProps['onWalk']>>()
  const onEnter = vi.fn<() => void>()
  const does = { onOpen, onWalk, onEnter }
  const screen = await render(<Held {...does} />)
  focusGrid()
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowDown}')
  expect(onWalk.mock.calls).toEqual([['r1'], ['r2']])
  await userEvent.keyboard('{Enter}')
  expect(onOpen).toHaveBeenLastCalledWith('r2', 2)
  expect(onEnter).not.toHaveBeenCalled()

  // Opened elsewhere: the cursor stands there, and arrows go on from it.
  await screen.rerender(<Held {...does} openId="r40" openRow={40} />)
  await expect.element(screen.getByText('run 40', { exact: true })).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(onEnter).toHaveBeenCalledOnce()
  await userEvent.keyboard('{ArrowUp}')
  expect(onWalk).toHaveBeenLastCalledWith('r39')

  onOpen.mockClear()
  await userEvent.dblClick(screen.getByText('run 38', { exact: true }))
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('r38', 38)
  expect(onEnter).toHaveBeenCalledTimes(2)
  expect(getSelection()?.toString()).toBe('')
})

it('copies the selected rows, else the one under the cursor', async () => {
  await render(<Held columnCount={3} />)
  const copied = () => {
    const data = new DataTransfer()
    grid().dispatchEvent(new ClipboardEvent('copy', { bubbles: true, clipboardData: data }))
    return data.getData('text/plain')
  }
  focusGrid()
  await userEvent.keyboard('{ArrowDown}')
  await expect.poll(copied).toBe('Run\tmetric 1\tmetric 2\nrun 1\t1001\t1002')
  await userEvent.keyboard(' {ArrowDown}{ArrowDown} ')
  await expect.poll(copied).toBe('Run\tmetric 1\tmetric 2\nrun 1\t1001\t1002\nrun 3\t3001\t3002')
})

it('leaves a copy to the owner where selected rows are not in view, and copies no pictures', async () => {
  const copySelected = vi.fn<NonNullable<GridTableProps['onCopySelected']>>()
  const columns = columnsOf(3).map((column, k) => ({ ...column, isPicture: k === 1 }))
  await render(
    <Held columns={columns} selected={new Set(['r3', 'r19999', 'gone'])} onCopySelected={copySelected} />,
  )
  const data = new DataTransfer()
  grid().dispatchEvent(new ClipboardEvent('copy', { bubbles: true, clipboardData: data }))
  expect(data.getData('text/plain')).toBe('')
  expect(copySelected.mock.lastCall?.[0].map(({ key }) => key)).toEqual(['c0', 'c2'])
})

it('is a tree where rows open: levels, and arrows open and close', async () => {
  const onGroup = vi.fn<NonNullable<GridTableProps['onGroup']>>()
  const rows: GridRow[] = [
    { id: 'g', group: { isOpen: false } },
    { id: 'child', level: 1 },
  ]
  const screen = await render(
    <Held columnCount={3} rowCount={2} row={(k) => rows[k] ?? null} onGroup={onGroup} />,
  )
  await expect.element(screen.getByRole('treegrid')).toBeVisible()
  const row = document.querySelector('[aria-rowindex="2"]')!
  expect(row.getAttribute('aria-expanded')).toBe('false')
  expect(document.querySelector('[aria-rowindex="3"]')!.getAttribute('aria-level')).toBe('2')
  focusGrid()
  await userEvent.keyboard('{ArrowRight}')
  expect(onGroup).toHaveBeenLastCalledWith('g', true)
})

it('opens the page of a row by a press, or its group by the toggle and where it has no page', async () => {
  const onGroup = vi.fn<NonNullable<GridTableProps['onGroup']>>()
  const onOpen = vi.fn<NonNullable<GridTableProps['onOpen']>>()
  const rows: GridRow[] = [
    { id: 'g', group: { isOpen: true } },
    { id: 'parent', group: { isOpen: true, hasPage: true } },
  ]
  const row = (k: number) => rows[k] ?? null
  const screen = await render(
    <Held columnCount={3} rowCount={2} row={row} onGroup={onGroup} onOpen={onOpen} />,
  )
  await userEvent.click(screen.getByRole('gridcell', { name: 'run 0' }))
  expect(onGroup).toHaveBeenLastCalledWith('g', false)
  expect(onOpen).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('gridcell', { name: 'run 1' }))
  expect(onOpen).toHaveBeenLastCalledWith('parent', 1)
  await userEvent.click(screen.getByRole('button', { name: 'Collapse this group' }).last())
  expect(onGroup).toHaveBeenLastCalledWith('parent', false)
})

it('selects with boxes, shift for a range; the head for all', async () => {
  const screen = await render(<Held columnCount={3} rowCount={5} />)
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select row 2' }))
  await userEvent.keyboard('{Shift>}')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select row 4' }))
  await userEvent.keyboard('{/Shift}')
  await expect.element(screen.getByRole('status')).toHaveTextContent('r1 r2 r3')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all rows' }))
  await expect.element(screen.getByRole('status')).toHaveTextContent('r1 r2 r3 r0 r4')
})

it('leaves a range to an owner that has only the rows in view', async () => {
  const between = vi.fn<NonNullable<GridTableProps['onSelectedBetween']>>()
  const screen = await render(<Held columnCount={3} rowCount={500} onSelectedBetween={between} />)
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select row 3' }))
  await userEvent.keyboard('{Shift>}')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select row 1', exact: true }))
  await userEvent.keyboard('{/Shift}')
  expect(between).toHaveBeenLastCalledWith(0, 2, true)
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(between).toHaveBeenLastCalledWith(0, 499, true)
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all rows' }))
  expect(between).toHaveBeenLastCalledWith(0, 499, true)
})

it('shows rows that are not loaded as such, and says when there are none', async () => {
  const screen = await render(<Held columnCount={3} rowCount={3} row={() => null} />)
  expect(document.querySelectorAll('[aria-rowindex="2"] [role=gridcell] span').length).toBeGreaterThan(0)
  expect(document.body.textContent).not.toContain('run 1')
  await screen.unmount()
  const empty = await render(<Held rowCount={0} />)
  await expect.element(empty.getByText('No runs')).toBeVisible()
})
