import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { restoreStream, openStream } from '../../stream'

const detect = await loadDetector('page-hinkley')

const run = (values: number[], params: object = {}) =>
  driveSync(detect(params, { reference: null, test: sampleOf(values.map((x) => [x])) })) as TraceResult

const random = createRandom(1, PURPOSE.test)
const noise = Array.from({ length: 300 }, () => 0.3 * normal(random))
const step = noise.map((x, i) => (i < 150 ? x : x + 3))
const params = { threshold: 10 }

test('a rise and a fall are found, each by its own series, and not before they happen', () => {
  const up = run(step, { threshold: 15 })
  expect(up.alarms[0]).toMatchObject({ series: 'increase' })
  expect(up.positions[up.alarms[0]?.start ?? 0]).toBeGreaterThan(149)
  expect(up.positions[up.alarms[0]?.start ?? 0]).toBeLessThan(165)
  const down = run(
    step.map((x) => -x),
    { threshold: 15 },
  )
  expect(down.alarms.map((a) => [a.start, a.series])).toEqual(
    up.alarms.map((a) => [a.start, a.series === 'increase' ? 'decrease' : 'increase']),
  )
  expect(run(step, { threshold: 15, mode: 'down' }).series.map((s) => s.name)).toEqual(['decrease'])
  expect(run(step, { threshold: 15, mode: 'up' }).alarms).toEqual(
    up.alarms.filter((a) => a.series === 'increase'),
  )
})

test('a value above the threshold is an alarm and the reverse, with none in the warm-up', () => {
  const r = run(step, { threshold: 15 })
  const alarms = new Set(r.alarms.map((a) => `${a.series} ${a.start}`))
  for (const { name, values } of r.series)
    values.forEach((value, i) => expect(alarms.has(`${name} ${i}`)).toBe(value > (r.threshold ?? Number.NaN)))
  expect(r.series[0]?.values.subarray(0, 29).every(Number.isNaN)).toBe(true)
  expect(r.series[0]?.values[29]).not.toBeNaN()
  const after = (r.alarms[0]?.start ?? 0) + 1
  expect(r.series[0]?.values.subarray(after, after + 29).every(Number.isNaN)).toBe(true)
})

describe('missing values', () => {
  const holed = step.flatMap((x, i) => (i % 50 === 7 ? [Number.NaN, x] : [x]))

  test('are left out and counted, and change nothing else', () => {
    const r = run(holed, { threshold: 15 })
    const whole = run(step, { threshold: 15 })
    expect(r.skipped).toBe(6)
    expect(r.notes).toContain('6 of 306 values were missing and left out.')
    expect(r.series).toEqual(whole.series)
    expect(r.alarms).toEqual(whole.alarms)
    expect(r.positions[7]).toBe(8)
    expect(r.rowNumbers[7]).toBe(9)
  })

  test('end the run with the row where asked', () => {
    expect(() => run(holed, { missing: 'throw' })).toThrow(/Row 8 has no finite value in column 'x1'/)
  })
})

test('a snapshot survives JSON and goes on as if nothing had happened', async () => {
  const stream = await openStream('page-hinkley', params)
  for (const x of step.slice(0, 100)) stream.update(x)
  const kept = JSON.parse(JSON.stringify(stream.snapshot())) as ReturnType<typeof stream.snapshot>
  const other = await restoreStream(kept)
  for (const x of step.slice(100)) {
    expect(other.update(x)).toEqual(stream.update(x))
    expect(other.snapshot()).toEqual(stream.snapshot())
  }
  stream.reset()
  expect(stream.snapshot()).toEqual((await openStream('page-hinkley', params)).snapshot())
})

test('a constant stream has no evidence beyond δ, whatever its level', async () => {
  const stream = await openStream('page-hinkley', params)
  let last = stream.update(1e6)
  for (let i = 1; i < 10_000; i++) last = stream.update(1e6)
  expect(last.statistic).toBe(0)
  expect(run(Array.from({ length: 500 }, () => 7)).drift).toBe(false)
})

test('too little data is said', () => {
  expect(run([1, 2, 3]).notes).toEqual([
    'Not enough data: the detector needs 30 rows to warm up, the stream has 3.',
  ])
  expect(() => driveSync(detect({}, { reference: null, test: { ...sampleOf([[1]]), rows: 0 } }))).toThrow(
    /the stream has no rows/,
  )
})
