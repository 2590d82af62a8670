import { beforeAll, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { ColumnBars } from './column-bars'
import ColumnView from './column-view'
import { CompareChart } from '../evolution/compare-chart'
import { EvolutionChart } from '../evolution/evolution-chart'
import type { EvolutionChartProps } from '../evolution/evolution-data'
import { svgDocument } from '../frame/export'
import MatrixMap from './matrix-map'
import RankingBars from './ranking-bars'
import RunLengthMap from './run-length-map'
import WitnessChart from './witness-chart'

beforeAll(() => import('../evolution/evolution-plot'))

const n = 60
const rows = Uint32Array.from({ length: n }, (_, i) => i + 1)
const evolution: EvolutionChartProps = {
  title: 'Error rate',
  subtitle: 'None of the rows is above the limit.',
  xKind: 'row',
  xLabel: 'row',
  yLabel: 'error rate',
  x: new Float64Array(rows),
  rowNumbers: rows,
  windowStarts: rows,
  series: [{ name: 'rate', values: Float64Array.from(rows, (r) => (r < 30 ? 0.2 : 0.5)) }],
  threshold: null,
  limits: [
    { name: 'drift limit', level: 'drift', values: Float64Array.from(rows, (r) => 0.3 + r / 1000) },
    { name: 'warning limit', level: 'warning', values: Float64Array.from(rows, () => 0.25) },
    { name: 'mean', level: 'centre', values: Float64Array.from(rows, () => 0.2) },
  ],
  alarms: [{ start: 40, end: 40, peak: 40, series: 'rate' }],
  warnings: [{ start: 29, end: 39, peak: 30, series: 'rate' }],
  fileName: 'rate',
}

test('limits that move are drawn, named at the edge, and stand in tables', async () => {
  const screen = await render(
    <div style={{ width: 900 }}>
      <EvolutionChart {...evolution} />
    </div>,
  )
  await expect.poll(() => document.querySelectorAll('[data-line]').length).toBe(2)
  await expect.element(screen.getByText('drift limit 0.36')).toBeVisible()
  await expect.element(screen.getByText('warning limit 0.25')).toBeVisible()
  const strokes = [...document.querySelectorAll('path[stroke]')].map((p) => p.getAttribute('stroke'))
  expect(strokes).toEqual(expect.arrayContaining(['var(--drift)', 'var(--warn)', 'var(--unknown)']))
  await screen.getByRole('button', { name: 'Show as table' }).click()
  await expect.element(screen.getByRole('grid', { name: 'Warnings of Error rate' })).toBeVisible()
  const points = screen.getByRole('grid', { name: 'Points of Error rate' })
  await expect.element(points.getByRole('row').nth(1)).toHaveTextContent('row 10.20.3010.250.2below')
})

test('a stream is stepped along: what comes later is covered, and the state is said', async () => {
  const screen = await render(
    <div style={{ width: 900 }}>
      <EvolutionChart {...evolution} playable />
    </div>,
  )
  await screen.getByRole('button', { name: 'Play along the stream' }).click()
  const bar = screen.getByRole('group', { name: 'Along the stream' })
  const pause = bar.getByRole('button', { name: 'Pause' })
  if (pause.query()) await pause.click()
  const slider = bar.getByRole('slider', { name: 'Last row that is shown' })
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{Home}')
  await expect.element(bar.getByRole('status')).toHaveTextContent(/^row 1: rate 0\.2.*alarms: none so far\.$/)
  await bar.getByRole('button', { name: 'One step forward' }).click()
  await expect.element(bar.getByRole('status')).toHaveTextContent(/^row 2:/)
  await userEvent.keyboard('{End}')
  ;(slider.element() as HTMLElement).focus()
  await userEvent.keyboard('{End}')
  await expect.element(bar.getByRole('status')).toHaveTextContent(/^row 60:.*alarms: 1 so far\.$/)
  await bar.getByRole('button', { name: 'Show all of it' }).click()
  await expect.element(bar).not.toBeInTheDocument()
})

test('columns decided by a threshold: no p anywhere, and a press chooses one', async () => {
  const onChoose = vi.fn<(name: string) => void>()
  const column = (name: string, statistic: number) => ({
    name,
    statistic,
    pValue: null,
    adjustedPValue: null,
    threshold: 0.2,
    effectSize: null,
    view: null,
    drift: statistic >= 0.2,
  })
  const screen = await render(
    <ColumnBars
      title="Column by column"
      subtitle="1 of 2 columns drifted by their threshold."
      columns={[column('a', 0.1), column('b', 0.4)]}
      ranked={[column('b', 0.4), column('a', 0.1)]}
      effect={null}
      statisticName="PSI"
      alpha={0.05}
      correction="none"
      fileName="psi"
      chosen="b"
      onChoose={onChoose}
    />,
  )
  await expect
    .element(screen.getByRole('img', { name: 'Column by column: b PSI 0.4, a PSI 0.1' }))
    .toBeVisible()
  await expect.element(screen.getByText('threshold 0.2')).toBeVisible()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid')
  await expect.element(grid.getByRole('row').nth(1)).toHaveTextContent(/^b◆ drift0\.40\.2$/)
  await grid.getByRole('row').nth(2).click()
  expect(onChoose).toHaveBeenCalledWith('a')
})

test('an effect stands beside every p, and no p is printed as 0', async () => {
  const column = (name: string, pValue: number, effectSize: number) => ({
    name,
    statistic: 1000,
    pValue,
    adjustedPValue: 2 * pValue,
    effectSize,
    threshold: null,
    view: null,
    drift: true,
  })
  const columns = [column('a', 0, 0.02), column('b', 1e-9, -0.4)]
  const screen = await render(
    <div style={{ width: 700 }}>
      <ColumnBars
        title="Column by column"
        subtitle="2 of 2 columns drifted."
        columns={columns}
        ranked={columns.toReversed()}
        statisticName="U"
        alpha={0.05}
        correction="Bonferroni"
        effect={{ name: 'Cliff’s delta', symbol: 'Cliff’s δ', trifling: null, comparable: true }}
        fileName="mann-whitney"
      />
    </div>,
  )
  await expect
    .element(screen.getByRole('img', { name: 'Column by column: b p 2e-9, a p < 1e-300' }))
    .toBeVisible()
  await expect.element(screen.getByText('Cliff’s δ')).toBeVisible()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid')
  await expect
    .element(grid.getByRole('row').nth(0))
    .toHaveTextContent(/Cliff’s δ.*p.*Adjusted p \(Bonferroni\)/)
  await expect.element(grid.getByRole('row').nth(2)).toHaveTextContent(/^a◆ drift1.0000\.02< 1e-300< 1e-300$/)
})

test('both distribution functions, and the largest gap between them', async () => {
  const onColumn = vi.fn<(name: string) => void>()
  const screen = await render(
    <ColumnView
      title="Drift in wind"
      subtitle="D = 0.6."
      view={{
        kind: 'cdf',
        x: Float64Array.of(1, 2, 5),
        reference: Float64Array.of(0.2, 0.9, 1),
        test: Float64Array.of(0.1, 0.3, 1),
        gapAt: 2,
      }}
      columns={['wind', 'rain']}
      column="wind"
      unit={null}
      onColumn={onColumn}
      fileName="ks-wind"
    />,
  )
  await expect.element(screen.getByRole('img', { name: 'Drift in wind: largest gap 0.6 at 2' })).toBeVisible()
  await screen.getByRole('combobox', { name: 'Column that is shown' }).selectOptions('rain')
  expect(onColumn).toHaveBeenCalledWith('rain')
  await screen.getByRole('button', { name: 'Show as table' }).click()
  await expect.element(screen.getByRole('grid').getByRole('row').nth(2)).toHaveTextContent('20.90.3-0.6')
})

test('densities and categories have their pictures and tables', async () => {
  const common = {
    subtitle: '',
    columns: ['x'],
    column: 'x',
    onColumn: () => undefined,
    unit: null,
    fileName: 'x',
  }
  const screen = await render(
    <>
      <ColumnView
        {...common}
        title="Numbers"
        view={{
          kind: 'histogram',
          edges: Float64Array.of(-Infinity, 0, 1, 2),
          reference: Float64Array.of(0.1, 0.5, 0.4),
          test: Float64Array.of(0.2, 0.2, 0.6),
        }}
      />
      <ColumnView
        {...common}
        title="Weather"
        view={{
          kind: 'categories',
          names: ['sun', 'rain'],
          reference: Float64Array.of(0.4, 0.6),
          test: Float64Array.of(0.7, 0.3),
        }}
      />
    </>,
  )
  await expect.element(screen.getByRole('img', { name: 'Numbers: 3 cells from 0 to 2' })).toBeVisible()
  await expect
    .element(screen.getByRole('img', { name: 'Weather: rain 60 %, then 30 %; sun 40 %, then 70 %' }))
    .toBeVisible()
})

test('the run-length picture is made of pixels that the export keeps', async () => {
  const cells = 4
  const values = new Float32Array(n * cells)
  for (let k = 0; k < n; k++) values[k * cells + Math.min(cells - 1, Math.floor((k % 30) / 10))] = 1
  const screen = await render(
    <div style={{ width: 800 }}>
      <RunLengthMap
        title="Probability of each run length"
        subtitle=""
        data={{
          kind: 'run-length',
          title: 'Probability of each run length',
          starts: Uint32Array.from({ length: n }, (_, k) => k),
          cells,
          rowsPerCell: 10,
          values,
        }}
        xKind="row"
        xLabel="row"
        x={new Float64Array(rows)}
        view={null}
        fileName="bocd"
      />
    </div>,
  )
  const picture = screen.getByRole('img', { name: /at the end the most probable run length is 20 rows/ })
  await expect.element(picture).toBeVisible()
  const markup = svgDocument(picture.element() as unknown as SVGSVGElement, 'a', 'b').markup
  expect(markup).toContain('href="data:image/png;base64,')
  await screen.getByRole('button', { name: 'Show as table' }).click()
  await expect.element(screen.getByRole('grid').getByRole('row').nth(1)).toHaveTextContent('10 to 91')
})

test('witness, matrix and ranking say in words what they show', async () => {
  const screen = await render(
    <div style={{ width: 700 }}>
      <WitnessChart
        unitOf={() => null}
        title="Where the samples differ"
        subtitle=""
        data={{
          kind: 'witness',
          axes: ['PC 1'],
          x: Float64Array.of(-1, 0, 1),
          y: new Float64Array(0),
          values: Float64Array.of(0.2, 0, -0.3),
        }}
        fileName="w"
      />
      <WitnessChart
        unitOf={() => null}
        title="In the plane"
        subtitle=""
        data={{
          kind: 'witness',
          axes: ['PC 1', 'PC 2'],
          x: Float64Array.of(0, 1, 2),
          y: Float64Array.of(10, 20),
          // Row by row of the grid: (0, 10), (1, 10), (2, 10), (0, 20), …
          values: Float64Array.of(0, 0, 0, 0, 0.5, -0.7),
        }}
        fileName="w2"
      />
      <MatrixMap
        subtitle=""
        data={{
          kind: 'matrix',
          title: 'Kernel',
          size: 2,
          split: 1,
          low: 0,
          high: 1,
          values: Uint8Array.of(255, 0, 0, 255),
        }}
        fileName="k"
      />
      <RankingBars
        subtitle=""
        data={{
          kind: 'ranking',
          title: 'Each column',
          valueName: 'MMD²',
          items: [{ name: 'x', value: 0.25 }],
        }}
        fileName="r"
      />
    </div>,
  )
  for (const name of [
    'Where the samples differ: the reference has the largest excess of rows at -1, the test sample at 1',
    'In the plane: the reference has the largest excess of rows at 1, 20, the test sample at 2, 20',
    'Kernel: reference with reference 1, reference with test 0, test with test 1',
    'Each column: x 0.25',
  ])
    await expect.element(screen.getByRole('img', { name })).toBeVisible()
})

test('alarms of several detectors on one axis', async () => {
  const row = { on: 'PC 1', note: '', words: 'no alarm', drift: false }
  const screen = await render(
    <div style={{ width: 700 }}>
      <CompareChart
        title="Two of three detectors see a change"
        subtitle="A is first."
        rows={[
          {
            ...row,
            name: 'A',
            alarms: [{ from: 20, to: 40, early: false, unconfirmed: false }],
            marks: [],
            last: '+3',
          },
          {
            ...row,
            name: 'B',
            note: '1 false',
            alarms: [
              { from: 5, to: 5, early: true, unconfirmed: false },
              { from: 25, to: 25, early: false, unconfirmed: false },
            ],
            marks: [
              { from: 5, to: 5, hollow: true },
              { from: 25, to: 25, hollow: false },
            ],
            last: '+8',
          },
          { ...row, name: 'C', alarms: [], marks: [], last: '–' },
        ]}
        xKind="row"
        xLabel="row"
        x={new Float64Array(rows)}
        view={null}
        markers={[{ at: 17, label: 'the new lens' }]}
        lastHead="delay"
        fileName="side-by-side"
      />
    </div>,
  )
  await expect.element(screen.getByRole('img', { name: /A 1 alarm, delay \+3; .*C no alarm/ })).toBeVisible()
  await screen.getByRole('button', { name: 'Show as table' }).click()
  const grid = screen.getByRole('grid', { name: 'Alarms of Two of three detectors see a change' })
  await expect.element(grid.getByRole('row').nth(2)).toHaveTextContent('BPC 1row 5row 5◇ before the change')
  await expect.element(grid.getByRole('row').nth(4)).toHaveTextContent('CPC 1no alarm')
})
