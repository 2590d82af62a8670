import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { svgDocument } from '../frame/export'
import { HistoryChart, type HistoryChartProps } from './history-chart'
import type { HistoryView } from './history-view'
import { columnsOf, type RecordState } from './history-columns'
import { Sparkline } from '../inline/sparkline'

const DAY = 86_400_000
const START = Date.UTC(2024, 5, 19)
const n = 214

const points = Array.from({ length: n }, (_, i) => {
  const failed = i === 31 || i === 77
  const running = i === n - 1
  const value = failed || running ? null : i >= 199 ? 0.3 + 0.01 * Math.sin(i) : 0.02 * Math.sin(i)
  const state: RecordState = failed ? 'failed' : running ? 'running' : i >= 199 ? 'drift' : 'ok'
  const threshold = value === null ? null : i < 100 ? 0.1 : 0.125
  return { record: { id: `r${i}` }, at: START + (i * DAY) / 2, value, threshold, warning: null, state }
})

const props: HistoryChartProps = {
  title: 'Drifting since 26 September',
  subtitle: '14 of 211 records drifted.',
  mark: 'drift',
  columns: columnsOf(points),
  metric: 'distance',
  yLabel: 'MMD²',
  yNote: 'unbiased',
  alarms: [{ start: 199, end: 212, count: 14 }],
  baseline: { start: 0, end: 41, label: 'Baseline, 42 records', shortLabel: 'Baseline' },
  markers: [{ index: 128, label: 'v3.1, lens cleaned' }],
  fileName: 'history',
}

const part = (name: string) => document.querySelector(`[data-part="${name}"]`)
const path = (name: string) => part(name)?.getAttribute('d') ?? ''

/** The chart in a box of one width, with the view kept as a page keeps it. */
function Held({ onView, ...more }: Partial<HistoryChartProps> & { onView?: (view: HistoryView) => void }) {
  const [view, setView] = useState<HistoryView>(null)
  const change = (next: HistoryView) => {
    onView?.(next)
    setView(next)
  }
  return (
    <div style={{ width: 800 }}>
      <HistoryChart {...props} {...more} view={view} onViewChange={change} />
    </div>
  )
}

test('a figure with its finding; line, steps, lane and rails are drawn at once', async () => {
  const screen = await render(<Held />)
  const figure = screen.getByRole('figure', { name: 'Drifting since 26 September' })
  await expect.element(figure).toHaveAccessibleDescription('14 of 211 records drifted.')
  await expect.poll(() => path('line')).not.toBe('')
  // Two failed records part the line; the running one ends it.
  expect(path('line').match(/M/g)).toHaveLength(3)
  // One step, from 0.1 to 0.125.
  expect(path('threshold').match(/V/g)).toHaveLength(2)
  expect(part('lane')?.childElementCount).toBe(3)
  for (const text of ['Baseline, 42 records', 'v3.1, lens cleaned', '14', 'drift 0.125', '2024, UTC'])
    await expect.element(figure.getByText(text, { exact: true })).toBeInTheDocument()
})

test('arrow keys read records, and Enter opens one; a failed record says that it failed', async () => {
  const onSelect = vi.fn<(index: number) => void>()
  const screen = await render(<Held onSelect={onSelect} />)
  const slider = screen.getByRole('slider', { name: 'Drifting since 26 September: records' })
  await expect.element(slider).toBeVisible()
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{End}')
  await expect.element(slider).toHaveAttribute('aria-valuetext', '3 Oct 2024, 12:00 UTC; running')
  await userEvent.keyboard('{ArrowLeft}')
  await expect
    .element(slider)
    .toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/^3 Oct 2024 UTC; drift; distance 0\.\d+; above its threshold 0\.125$/),
    )
  await userEvent.keyboard('{Enter}')
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(212)
})

test('zoomed in, a double click shows everything and opens nothing; a click still opens', async () => {
  const onSelect = vi.fn<(index: number) => void>()
  const onView = vi.fn<(view: HistoryView) => void>()
  const screen = await render(<Held onSelect={onSelect} onView={onView} />)
  const slider = screen.getByRole('slider', { name: /: records$/ })
  await expect.poll(() => path('line')).not.toBe('')
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('+')
  expect(onView.mock.lastCall![0]).not.toBeNull()
  await userEvent.click(slider, { position: { x: 300, y: 150 } })
  await expect.poll(() => onSelect.mock.calls.length).toBe(1)
  await userEvent.dblClick(slider, { position: { x: 320, y: 150 } })
  await expect.poll(() => onView.mock.lastCall![0]).toBeNull()
  // The wait of a click is over, and nothing more was opened.
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(onSelect).toHaveBeenCalledOnce()
})

test('a click opens the record under it, and does not zoom', async () => {
  const onSelect = vi.fn<(index: number) => void>()
  const onView = vi.fn<(view: HistoryView) => void>()
  const screen = await render(<Held onSelect={onSelect} onView={onView} />)
  const slider = screen.getByRole('slider', { name: /: records$/ })
  await expect.poll(() => path('line')).not.toBe('')
  await userEvent.click(slider, { position: { x: 300, y: 150 } })
  expect(onSelect).toHaveBeenCalledOnce()
  const index = onSelect.mock.lastCall![0]
  expect(index).toBeGreaterThan(50)
  expect(index).toBeLessThan(110)
  expect(onView).not.toHaveBeenCalled()
})

