import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import { followPrinting } from '../page/printing'
import type { GridColumn } from './grid-column'
import { type GridState, PLAIN_GRID } from './grid-state'
import { columnsOf, Held, heads, focusGrid } from './grid-table.test-support'

it('sorts by a press, shift for the second key', async () => {
  const seen = vi.fn<(state: GridState) => void>()
  const screen = await render(<Held seen={seen} />)
  await userEvent.click(screen.getByRole('button', { name: 'metric 1', exact: true }))
  await userEvent.keyboard('{Shift>}')
  await userEvent.click(screen.getByRole('button', { name: 'metric 2', exact: true }))
  await userEvent.keyboard('{/Shift}')
  expect(seen.mock.lastCall![0].sort).toEqual([
    { key: 'c1', direction: 'ascending' },
    { key: 'c2', direction: 'ascending' },
  ])
  await expect
    .element(screen.getByRole('columnheader', { name: 'metric 2' }))
    .toHaveAttribute('aria-sort', 'ascending')
})

it('moves and sizes columns with the keyboard, and says so', async () => {
  const seen = vi.fn<(state: GridState) => void>()
  const screen = await render(<Held seen={seen} />)
  focusGrid()
  await userEvent.keyboard('{ArrowRight}{Alt>}{ArrowRight}{/Alt}')
  await expect.poll(() => heads().slice(0, 3)).toEqual(['Run', 'metric 2', 'metric 1'])
  await expect.element(screen.getByText('metric 1: column 3 of 200')).toBeInTheDocument()
  await userEvent.keyboard('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}')
  expect(seen.mock.lastCall![0].widths).toEqual({ c1: 116 })
  // A pinned column stays among the pinned ones.
  await userEvent.keyboard('{Home}{Alt>}{ArrowRight}{/Alt}')
  await expect.poll(() => heads()[0]).toBe('Run')
})

it('sizes a column with the pointer, and moves it', async () => {
  const seen = vi.fn<(state: GridState) => void>()
  await render(<Held seen={seen} />)
  const head = () => document.querySelector<HTMLElement>('[data-place="1"]')!
  const fire = (target: Element, type: string, clientX: number) =>
    target.dispatchEvent(
      new PointerEvent(type, { bubbles: true, clientX, button: 0, pointerId: 1, pointerType: 'mouse' }),
    )
  const edge = head().querySelector('[data-edge]')!
  edge.setPointerCapture = () => undefined
  fire(edge, 'pointerdown', 300)
  fire(edge, 'pointermove', 340)
  await expect.poll(() => head().getBoundingClientRect().width).toBe(140)
  expect(seen).not.toHaveBeenCalled()
  fire(edge, 'pointerup', 350)
  expect(seen.mock.lastCall![0].widths).toEqual({ c1: 150 })

  const button = head().querySelector('button')!
  button.setPointerCapture = () => undefined
  const target = document.querySelector('[data-place="3"]')!.getBoundingClientRect()
  fire(button, 'pointerdown', head().getBoundingClientRect().left + 20)
  fire(button, 'pointermove', target.right - 5)
  fire(button, 'pointerup', target.right - 5)
  await expect.poll(() => heads().slice(0, 4)).toEqual(['Run', 'metric 2', 'metric 3', 'metric 1'])
})

it('hides what is hidden, and passes over keys that are gone', async () => {
  const initial = {
    order: ['c3', 'nothing', 'c2'],
    hidden: ['c1', 'gone'],
    pinned: ['c0', 'lost'],
    widths: {},
    sort: [],
  }
  await render(<Held columnCount={5} initial={initial} />)
  expect(heads()).toEqual(['Run', 'metric 3', 'metric 2', 'metric 4'])
})

const GROUPED = columnsOf(8).map((column, k): GridColumn => ({
  ...column,
  ...(k >= 2 && k <= 4 ? { group: 'Tests' } : {}),
  ...(k > 0 ? { note: `median ${k}` } : {}),
}))

it('neighbours of one group stand under its name, notes under the titles, and rows below both', async () => {
  await render(<Held columns={GROUPED} />)
  const box = (element: Element | null | undefined) => element!.getBoundingClientRect()
  const head = (place: number) => document.querySelector(`[data-place="${place}"]`)
  const name = document.querySelector('[title="Tests"]')
  expect(name?.textContent).toBe('Tests')
  expect(box(name).left).toBeCloseTo(box(head(2)).left, 0)
  expect(box(name).right).toBeCloseTo(box(head(4)).right, 0)
  expect(box(name).bottom).toBeLessThanOrEqual(box(head(2)).top + 0.5)
  expect(head(2)?.getAttribute('aria-description')).toBe('part of Tests')
  expect(head(2)?.textContent).toContain('median 2')
  expect(box(document.querySelector('[data-row="0"]')).top).toBeGreaterThanOrEqual(box(head(2)).bottom)
})

it('a column moved out of its group parts it', async () => {
  await render(
    <Held columns={GROUPED} initial={{ ...PLAIN_GRID, order: ['c0', 'c1', 'c2', 'c3', 'c5', 'c4'] }} />,
  )
  expect(document.querySelectorAll('[title="Tests"]')).toHaveLength(2)
})

it('has on paper the columns that fit, from the first on and each as wide as it is, however it was scrolled', async () => {
  const stop = followPrinting()
  const { getByRole, getByText } = await render(<Held columnCount={30} />)
  const grid = getByRole('grid', { name: 'Runs' }).element()
  await expect.element(getByRole('columnheader', { name: 'metric 1', exact: true })).toBeVisible()
  grid.scrollLeft = 1500
  await expect.element(getByRole('columnheader', { name: 'metric 20', exact: true })).toBeVisible()
  dispatchEvent(new Event('beforeprint'))
  // 900 px hold the name and seven columns; the name would have to give way by thousands.
  await expect.element(getByText(/8 of 30 columns\.$/)).toBeVisible()
  const heads = [...grid.querySelectorAll('[role=columnheader]')]
  expect(heads.map((one) => one.textContent)).toEqual([
    'Run',
    ...[1, 2, 3, 4, 5, 6, 7].map((k) => `metric ${k}`),
  ])
  expect(Math.max(...heads.map((one) => one.getBoundingClientRect().right))).toBeLessThanOrEqual(
    grid.getBoundingClientRect().right + 1,
  )
  expect(heads[0]!.getBoundingClientRect().width).toBeGreaterThanOrEqual(180)
  dispatchEvent(new Event('afterprint'))
  await expect.poll(() => grid.querySelectorAll('[role=columnheader]').length).toBeGreaterThan(8)
  stop()
})
