import { useState } from 'react'
import { beforeAll, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { ColumnBars } from '../findings/column-bars'
import { EvolutionChart } from '../evolution/evolution-chart'
import type { EvolutionChartProps } from '../evolution/evolution-data'
import type { View } from '../plane/zoom'
import { svgDocument } from './export'
import { pngBlob } from './png'
import { MiniHistogram } from '../inline/mini-histogram'
import { NullHistogram } from '../findings/null-histogram'

// The drawing is a chunk of its own; its first load is not what is tested.
beforeAll(() => import('../evolution/evolution-plot'))

const n = 400
const x = Float64Array.from({ length: n }, (_, i) => 100 + i)
const values = Float64Array.from(x, (_, i) => (i < 200 ? 0.001 * Math.sin(i) : 0.03 + 0.001 * Math.sin(i)))

const props: EvolutionChartProps = {
  title: 'MMD² evolution',
  subtitle: 'Window of 100 rows.',
  thresholdRule: 'α holds for the whole stream.',
  xKind: 'row',
  xLabel: 'row',
  yLabel: 'MMD²',
  x,
  rowNumbers: Uint32Array.from(x),
  windowStarts: Uint32Array.from(x, (row) => row - 99),
  series: [{ name: 'MMD²', values }],
  threshold: { value: 0.012, label: 'drift' },
  alarms: [{ start: 200, end: 399, peak: 214, series: 'MMD²' }],
  firstFull: 'First full window ends at row 100.',
  fileName: 'evolution',
}

/** Where a saved file went: the name and the content of the link that was clicked. */
function catchDownload() {
  const saved: { name: string; blob: Blob }[] = []
  const blobs = new Map<string, Blob>()
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${blobs.size}`
    blobs.set(url, blob as Blob)
    return url
  })
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ name: this.download, blob: blobs.get(this.href)! })
  })
  return {
    saved,
    restore: () => {
      create.mockRestore()
      click.mockRestore()
    },
  }
}

const drawn = () => document.querySelectorAll('[data-line]').length

test('the chart is a figure with a name and its summary', async () => {
  const screen = await render(<EvolutionChart {...props} />)
  const figure = screen.getByRole('figure', { name: 'MMD² evolution' })
  await expect
    .element(figure)
    .toHaveAccessibleDescription('Window of 100 rows. α holds for the whole stream.')
  await expect.element(screen.getByText('First full window ends at row 100.')).toBeVisible()
  await expect.poll(drawn).toBeGreaterThan(0)
  // The line above the threshold, and only that, is drawn in the colour of drift.
  const strokes = [...document.querySelectorAll('[data-line]')].map((p) => p.getAttribute('stroke'))
  expect(strokes).toEqual(['var(--series-1)', 'var(--drift)'])
})

test('the table holds the data, and a picture can be saved beside it', async () => {
  const screen = await render(<EvolutionChart {...props} />)
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const alarms = screen.getByRole('grid', { name: 'Alarms of MMD² evolution' })
  await expect
    .element(alarms.getByRole('row').nth(1))
    .toHaveTextContent('rows 201–300rows 400–499rows 215–314')
  await expect.element(alarms.getByRole('row').nth(1)).toHaveTextContent('200')
  const points = screen.getByRole('grid', { name: 'Windows of MMD² evolution' })
  await expect.element(points).toHaveAttribute('aria-rowcount', String(n + 1))
  await expect.element(points.getByRole('row').nth(2)).toHaveTextContent('rows 2–1010.0008415below')
  // A picture is saved all the same, and the table stays.
  const download = catchDownload()
  await screen.getByRole('button', { name: 'Save picture' }).click()
  await screen.getByRole('menuitem', { name: 'SVG, dark' }).click()
  await expect.poll(() => download.saved[0]?.name).toBe('evolution.svg')
  download.restore()
  // --surface and --drift of the dark theme, on a page that is light.
  const svg = await download.saved[0]!.blob.text()
  expect(svg.includes('fill="#10181b"'), 'surface').toBe(true)
  expect(svg.includes('stroke="rgb(240, 98, 90)"'), 'drift').toBe(true)
  expect(svg.includes("font-family:'Inter Variable'"), 'font').toBe(true)
  expect(svg.includes('First full window ends at row 100.'), 'legend and notes').toBe(true)
  await expect.element(points).toBeVisible()
})

test('while it is played, a value that ends on the axis is covered whole', async () => {
  const falling = Float64Array.from(x, (_, i) => (i < 399 ? 0.03 : 0))
  const screen = await render(
    <div style={{ width: 900 }}>
      <EvolutionChart {...props} series={[{ name: 'MMD²', values: falling }]} alarms={[]} playable />
    </div>,
  )
  await expect.poll(drawn).toBeGreaterThan(0)
  await screen.getByRole('button', { name: 'Play along the stream' }).click()
  const cover = () => document.querySelector('[data-cover]')?.getBoundingClientRect()
  await expect.poll(cover).toBeDefined()
  const texts = [...document.querySelectorAll('svg text')]
  const limit = texts.find((text) => text.textContent === 'drift 0.012')
  const beside = texts.filter((text) => text.getAttribute('x') === limit?.getAttribute('x'))
  const ends = beside.filter((text) => text.textContent !== 'row')
  expect(ends).toHaveLength(2)
  for (const end of ends) expect(end.getBoundingClientRect().bottom).toBeLessThanOrEqual(cover()?.bottom ?? 0)
})

test('arrow keys walk the points and say them, plus and zero zoom', async () => {
  const onView = vi.fn<(view: View) => void>()
  function Zoomable() {
    const [view, setView] = useState<View>(null)
    return (
      <EvolutionChart
        {...props}
        view={view}
        onViewChange={(next) => {
          onView(next)
          setView(next)
        }}
      />
    )
  }
  const screen = await render(<Zoomable />)
  const slider = screen.getByRole('slider', { name: 'MMD² evolution: points' })
  await expect.element(slider).toBeVisible()
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'rows 1–100; MMD² 0; not above drift 0.012')
  await userEvent.keyboard('{End}')
  await expect.element(slider).toHaveAttribute('aria-valuenow', String(n))
  await expect
    .element(slider)
    .toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/^rows 400–499; MMD² 0\.0\d+; above drift 0\.012$/),
    )
  await userEvent.keyboard('+')
  const view = onView.mock.lastCall?.[0]
  expect(view?.[1]).toBe(499)
  expect(view?.[0]).toBeGreaterThan(250)
  // A point beyond the zoom is walked to, and the view follows.
  await userEvent.keyboard('{Home}{ArrowLeft}')
  expect(onView.mock.lastCall?.[0]?.[0]).toBeLessThan(view![0])
  await userEvent.keyboard('0')
  expect(onView).toHaveBeenLastCalledWith(null)
})

test('a drag zooms, a double click and the button show everything again', async () => {
  const screen = await render(
    <div style={{ width: 800 }}>
      <EvolutionChart {...props} />
    </div>,
  )
  const slider = screen.getByRole('slider')
  await expect.poll(drawn).toBeGreaterThan(0)
  const element = slider.element()
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const drag = async (from: number, to: number) => {
    const box = element.getBoundingClientRect()
    const at = (dx: number) => ({
      clientX: box.left + dx,
      clientY: box.top + 120,
      button: 0,
      pointerId: 1,
      pointerType: 'mouse',
      bubbles: true,
    })
    const capture = vi.spyOn(element, 'setPointerCapture').mockImplementation(() => undefined)
    element.dispatchEvent(new PointerEvent('pointerdown', at(from)))
    await frame()
    element.dispatchEvent(new PointerEvent('pointermove', at((from + to) / 2)))
    await frame()
    element.dispatchEvent(new PointerEvent('pointerup', at(to)))
    capture.mockRestore()
  }
  const reset = screen.getByRole('button', { name: 'Reset zoom' })
  await drag(200, 400)
  await expect.element(reset).toBeVisible()
  element.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
  await expect.element(reset).not.toBeInTheDocument()
  await screen.getByRole('button', { name: 'Zoom in' }).click()
  await reset.click()
  await expect.element(reset).not.toBeInTheDocument()
})

test('CSV has every raw point, the SVG says its own colours and words', async () => {
  const screen = await render(<EvolutionChart {...props} />)
  await expect.poll(drawn).toBeGreaterThan(0)
  const download = catchDownload()
  await screen.getByRole('button', { name: 'Download data as CSV' }).click()
  await screen.getByRole('button', { name: 'Save picture' }).click()
  await screen.getByRole('menuitem', { name: 'SVG, light' }).click()
  await expect.poll(() => download.saved).toHaveLength(2)
  download.restore()
  const [csv, svg] = download.saved
  expect([csv?.name, svg?.name]).toEqual(['evolution.csv', 'evolution.svg'])
  const lines = (await csv!.blob.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(n + 1)
  expect(lines[301]).toBe(`201,300,${values[300]},0.012,1`.replace('201,300', '301,400'))
  const text = await svg!.blob.text()
  expect(text).not.toContain('var(')
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
  expect(parsed.querySelector('parsererror')).toBeNull()
  expect(parsed.documentElement.textContent).toContain('Window of 100 rows.')
  // --drift of the light theme.
  expect(parsed.querySelector('[stroke="rgb(200, 50, 43)"]')).not.toBeNull()
})

test('the PNG is the picture at twice its size, words included', async () => {
  await render(<MiniHistogram counts={[1, 5, 2]} series={1} label="Values" />)
  const svg = document.querySelector<SVGSVGElement>('svg[role=img]')!
  const picture = svgDocument(svg, 'WWWWWW', 'and <less> & "more"')
  const bitmap = await createImageBitmap(await pngBlob(picture))
  expect([bitmap.width, bitmap.height]).toEqual([2 * picture.width, 2 * picture.height])
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  const darkPixels = (y0: number, y1: number) => {
    const { data } = context.getImageData(0, y0, bitmap.width, y1 - y0)
    return data.filter((v, i) => i % 4 === 0 && v < 128).length
  }
  // The title's band holds ink: text drawn by the canvas, not lost with the image's fonts.
  expect(darkPixels(32, 60)).toBeGreaterThan(50)
})

test('a series can be hidden, the last one stays', async () => {
  const two = {
    ...props,
    series: [
      { name: 'increase', values },
      { name: 'decrease', values: values.map((v) => -v) },
    ],
    alarms: [],
  }
  const screen = await render(<EvolutionChart {...two} />)
  const strokes = () =>
    [...document.querySelectorAll('[data-line]')].map((line) => line.getAttribute('stroke'))
  // Of several, each keeps its own colour beyond the threshold too.
  await expect.poll(strokes).toEqual(['var(--series-1)', 'var(--series-2)'])
  const decrease = screen.getByRole('button', { name: 'decrease' })
  await decrease.click()
  await expect.element(decrease).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(strokes).toEqual(['var(--series-1)', 'var(--drift)'])
  await screen.getByRole('button', { name: 'increase' }).click()
  await expect.poll(strokes).toEqual(['var(--series-1)', 'var(--series-2)'])
})

test('the null distribution: picture named, bins in the table, every draw in the CSV', async () => {
  const nulls = Float64Array.from({ length: 99 }, (_, i) => (i - 49) / 10_000)
  const screen = await render(
    <NullHistogram
      title="Null distribution"
      subtitle="Where MMD² would lie without drift."
      nullDistribution={nulls}
      observed={0.02837}
      drift
      threshold={0.0031}
      alpha={0.05}
      xLabel="MMD² with labels permuted"
      fileName="null"
    />,
  )
  const name = 'Null distribution: observed 0.02837, 95 % of 99 permutations below 0.0031'
  await expect.element(screen.getByRole('img', { name })).toBeVisible()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const counts = screen
    .getByRole('grid')
    .getByRole('row')
    .elements()
    .slice(1)
    .map((row) => Number(row.querySelector('td:last-child')?.textContent))
  expect(counts.reduce((a, b) => a + b, 0)).toBe(99)
  const download = catchDownload()
  await screen.getByRole('button', { name: 'Download data as CSV' }).click()
  download.restore()
  const lines = (await download.saved[0]!.blob.text()).trimEnd().split('\r\n')
  expect(lines).toEqual(['draw,statistic', ...Array.from(nulls, (v, i) => `${i + 1},${v}`)])
})

test('columns: the twenty strongest as bars, all in the table, in the order given', async () => {
  const columns = Array.from({ length: 30 }, (_, i) => {
    const pValue = ((i * 7) % 30) / 30 + 0.0005
    return {
      name: `c${i}`,
      statistic: 1 - pValue,
      pValue,
      adjustedPValue: Math.min(1, pValue * 30),
      threshold: null,
      effectSize: null,
      view: null,
      drift: i === 0,
    }
  })
  const screen = await render(
    <ColumnBars
      title="1 of 30 columns drifted"
      subtitle="Kolmogorov-Smirnov."
      columns={columns}
      ranked={columns.toSorted((a, b) => a.pValue - b.pValue)}
      effect={null}
      statisticName="D"
      alpha={0.05}
      correction="Bonferroni"
      fileName="ks"
    />,
  )
  await expect
    .element(screen.getByText('The 20 strongest of 30 columns; the table holds all of them.'))
    .toBeVisible()
  await expect.poll(() => document.querySelectorAll('svg[role=img] [data-bar]').length).toBe(20)
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid')
  await expect.element(grid).toHaveAttribute('aria-rowcount', '31')
  await expect.element(grid.getByRole('row').nth(1)).toHaveTextContent('c0◆ drift0.99950.00050.015')
})

test('a zoom from a link to other data shows everything', async () => {
  const screen = await render(
    <EvolutionChart {...props} view={[90_000, 99_999]} onViewChange={() => undefined} />,
  )
  await expect.element(screen.getByRole('slider')).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Reset zoom' })).not.toBeInTheDocument()
})