test('the open record is marked on its value, or in the lane where it has none', async () => {
  const screen = await render(<Held selected={205} />)
  await expect
    .poll(() => part('selected')?.querySelector('circle')?.getAttribute('stroke'))
    .toBe('var(--drift)')
  await screen.rerender(<Held selected={31} />)
  await expect.poll(() => part('selected')?.querySelector('circle')?.getAttribute('fill')).toBe('none')
  await screen.rerender(<Held selected={9999} />)
  await expect.poll(() => part('selected')).toBeNull()
})

test('the overview: its ends are moved by keys, and everything is shown again', async () => {
  const onView = vi.fn<(view: HistoryView) => void>()
  const screen = await render(<Held onView={onView} />)
  const end = screen.getByRole('slider', { name: 'End of what is shown' })
  await expect.element(end).toBeVisible()
  const whole = path('line')
  ;(end.element() as HTMLElement).focus()
  await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}')
  const view = onView.mock.lastCall?.[0]
  expect(view![1]).toBeLessThan(START + 100 * DAY)
  expect(view![1]).toBeGreaterThan(START + 90 * DAY)
  await expect.poll(() => path('line')).not.toBe(whole)
  // The drifting stretch at the end is out of view.
  await expect.element(end).toHaveAttribute('aria-valuetext', expect.stringContaining('Sep 2024'))
  // An end never passes the other one.
  const start = screen.getByRole('slider', { name: 'Start of what is shown' })
  ;(start.element() as HTMLElement).focus()
  for (let i = 0; i < 12; i++) await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
  const [from, to] = onView.mock.lastCall![0]!
  expect(from).toBeLessThan(to)
  await screen.getByRole('button', { name: 'Show all' }).click()
  expect(onView).toHaveBeenLastCalledWith(null)
  await expect.poll(() => path('line')).toBe(whole)
})

test('equal steps: the axis counts records, and the view is still said in time', async () => {
  const onView = vi.fn<(view: HistoryView) => void>()
  const screen = await render(<Held spacing="steps" onView={onView} />)
  const slider = screen.getByRole('slider', { name: /: records$/ })
  await expect.element(slider.getByText('record', { exact: true })).toBeInTheDocument()
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{Home}+')
  const view = onView.mock.lastCall![0]!
  expect(view[0]).toBeGreaterThan(START - 10 * DAY)
  expect(view[1]).toBeLessThan(START + 60 * DAY)
})

test('the threshold to try is a line of its own', async () => {
  const screen = await render(<Held whatIf={0.15} />)
  await expect.element(screen.getByText('if 0.15')).toBeInTheDocument()
  expect(part('what-if')).not.toBeNull()
})

test('the table holds every record, newest first, and opens them', async () => {
  const onSelect = vi.fn<(index: number) => void>()
  const screen = await render(<Held onSelect={onSelect} />)
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid', { name: 'Records of Drifting since 26 September' })
  await expect.element(grid).toHaveAttribute('aria-rowcount', String(n + 1))
  await expect.element(grid.getByRole('row').nth(1)).toHaveTextContent('3 Oct 2024, 12:00running––')
  await grid.getByRole('row').nth(2).click()
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(212)
})

test('no records: said, and no axis of 1970', async () => {
  const screen = await render(<Held columns={columnsOf([])} alarms={[]} baseline={null} markers={[]} />)
  await expect.element(screen.getByText('No record is logged yet.')).toBeVisible()
  expect(document.body.textContent).not.toContain('1970')
})

test('the picture is exported without its page', async () => {
  await render(<Held selected={205} />)
  await expect.poll(() => path('line')).not.toBe('')
  const svg = document.querySelector<SVGSVGElement>('[data-picture] [role=slider] svg')!
  const { markup } = svgDocument(svg, props.title, props.subtitle)
  expect(markup).toContain('data-part="line"')
  expect(markup).not.toContain('var(--')
})

test('in lists: a trend, with words', async () => {
  const screen = await render(
    <>
      <Sparkline values={[0.1, NaN, 0.3]} threshold={0.2} tone="drift" label="distance, last 3 records" />
      <Sparkline values={[]} label="nothing" />
      <Sparkline values={[1, 1, NaN, 1]} band={[0, 1, NaN, NaN]} width={66} height={26} label="a mean" />
    </>,
  )
  await expect.element(screen.getByRole('img', { name: 'distance, last 3 records' })).toBeVisible()
  expect(document.body.innerHTML).not.toContain('NaN')
  expect(document.body.innerHTML).not.toContain('Infinity')
  // The band widens to 0 and 2, is parted at the gap, and is no area where no deviation is known.
  const band = screen.getByRole('img', { name: 'a mean' }).element().querySelector('[data-part=band]')
  expect(band?.getAttribute('d')).toBe('M3,13L23,3L23,23L3,13ZM63,13L63,13Z')
})

test('where the unit changes, both scales are named, and the line does not lead over', async () => {
  const units = ['in standard deviations', 'in the unit of the data'] as const
  const rescaled = columnsOf(
    points.map((point, i) =>
      i < 128 || point.value === null ? point : { ...point, value: point.value * 5000 },
    ),
  )
  await render(<Held columns={rescaled} markers={[{ index: 128, label: units[1], units }]} />)
  await expect.poll(() => part('own-ticks')?.textContent ?? '').toMatch(/\d\s\d{3}/)
  // Two gaps of failed records, and the border.
  expect(path('line').match(/M/g)).toHaveLength(4)
  expect(document.querySelector('figure')?.textContent).toContain('in standard deviations')
})
