import { useState } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import '~/ui/theme/base.css'
import { svgDocument } from '../frame/export'
import type { View } from '../plane/zoom'
import type { LineSeries } from './line-series'
import { LinesChart } from './lines-chart'

function seriesOf(count: number, points: number): LineSeries[] {
  return Array.from({ length: count }, (_, k) => ({
    name: `run ${k}`,
    colour: Math.floor(k / 2),
    style: k % 2,
    x: Float64Array.from({ length: points }, (_, i) => i),
    y: Float64Array.from({ length: points }, (_, i) => 1 - Math.exp(-i / 30) + k / 10),
  }))
}
const FEW = seriesOf(3, 101)
const MANY = seriesOf(200, 800)

function Two({ series = FEW }: { series?: readonly LineSeries[] }) {
  const [view, setView] = useState<View>(null)
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const common = {
    xLabel: 'round',
    yLabel: 'iou',
    series,
    view,
    onView: setView,
    crosshair,
    onCrosshair: setCrosshair,
  }
  return (
    <div style={{ width: 700 }}>
      <LinesChart {...common} title="val/iou" fileName="iou" />
      <LinesChart {...common} title="val/loss" fileName="loss" />
      <output>{view === null ? 'all' : view.map((v) => Math.round(v)).join('–')}</output>
    </div>
  )
}
const slider = () => document.querySelector<HTMLElement>('[role=slider]')!

it('draws lines as paths, and names them at their ends', async () => {
  const screen = await render(<Two />)
  await expect.poll(() => document.querySelectorAll('[data-part=line]').length).toBe(6)
  await expect.element(screen.getByText('run 2').first()).toBeVisible()
  expect(document.body.innerHTML).not.toContain('NaN')
})

it('reads every line at one crosshair of all charts, by keyboard', async () => {
  await render(<Two />)
  await expect.poll(() => slider()).toBeTruthy()
  slider().focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  await expect.poll(() => slider().getAttribute('aria-valuetext')).toContain('round 1: run 2 0.2328')
  await expect.poll(() => document.querySelectorAll('[data-part=crosshair]').length).toBe(2)
  slider().blur()
  await expect.poll(() => document.querySelectorAll('[data-part=crosshair]').length).toBe(0)
})

it('zooms with keys and shows all again', async () => {
  const screen = await render(<Two />)
  await expect.poll(() => slider()).toBeTruthy()
  slider().focus()
  await userEvent.keyboard('+')
  await expect.element(screen.getByRole('status')).toHaveTextContent('25–75')
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }).first())
  await expect.element(screen.getByRole('status')).toHaveTextContent('all')
})

it('stays at its step when the points are made anew', async () => {
  const screen = await render(<Two series={seriesOf(2, 101)} />)
  await expect.poll(() => slider()).toBeTruthy()
  slider().focus()
  await userEvent.keyboard('{End}{ArrowLeft}')
  await expect.poll(() => slider().getAttribute('aria-valuetext')).toContain('round 99')
  // As a zoom brings them: the same steps have other indices.
  const ending = FEW.map((one) => ({ ...one, x: one.x.slice(90), y: one.y.slice(90) }))
  await screen.rerender(<Two series={ending} />)
  await expect.poll(() => slider().getAttribute('aria-valuemax')).toBe('11')
  expect(slider().getAttribute('aria-valuetext')).toContain('round 99')
  await userEvent.keyboard('{ArrowRight}')
  await expect.poll(() => slider().getAttribute('aria-valuetext')).toContain('round 100')
})

