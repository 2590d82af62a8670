import { expect, test } from 'vitest'
import { type HistoryColumns, type RecordState, columnsOf } from './history-columns'
import { type HistoryData, makeHistoryScene } from './history-scene'
import { scale } from '../plane/scale'

const DAY = 86_400_000
const START = Date.UTC(2024, 5, 19)

function history(
  values: readonly (number | null)[],
  more: { threshold?: number | null; warning?: number | null; states?: readonly RecordState[] } = {},
): HistoryColumns {
  const { threshold = 0.125, warning = 0.1, states } = more
  return columnsOf(
    values.map((value, i) => ({
      record: { id: `r${i}` },
      at: START + i * DAY,
      value,
      threshold: value === null ? null : threshold,
      warning: value === null ? null : warning,
      state: states?.[i] ?? (value === null ? 'failed' : value > 0.125 ? 'drift' : 'ok'),
    })),
  )
}

function data(columns: HistoryColumns, more: Partial<HistoryData> = {}): HistoryData {
  return {
    columns,
    x: columns.times,
    spacing: 'time',
    sense: 'above',
    timeZone: 'UTC',
    alarms: [],
    baseline: null,
    markers: [],
    gaps: [],
    whatIf: null,
    ...more,
  }
}

const size = { width: 760, height: 350 }
const ys = (path: string) => [...path.matchAll(/,(-?[\d.]+)/g)].map((m) => Number(m[1]))

test('ten thousand records: the extremes of what is shown are drawn, at every zoom', () => {
  const n = 10_000
  const noise = (i: number) => 0.02 * Math.sin(i * 12.9898) * Math.cos(i * 78.233)
  const columns = history(Array.from({ length: n }, (_, i) => (i % 97 === 0 ? null : noise(i))))
  columns.values[4321] = 0.9
  columns.values[8765] = -0.7
  for (const view of [null, [3000, 9000], [4000, 5000], [4300, 4330], [8764, 8766]] as const) {
    const inTime = view && ([START + view[0] * DAY, START + view[1] * DAY] as const)
    const scene = makeHistoryScene(data(columns), size, inTime)
    const toY = scale(scene.domainY, [scene.bottom, scene.top])
    const drawn = ys(scene.line)
    const [from, to] = view ?? [0, n - 1]
    const shown = columns.values.subarray(from, to + 1).filter((v) => !Number.isNaN(v))
    // Not the extremes of all that is drawn: a neighbour beyond either end is, for lines leave the view.
    const distance = (value: number) => Math.min(...drawn.map((y) => Math.abs(y - toY(value))))
    expect(distance(Math.max(...shown))).toBeLessThan(0.01)
    expect(distance(Math.min(...shown))).toBeLessThan(0.01)
    // And what is drawn stays little, whatever the history's length.
    expect(drawn.length).toBeLessThan(2500)
  }
})

test('records without a value are marks under the axis, never points', () => {
  const scene = makeHistoryScene(
    data(
      history([0.01, null, 0.02, null, null, 0.03], {
        states: ['ok', 'failed', 'ok', 'unplotted', 'running', 'ok'],
      }),
    ),
    size,
    null,
  )
  expect(scene.lane.map((m) => m.state)).toEqual(['failed', 'unplotted', 'running'])
  expect(scene.line.match(/M/g)).toHaveLength(3)
  expect(scene.dots).toHaveLength(4 - 1)
})

test('negative values have room, and zero is on the axis', () => {
  const scene = makeHistoryScene(data(history([-0.05, 0.02])), size, null)
  expect(scene.domainY[0]).toBeLessThan(-0.05)
  expect(scene.yTicks.map((t) => t.at)).toContain(0)
})

test('values far from zero are not pressed into a line', () => {
  const scene = makeHistoryScene(
    data(history([0.97, 0.98, 0.99], { threshold: null, warning: null })),
    size,
    null,
  )
  expect(scene.domainY[0]).toBeGreaterThan(0.9)
  expect(scene.threshold).toBe('')
  expect(scene.far).toBe('')
})

test('verdicts that no threshold shows are marked', () => {
  const scene = makeHistoryScene(
    data(history([0.01, 0.05, 0.2, 0.11], { states: ['ok', 'drift', 'drift', 'warning'] })),
    size,
    null,
  )
  expect(scene.verdicts.map((v) => v.state)).toEqual(['drift'])
  const unknown = makeHistoryScene(
    data(history([0.01, 0.05, 0.2], { threshold: null, warning: null, states: ['ok', 'drift', 'warning'] })),
    size,
    null,
  )
  expect(unknown.verdicts.map((v) => v.state)).toEqual(['drift', 'warning'])
})

test('p-values drift below', () => {
  const columns = history([0.5, 0.01], { threshold: 0.05, states: ['ok', 'drift'] })
  const scene = makeHistoryScene(data(columns, { sense: 'below' }), size, null)
  expect(scene.verdicts).toEqual([])
  expect(scene.dots.map((d) => d.far)).toEqual([false, true])
  // The region beyond is that under the threshold.
  expect(scene.far.startsWith(`M${scene.left - 2},${scene.bottom + 2}`)).toBe(true)
})

test('labels at the edge: last value, limits, and the threshold to try, without overlap', () => {
  const scene = makeHistoryScene(data(history([0.01, 0.2986, null]), { whatIf: 0.15 }), size, null)
  expect(scene.edgeLabels.map((l) => l.text)).toEqual(['0.2986', 'drift 0.125', 'warning 0.1', 'if 0.15'])
  const at = scene.edgeLabels.map((l) => l.y).sort((a, b) => a - b)
  for (const [k, y] of at.entries()) if (k > 0) expect(y - at[k - 1]!).toBeGreaterThanOrEqual(16.99)
  expect(scene.whatIf).not.toBeNull()
})

