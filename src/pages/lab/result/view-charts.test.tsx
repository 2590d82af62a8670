import { beforeAll, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import type { Change, TraceResult } from '~/drift/results'
import type { ChartContext } from './chart-context'
import { TraceViews } from './view-charts'

beforeAll(() => import('~/charts/evolution/evolution-plot'))

const rows = Uint32Array.from({ length: 40 }, (_, i) => i + 1)
const changes: Change[] = [
  { first: 0, last: 0, kind: 'lasting', began: null },
  { first: 1, last: 1, kind: 'unconfirmed', began: null },
]
const trace: TraceResult = {
  shape: 'trace',
  detector: 'hdddm',
  drift: true,
  settings: {},
  notes: [],
  statisticName: 'distance',
  unit: '',
  positions: rows.map((row) => row - 1),
  rowNumbers: rows,
  windowStarts: rows,
  series: [{ name: 'distance', values: new Float64Array(rows) }],
  threshold: 10,
  side: 'above',
  limits: [],
  thresholdRule: '',
  alarms: [
    { start: 12, end: 12, peak: 12, series: 'distance' },
    { start: 39, end: 39, peak: 39, series: 'distance' },
  ],
  changes,
  warnings: [],
  nullBand: null,
  skipped: 0,
  rows: { reference: 40, test: 40 },
  views: [
    {
      kind: 'lines',
      title: 'Change of the distance',
      yLabel: 'change',
      series: [{ name: 'change', values: new Float64Array(rows) }],
    },
  ],
}
const context: ChartContext = {
  axis: {
    kind: 'row',
    label: 'row',
    valuesOf: () => new Float64Array(rows),
    shaded: [],
    markers: [],
    unitOf: () => null,
  },
  span: [1, 40],
  view: null,
  onViewChange: () => undefined,
  onCopyLink: () => undefined,
  isCurrent: true,
}

test('an unconfirmed alarm is hollow beside the statistic too', async () => {
  await render(
    <div style={{ width: 900 }}>
      <TraceViews {...context} trace={trace} x={new Float64Array(rows)} changes={changes} />
    </div>,
  )
  // One filled, one hollow: the drift's colour as a fill, and as a stroke around the surface.
  await expect.poll(() => diamonds('fill')).toBe(1)
  expect(diamonds('stroke')).toBe(1)
})

function diamonds(paint: 'fill' | 'stroke') {
  return [...document.querySelectorAll('figure svg path')].filter(
    (path) => path.getAttribute(paint) === 'var(--drift)' && (path.getAttribute('d') ?? '').endsWith('Z'),
  ).length
}