it('draws two hundred lines as one canvas under the same axes', async () => {
  await render(<Two series={MANY} />)
  await expect.poll(() => document.querySelectorAll('[data-part=lines]').length).toBe(2)
  expect(document.querySelectorAll('[data-part=line]').length).toBe(0)
  const canvas = document.querySelector<HTMLCanvasElement>('[data-part=lines] canvas')!
  const bytes = () => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data
  // It is drawn with the next frame.
  await expect.poll(() => bytes().some((byte) => byte !== 0)).toBe(true)
  const { markup } = svgDocument(canvas.closest('svg')!, 'val/iou', '200 lines')
  expect(markup).toMatch(/<image [^>]*href="data:image\/png/)
  expect(markup).not.toContain('foreignObject')
})

it('has a table behind it', async () => {
  const screen = await render(<Two />)
  await userEvent.click(screen.getByRole('button', { name: 'Show as table' }).first())
  await expect
    .element(screen.getByRole('grid', { name: 'Values of val/iou' }))
    .toHaveAttribute('aria-rowcount', '304')
})

it('waits for the points of a new view, but not for long', async () => {
  const chart = (view: View, madeFor: View) => (
    <div style={{ width: 700 }}>
      <LinesChart
        title="val/iou"
        fileName="iou"
        xLabel="round"
        yLabel="iou"
        series={FEW}
        view={view}
        madeFor={madeFor}
        onView={() => undefined}
        crosshair={null}
        onCrosshair={() => undefined}
      />
    </div>
  )
  const path = () => document.querySelector('[data-part=line]')?.getAttribute('d')
  const screen = await render(chart(null, null))
  await expect.poll(path).toBeTruthy()
  const whole = path()
  await screen.rerender(chart([10, 20], null))
  expect(path()).toBe(whole)
  await expect.poll(path).not.toBe(whole)
  const late = path()
  await screen.rerender(chart([10, 20], [10, 20]))
  expect(path()).toBe(late)
  await screen.rerender(chart([10, 12], [10, 12]))
  expect(path()).not.toBe(late)
})

it('draws what was logged once as a point', async () => {
  await render(<Two series={seriesOf(2, 1)} />)
  await expect.poll(() => document.querySelectorAll('[data-part=point]').length).toBe(4)
})

it('reads nothing beside the plot, where the names are', async () => {
  await render(<Two />)
  await expect.poll(() => slider()).toBeTruthy()
  const lines = () => document.querySelectorAll('[data-part=crosshair]').length
  await userEvent.hover(slider(), { position: { x: 300, y: 100 } })
  await expect.poll(lines).toBe(2)
  const name = [...slider().querySelectorAll('svg text')].find((one) => /run 2/.test(one.textContent))!
  await userEvent.hover(name)
  await expect.poll(lines).toBe(0)
})

it('draws a point of each of many runs that logged once', async () => {
  await render(<Two series={seriesOf(30, 1)} />)
  await expect.poll(() => document.querySelectorAll('[data-part=point]').length).toBe(60)
})

it('takes a line out of sight by its name in the legend or at its end, and offers it there again', async () => {
  // Of so many, names do not fit at the ends.
  const all = seriesOf(16, 30)
  function Hiding({ most }: { most: number }) {
    const [hidden, setHidden] = useState<readonly string[]>([])
    const [series, aside] = [true, false].map((isShown) =>
      all.slice(0, most).filter(({ name }) => !hidden.includes(name) === isShown),
    ) as [LineSeries[], LineSeries[]]
    return (
      <div style={{ width: 700 }}>
        <LinesChart
          title="val/iou"
          fileName="iou"
          xLabel="round"
          yLabel="iou"
          series={series}
          aside={aside}
          names={all.slice(0, most).map(({ name }) => name)}
          onToggle={(name) =>
            setHidden(hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name])
          }
          view={null}
          onView={() => undefined}
          crosshair={null}
          onCrosshair={() => undefined}
        />
      </div>
    )
  }
  const lines = () => document.querySelectorAll('[data-part=line]').length
  const screen = await render(<Hiding most={16} />)
  const key = (name: string) => screen.getByRole('button', { name, exact: true })
  await userEvent.click(key('run 1'))
  await expect.poll(lines).toBe(15)
  await expect.element(key('run 1')).toHaveAttribute('aria-pressed', 'false')
  await userEvent.click(key('run 1'))
  await expect.poll(lines).toBe(16)

  // It keeps its place among the names.
  await userEvent.click(key('run 1'))
  await expect.element(key('run 1')).toHaveAttribute('aria-pressed', 'false')
  const keys = [...document.querySelectorAll('button[aria-pressed]')].map((one) => one.textContent.trim())
  expect(keys.filter((name) => name.startsWith('run')).slice(0, 3)).toEqual(['run 0', 'run 1', 'run 2'])
  await userEvent.click(key('run 1'))

  await screen.rerender(<Hiding most={3} />)
  await expect.poll(lines).toBe(3)
  await expect.element(key('run 0')).not.toBeInTheDocument()
  await userEvent.click(
    [...document.querySelectorAll('svg text')].find((one) => /run 0/.test(one.textContent))!,
  )
  await expect.poll(lines).toBe(2)
  await userEvent.click(key('run 0'))
  await expect.poll(lines).toBe(3)
})

it('says what its colours stand for, also in the file, where the lines are too many to be named', async () => {
  const colours = ['lr 0.1', 'lr 0.01'].map((name, colour) => ({ name, colour, style: 0 }))
  const screen = await render(
    <div style={{ width: 700 }}>
      <LinesChart
        title="loss"
        xLabel="step"
        yLabel="loss"
        series={seriesOf(30, 5)}
        colours={colours}
        view={null}
        onView={() => undefined}
        crosshair={null}
        onCrosshair={() => undefined}
        fileName="loss"
      />
    </div>,
  )
  await expect.element(screen.getByText('lr 0.01')).toBeVisible()
  await expect
    .element(screen.getByText('30 lines: read them with the pointer or in the table.'))
    .toBeVisible()
  const svg = document.querySelector('figure [role=img]')?.closest('figure')
  expect(svg?.querySelector('[data-legend]')?.textContent).toContain('lr 0.1 lr 0.01')
})

it('has all names in the legend before the points of all have come', async () => {
  const all = seriesOf(16, 30)
  const screen = await render(
    <div style={{ width: 700 }}>
      <LinesChart
        title="val/iou"
        fileName="iou"
        xLabel="round"
        yLabel="iou"
        series={all.slice(0, 2)}
        looks={all}
        names={all.map(({ name }) => name)}
        onToggle={() => undefined}
        view={null}
        onView={() => undefined}
        crosshair={null}
        onCrosshair={() => undefined}
      />
    </div>,
  )
  await expect.element(screen.getByRole('button', { name: 'run 15' })).toHaveAttribute('aria-pressed', 'true')
})

it('keeps names of 250 characters inside its frame', async () => {
  const [first] = FEW
  await render(<Two series={[{ ...first!, name: 'm'.repeat(250) }]} />)
  await expect.poll(() => document.querySelector('[data-legend]')?.textContent).toContain('mmm…mmm')
  for (const figure of document.querySelectorAll('figure'))
    expect(figure.scrollWidth).toBeLessThanOrEqual(figure.clientWidth)
})
