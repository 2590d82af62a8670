import { useState } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import '~/ui/theme/base.css'
import { ParallelChart, type ParallelItem } from './parallel-chart'
import type { Brushes, ParallelAxis } from './parallel-scene'

function Held({ count, brushed = {} }: { count: number; brushed?: Brushes }) {
  const [brushes, setBrushes] = useState<Brushes>(brushed)
  const [items] = useState<ParallelItem[]>(() =>
    Array.from({ length: count }, (_, k) => ({ id: `r${k}`, name: `run ${k}`, colour: k })),
  )
  const [axes] = useState<ParallelAxis[]>(() => [
    { key: 'lr', title: 'lr', kind: 'number', values: Float64Array.from({ length: count }, (_, k) => k) },
    { key: 'net', title: 'net', kind: 'category', values: items.map((_, k) => (k % 2 ? 'unet' : 'fpn')) },
    {
      key: 'iou',
      title: 'iou',
      kind: 'number',
      values: Float64Array.from({ length: count }, (_, k) => 1 / (k + 1)),
    },
  ])
  return (
    <div style={{ width: 700 }}>
      <ParallelChart
        title="Runs"
        items={items}
        axes={axes}
        brushes={brushes}
        onBrushes={setBrushes}
        fileName="runs"
      />
    </div>
  )
}
const passing = () => document.querySelectorAll('[data-part=passes]').length

it('brushes by keyboard, on numbers and on categories, and lets all through again', async () => {
  const screen = await render(<Held count={11} />)
  await expect.poll(passing).toBe(11)
  screen.getByRole('slider', { name: 'lr: least' }).element().focus()
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}')
  await expect.poll(passing).toBe(10)
  await userEvent.click(screen.getByRole('button', { name: 'unet' }))
  await expect.poll(passing).toBe(5)
  await expect.element(screen.getByText('5 of 11 pass.').first()).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
  await expect.poll(passing).toBe(11)
})

it('has what is behind the name of a category stand back: all of its lines begin there', async () => {
  const screen = await render(<Held count={11} />)
  const name = screen.getByRole('button', { name: 'unet' }).element()
  expect(getComputedStyle(name).backgroundImage).toMatch(/^linear-gradient/)
  expect(getComputedStyle(name).backgroundSize).toBe('100% 14px')
})

it('holds in its table what passes', async () => {
  const screen = await render(<Held count={11} />)
  await userEvent.click(screen.getByRole('button', { name: 'fpn' }))
  await userEvent.click(screen.getByRole('button', { name: 'Show as table' }))
  await expect
    .element(screen.getByRole('grid', { name: 'Values of Runs' }))
    .toHaveAttribute('aria-rowcount', '7')
})

it('draws more than fifty items on a canvas', async () => {
  await render(<Held count={51} />)
  await expect.poll(() => document.querySelectorAll('[data-part=lines] canvas').length).toBe(1)
  expect(passing()).toBe(0)
})

it('keeps a brush inside its axis that reaches beyond what the items have', async () => {
  await render(<Held count={11} brushed={{ lr: { kind: 'number', from: -50, to: 400 } }} />)
  await expect.poll(() => document.querySelector('[data-part=brush]')).toBeTruthy()
  const brush = document.querySelector('[data-part=brush]')!.getBoundingClientRect()
  const axis = document.querySelector('[aria-label="Brush on lr"]')!.getBoundingClientRect()
  expect(brush.top).toBeCloseTo(axis.top)
  expect(brush.bottom).toBeCloseTo(axis.bottom)
})
