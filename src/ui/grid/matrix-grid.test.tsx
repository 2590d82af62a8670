import { useCallback, useMemo, useState } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import '../theme/base.css'
import { followPrinting } from '../page/printing'
import type { MatrixColumn, MatrixLine } from './matrix-cell'
import { MatrixGrid } from './matrix-grid'
import type { MatrixPlace, MatrixRange } from './matrix-range'

const ROWS = 200
const COLUMNS = 500

const at = ({ row, column }: MatrixPlace) => `${row},${column}`

function Held() {
  const [range, setRange] = useState<MatrixRange | null>(null)
  const [said, setSaid] = useState('')
  const lines = useMemo(
    (): MatrixLine[] => [
      { kind: 'group', title: 'Everybody' },
      ...Array.from({ length: ROWS }, (_, row) => ({ kind: 'row' as const, row, id: `user ${row}` })),
    ],
    [],
  )
  const columns = useMemo(
    (): MatrixColumn[] =>
      Array.from({ length: COLUMNS }, (_, k) => ({
        id: `c${k}`,
        name: `experiment ${k}`,
        caption: String(k),
        href: '#',
        group: null,
      })),
    [],
  )
  const rowHead = useCallback((row: number) => `user ${row}`, [])
  const cell = useCallback(
    (row: number, column: number) => ({
      text: 'Read',
      look: 'fill-1' as const,
      isDraft: false,
      says: `user ${row}, experiment ${column}: Read`,
    }),
    [],
  )
  return (
    <div style={{ width: 900 }}>
      <MatrixGrid
        label="Matrix"
        lines={lines}
        rowCount={ROWS}
        columns={columns}
        rowHead={rowHead}
        cell={cell}
        corner="Users"
        range={range}
        onRange={setRange}
        onAct={(element) => setSaid(`act ${element.getAttribute('aria-label') ?? ''}`)}
        onKey={(event) => {
          setSaid(`key ${event.key}`)
          return true
        }}
        onCopy={() => 'copied'}
        onPaste={(text) => setSaid(`pasted ${text}`)}
        emptyState={null}
        maxHeight={500}
        headWidth={200}
        headHeight={140}
      />
      <output>{range ? `${at(range.anchor)} ${at(range.cursor)} ${said}` : `nothing ${said}`}</output>
    </div>
  )
}

it('has in the page what is in view, and walks to every corner', async () => {
  const { getByRole } = await render(<Held />)
  const grid = getByRole('grid', { name: 'Matrix' })
  await expect.element(grid).toBeVisible()
  expect(document.querySelectorAll('[role=gridcell]').length).toBeLessThan(600)
  grid.element().focus()
  await userEvent.keyboard('{Control>}{End}{/Control}')
  await expect.element(getByRole('gridcell', { name: 'user 199, experiment 499: Read' })).toBeVisible()
  const active = grid.element().getAttribute('aria-activedescendant') ?? ''
  expect(document.getElementById(active)?.getAttribute('aria-label')).toBe('user 199, experiment 499: Read')
})

it('marks a range by keys and by the mouse, and acts on it', async () => {
  const { getByRole } = await render(<Held />)
  const grid = getByRole('grid', { name: 'Matrix' })
  grid.element().focus()
  await userEvent.keyboard('r')
  await expect.element(getByRole('status')).toHaveTextContent('nothing')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{ArrowRight}{ArrowRight}{/Shift}')
  await expect.element(getByRole('status')).toHaveTextContent('1,0 2,2')
  expect(document.querySelectorAll('[role=gridcell][aria-selected=true]')).toHaveLength(6)
  await userEvent.keyboard('{Enter}')
  await expect.element(getByRole('status')).toHaveTextContent('act user 2, experiment 2: Read')
  await userEvent.keyboard('r')
  await expect.element(getByRole('status')).toHaveTextContent('key r')
  await getByRole('gridcell', { name: 'user 4, experiment 3: Read' }).click()
  await expect.element(getByRole('status')).toHaveTextContent('4,3 4,3 act user 4, experiment 3: Read')
})

it('says on paper which users and columns are left out', async () => {
  const stop = followPrinting()
  const screen = await render(<Held />)
  const rows = screen.getByRole('row')
  await expect.poll(() => rows.length).toBeGreaterThan(5)
  dispatchEvent(new Event('beforeprint'))
  // The group and 99 of its users, beside the head.
  await expect.poll(() => rows.length).toBe(101)
  await expect
    .element(screen.getByText(/^On paper: rows 1 to 99 of 200, \d+ of 500 columns\.$/))
    .toBeVisible()
  dispatchEvent(new Event('afterprint'))
  await expect.poll(() => rows.length).toBeLessThan(50)

  // Of a table that was scrolled, a column that is cut at the left is not counted either.
  const counted = () => Number(/(\d+) of 500/.exec(screen.container.textContent)?.[1])
  const whole = (left: number) => {
    const columns = Math.floor((screen.getByRole('grid').element().clientWidth - 200 + left) / 60)
    return columns - Math.ceil(left / 60)
  }
  for (const left of [0, 2, 90]) {
    screen.getByRole('grid').element().scrollLeft = left
    dispatchEvent(new Event('beforeprint'))
    await expect.poll(counted).toBe(whole(left))
    dispatchEvent(new Event('afterprint'))
    await expect.poll(() => rows.length).toBeLessThan(50)
  }
  stop()
})