test('equal steps: records are counted from 1', () => {
  const columns = history(Array.from({ length: 214 }, () => 0.01))
  const x = Float64Array.from({ length: 214 }, (_, i) => i)
  const scene = makeHistoryScene(data(columns, { x, spacing: 'steps' }), size, null)
  expect(scene.xTicks[0]).toEqual({ at: 19, label: '20' })
})

test('nothing, one record, and a view without records are drawn', () => {
  for (const columns of [history([]), history([0.01]), history([null])]) {
    const scene = makeHistoryScene(data(columns), size, null)
    for (const number of [...scene.domainX, ...scene.domainY]) expect(Number.isFinite(number)).toBe(true)
    expect(JSON.stringify(scene)).not.toContain('NaN')
  }
  const between = [START + 0.2 * DAY, START + 0.8 * DAY] as const
  const scene = makeHistoryScene(data(history([0.01, 0.3])), size, between)
  expect(scene.lane).toEqual([])
  expect(scene.line).not.toBe('')
})

test('what could not be read parts the line, and is a region of its own', () => {
  const columns = history([0.02, 0.03, 0.02, 0.04])
  const size = { width: 800, height: 350 }
  const whole = makeHistoryScene(data(columns), size, null)
  const parted = makeHistoryScene(data(columns, { gaps: [{ index: 2, missing: 100 }] }), size, null)
  expect(whole.line.match(/M/g)).toHaveLength(1)
  expect(whole.missing).toEqual([])
  expect(parted.line.match(/M/g)).toHaveLength(2)
  expect(parted.missing).toEqual([
    { from: START + DAY, to: START + 2 * DAY, label: '100 not read', shortLabel: 'gap' },
  ])
})

test('a marker behind which values do not compare parts the line; another does not', () => {
  const columns = history([0.02, 0.03, 20, 30])
  const size = { width: 800, height: 350 }
  const lineWith = (marker: { units?: readonly [string, string] }) =>
    makeHistoryScene(data(columns, { markers: [{ index: 2, label: 'unit', ...marker }] }), size, null).line
  expect(lineWith({}).match(/M/g)).toHaveLength(1)
  expect(lineWith({ units: ['in metres', 'in feet'] }).match(/M/g)).toHaveLength(2)
})

/** Six records in standard deviations, then six in a unit of a thousand times. */
function twoUnits(more: Partial<HistoryData> = {}) {
  const small = [1, 2, 3, 2, 1, 4]
  const columns = history([...small, ...small.map((value) => 1000 * value)])
  columns.thresholds.fill(3.5, 0, 6).fill(3500, 6)
  columns.warnings.fill(3, 0, 6).fill(3000, 6)
  const units = ['in standard deviations', 'in the unit of the data'] as const
  return data(columns, { markers: [{ index: 6, label: units[1], units }], ...more })
}

test('where the unit changes, each part fills the plot on its own scale', () => {
  const scene = makeHistoryScene(twoUnits(), size, null)
  for (let i = 0; i < 6; i++) expect(scene.heightOf(i)).toBeCloseTo(scene.heightOf(i + 6), 6)
  const [first, second] = scene.ownScales
  expect(first!.ticks.map(({ label }) => label)).toEqual(scene.yTicks.map(({ label }) => label))
  expect(second!.ticks.map(({ label }) => Number(label.replace(/\s/g, '')))).toContain(2000)
  expect([first!.isNamed, second!.isNamed]).toEqual([false, true])
  expect(second!.left).toBe(first!.right)
  expect(scene.unit).toBe('in standard deviations')
  // At the right end stands what is measured there.
  const texts = scene.edgeLabels.map(({ text }) => text.replaceAll(/(?<=\d)\s/g, ''))
  expect(texts).toEqual(['4000', 'drift 3500', 'warning 3000'])
})

test('what is beyond its threshold in one unit is beyond it on its scale', () => {
  const scene = makeHistoryScene(twoUnits(), size, null)
  expect(scene.dots.map(({ far }) => far)).toEqual(
    [1, 2, 3, 2, 1, 4, 1, 2, 3, 2, 1, 4].map((value) => value > 3.5),
  )
  expect(scene.threshold.match(/M/g)).toHaveLength(2)
})

test('zoomed to one unit the axis is its own', () => {
  const scene = makeHistoryScene(twoUnits(), size, [START + 6 * DAY, START + 11 * DAY])
  expect(scene.domainY[1]).toBeGreaterThan(4000)
  expect(scene.ownScales).toEqual([])
  expect(scene.unit).toBe('in the unit of the data')
})

test('a threshold is tried on what is measured now', () => {
  const scene = makeHistoryScene(twoUnits({ whatIf: 2000 }), size, null)
  expect(scene.whatIf!.left).toBeCloseTo(scene.ownScales[1]!.left, 6)
  expect(scene.whatIf!.y).toBeCloseTo(scene.heightOf(7), 6)
  const before = makeHistoryScene(twoUnits({ whatIf: 2000 }), size, [START, START + 4 * DAY])
  expect(before.whatIf).toBeNull()
  expect(before.domainY[1]).toBeLessThan(5)
})

test('a narrow part has no names of its ticks, and a unit is named once', () => {
  const values = Array.from({ length: 40 }, (_, i) => 1 + (i % 3))
  const units = ['a', 'b'] as const
  const back = ['b', 'a'] as const
  const markers = [
    { index: 20, label: 'b', units },
    { index: 21, label: 'a', units: back },
    { index: 25, label: 'b', units },
  ]
  const scene = makeHistoryScene(data(history(values), { markers }), size, null)
  expect(scene.ownScales.map(({ isNamed }) => isNamed)).toEqual([false, false, false, true])
})
