import { useState } from 'react'
import { beforeAll, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { svgDocument } from '../frame/export'
import { TradeOffChart, type TradeOffChartProps } from './trade-off-chart'
import type { TradeOffPoint } from './stream-symbol'

// The drawing is a chunk of its own; its first load is not what is tested.
beforeAll(() => import('./trade-off-plot-in-view'))

const measured = { kind: 'error', falseAlarmsError: 0, quietRows: 200_000, found: 100, streams: 100 } as const
const points: TradeOffPoint[] = [
  {
    ...measured,
    id: 'swift',
    name: 'Swift',
    delay: 20,
    falseAlarms: 30,
    falseAlarmsError: 4,
    standing: 'best',
  },
  { ...measured, id: 'worse', name: 'Worse', delay: 60, falseAlarms: 3, found: 95, standing: 'bettered' },
  { ...measured, id: 'quiet', name: 'Quiet', delay: 50, falseAlarms: 0, standing: 'best' },
  { ...measured, id: 'rare', name: 'Rare', delay: 90, falseAlarms: 1, found: 60, standing: 'unsure' },
]

function Chart(props: Partial<TradeOffChartProps>) {
  const [kind, setKind] = useState<TradeOffChartProps['kind']>('error')
  return (
    <div style={{ width: 900 }}>
      <TradeOffChart
        title="Delay and false alarms"
        subtitle="Measured."
        points={points}
        notes={['No alarm after the change: Deaf (0 of 100 streams).']}
        kind={kind}
        kinds={['error', 'one']}
        onKind={setKind}
        onChoose={() => undefined}
        fileName="trade-off"
        {...props}
      />
    </div>
  )
}

test('recharts puts the points where the names were laid out for, zero on the axis', async () => {
  await render(<Chart />)
  const marks = () => [...document.querySelectorAll<SVGGElement>('[data-point]')]
  await expect.poll(() => marks().length).toBe(4)
  const buttons = [...document.querySelectorAll('[aria-label="Points"] button')]
  for (const { name } of points) {
    const mark = marks().find((g) => g.dataset['point'] === name)
    const button = buttons.find((b) => b.getAttribute('aria-label')?.startsWith(`${name},`))
    expect(mark).toBeDefined()
    // The mark without its name against the button that lies over it, both by their middles.
    const drawn = middle(mark!.querySelector('path')!.getBoundingClientRect())
    const over = middle(button!.getBoundingClientRect())
    expect(Math.abs(drawn.x - over.x)).toBeLessThan(1.5)
    expect(Math.abs(drawn.y - over.y)).toBeLessThan(1.5)
  }
  const svg = document.querySelector<SVGSVGElement>('svg[role=img][aria-label^="Delay and false alarms"]')
  const ticks = [...svg!.querySelectorAll('.recharts-yAxis-tick-labels text, .recharts-yAxis text')]
  expect(ticks.map((t) => t.textContent)).toEqual(expect.arrayContaining(['0', '1', '3', '10', '30']))
  expect(svg!.querySelectorAll('.recharts-errorBar').length).toBeGreaterThan(0)
  // What is exported: the drawing, in colours of its own.
  const { markup } = svgDocument(svg!, 'Delay', 'Measured.')
  expect(markup).toContain('Swift')
  expect(markup).not.toContain('var(--')
})

test('the points are one tab stop: arrows walk from the soonest on, Enter opens', async () => {
  const onChoose = vi.fn<(id: string) => void>()
  const screen = await render(
    <Chart onChoose={onChoose} points={points.toSorted((a, b) => a.delay - b.delay)} />,
  )
  const group = screen.getByRole('group', { name: 'Points' })
  await expect.element(group.getByRole('button').first()).toBeInTheDocument()
  expect(document.querySelectorAll('[aria-label="Points"] button[tabindex="0"]').length).toBe(1)
  // A press: the pointer of an earlier test may rest over another point, and that is then read.
  await group.getByRole('button').first().click()
  await expect
    .element(screen.getByText('20 rows after the change (median; detected in 100 of 100 streams)'))
    .toBeVisible()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(screen.getByText('no false alarm in 200\u00A0000 quiet rows')).toBeVisible()
  // A pointer over another point reads that one for as long as it is there.
  await group.getByRole('button').last().hover()
  await expect.element(screen.getByText('no false alarm in 200\u00A0000 quiet rows')).not.toBeInTheDocument()
  await userEvent.unhover(group.getByRole('button').last())
  await expect.element(screen.getByText('no false alarm in 200\u00A0000 quiet rows')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(onChoose).toHaveBeenLastCalledWith('quiet')
  await userEvent.keyboard('{End}{Enter}')
  expect(onChoose).toHaveBeenLastCalledWith('rare')
  await userEvent.keyboard('{Home}{Enter}')
  expect(onChoose).toHaveBeenLastCalledWith('swift')
})

test('the table holds every point, with how it stands; a row opens its page; the notes stay', async () => {
  const onChoose = vi.fn<(id: string) => void>()
  const screen = await render(<Chart onChoose={onChoose} />)
  await expect.element(screen.getByText('No alarm after the change: Deaf (0 of 100 streams).')).toBeVisible()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid', { name: 'Points of Delay and false alarms' })
  await expect
    .element(grid.getByRole('row').nth(1))
    .toHaveTextContent('Swifterrors20100 of 100304200 000no other of its kind is both faster and quieter')
  await expect.element(grid.getByRole('row').nth(4)).toHaveTextContent('found in too few streams to compare')
  await grid.getByRole('row').nth(2).click()
  expect(onChoose).toHaveBeenCalledWith('worse')
})

test('a kind is chosen among those that are there; without a point the picture says why', async () => {
  const onKind = vi.fn<(kind: TradeOffChartProps['kind']) => void>()
  const screen = await render(<Chart onKind={onKind} points={[]} />)
  await expect.element(screen.getByText(/None of these detectors found the change/)).toBeVisible()
  await expect.element(screen.getByRole('radio', { name: 'Labels' })).toBeDisabled()
  await screen.getByText('One column').click()
  expect(onKind).toHaveBeenCalledWith('one')
})

function middle({ left, right, top, bottom }: DOMRect) {
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}
