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
  expect(scene.whatIfY).not.toBeNull()
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
  const lineWith = (marker: { parts?: true }) =>
    makeHistoryScene(data(columns, { markers: [{ index: 2, label: 'unit', ...marker }] }), size, null).line
  expect(lineWith({}).match(/M/g)).toHaveLength(1)
  expect(lineWith({ parts: true }).match(/M/g)).toHaveLength(2)
})
