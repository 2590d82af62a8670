import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { normalSample } from '../../samples-for-tests'
import { openStream, restoreStream } from '../../stream'

const detect = await loadDetector('mmd-window')
const reference = normalSample(1, 120, 2)
const stream = normalSample(2, 150, 2, 0.7)
const rowOf = (i: number) => stream.values.subarray(2 * i, 2 * i + 2)

describe.each([
  ['given', { control: 'given', threshold: 0.08, window: 20 }],
  ['pointwise', { control: 'pointwise', simulations: 99, window: 20 }],
])('row by row with a threshold that is %s', (_, params) => {
  test('statistics, threshold and alarms are those of the run over all rows, to the last bit', async () => {
    const whole = driveSync(detect({ ...params, step: 1 }, { reference, test: stream })) as TraceResult
    const opened = await openStream('mmd-window', params, { reference })
    const steps = Array.from({ length: stream.rows }, (_unused, i) => opened.update(rowOf(i)))
    expect(steps.slice(0, 19).every((s) => Number.isNaN(s.statistic) && !s.drift)).toBe(true)
    expect(Float64Array.from(steps.slice(19), (s) => s.statistic)).toEqual(whole.series[0]?.values)
    expect(steps[0]?.threshold).toBe(whole.threshold)
    const alarmed = whole.alarms.flatMap(({ start, end }) =>
      Array.from({ length: end - start + 1 }, (_unused, i) => start + i + 19),
    )
    expect(steps.flatMap((s, i) => (s.drift ? [i] : []))).toEqual(alarmed)
    expect(alarmed.length).toBeGreaterThan(0)
  })

  test('a snapshot goes on elsewhere as if nothing had happened', async () => {
    const one = await openStream('mmd-window', params, { reference })
    for (let i = 0; i < 33; i++) one.update(rowOf(i))
    const kept = JSON.parse(JSON.stringify(one.snapshot())) as ReturnType<typeof one.snapshot>
    const other = await restoreStream(kept, reference)
    for (let i = 33; i < 90; i++) expect(other.update(rowOf(i))).toEqual(one.update(rowOf(i)))
  })
})

test('what cannot be judged row by row is refused with what to do', async () => {
  const open = (params: object, columns?: number) =>
    openStream('mmd-window', params, { reference, ...(columns === undefined ? {} : { columns }) })
  await expect(open({})).rejects.toMatchObject({ code: 'needs-length' })
  await expect(open({ control: 'given', windowBy: 'time' })).rejects.toMatchObject({ code: 'needs-rows' })
  await expect(open({ control: 'given' }, 3)).rejects.toMatchObject({ code: 'different-columns' })
  await expect(open({ control: 'pointwise', window: 100 })).rejects.toMatchObject({ code: 'too-few-rows' })
})

test('a given threshold needs no simulated streams and compares with the whole reference', () => {
  const r = driveSync(
    detect({ control: 'given', window: 100, threshold: 0 }, { reference, test: stream }),
  ) as TraceResult
  expect(r.threshold).toBe(0)
  expect(r.nullBand).toBeNull()
  expect(r.settings).toMatchObject({ comparisonRows: 120, heldOutRows: 0 })
  expect(r.settings).not.toHaveProperty('simulations')
  expect(r.thresholdRule).toBe('Alarm above 0, as given; the windows are compared with the whole reference.')
})
