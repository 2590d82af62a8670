import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import '~/ui/theme/base.css'
import { TrendChart } from './trend-chart'

const POINTS = [0.1, 0.2, 0.3, 0.4].map((x, k) => ({
  id: `r${k}`,
  name: `run ${k}`,
  colour: k,
  symbol: 0,
  group: '',
  x,
  y: x * 2 + (k % 2) * 0.01,
}))

it('draws points and their trend, says r, and opens a point by keyboard', async () => {
  const onChoose = vi.fn<(id: string) => void>()
  const screen = await render(
    <div style={{ width: 600 }}>
      <TrendChart
        title="val/iou by lr"
        points={POINTS}
        what="runs"
        xLabel="lr"
        yLabel="iou"
        onChoose={onChoose}
        fileName="trend"
      />
    </div>,
  )
  // The drawing is a chunk of its own.
  await expect.poll(() => document.querySelectorAll('[data-point]').length, { timeout: 20_000 }).toBe(4)
  await expect.element(screen.getByText('Pearson r 1.00 over 4 runs.').first()).toBeVisible()
  // Where recharts put a point is where the scene says it is: the readout's ring lies on it.
  screen.getByRole('slider').element().focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  await expect
    .element(screen.getByRole('slider'))
    .toHaveAttribute('aria-valuetext', 'run 1: lr 0.2, iou 0.41')
  const centre = (one: Element) => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    return [(left + right) / 2, (top + bottom) / 2]
  }
  const ring = centre(document.querySelector('svg[aria-hidden] circle[r="7"]')!)
  const dot = centre(document.querySelector('[data-point="run 1"]')!)
  expect(Math.abs(ring[0]! - dot[0]!)).toBeLessThan(1)
  expect(Math.abs(ring[1]! - dot[1]!)).toBeLessThan(1)
  await userEvent.keyboard('{Enter}')
  expect(onChoose).toHaveBeenLastCalledWith('r1')
})
