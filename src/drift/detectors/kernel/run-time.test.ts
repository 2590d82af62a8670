import { describe, expect, test } from 'vitest'
import mmdCases from '../../golden/mmd_online.json?raw'
import lsddCases from '../../golden/lsdd_online.json?raw'
import { driveSync } from '../../drive'
import { loadDetector, loadMachine } from '../../run'
import type { TraceResult } from '../../results'
import { normalSample, sampleOf } from '../../samples-for-tests'
import { openStream, restoreStream } from '../../stream'
import { detectorById } from '../../registry'
import { parseGolden } from '../../verify/cases'
import { sampleOfRows } from '../../verify/samples'

/** Online detectors of Cobb et al. 2022: thresholds for an expected run time. */
const family = [
  ['mmd-online', mmdCases],
  ['lsdd-online', lsddCases],
] as const

const few = { window: 8, runTime: 50, simulations: 1000 }

describe.each(family)('%s', (id, cases) => {
  test('its thresholds are those of Alibi Detect within the error of simulation', async () => {
    const file = parseGolden(cases, id)
    const machine = (await loadMachine(detectorById(id)!))!
    for (const c of file.cases) {
      const reference = sampleOfRows(file.inputs['ref'] as number[][])
      const p = {
        ...detectorById(id)!.params.defaults,
        window: c.params['window_size'] as number,
        runTime: c.params['ert'] as number,
        simulations: 10_000,
        bandwidth: 'given',
        sigma: c.params['sigma'] as number,
        centres: (c.params['n_kernel_centers'] as number | undefined) ?? 0,
      }
      const { thresholds } = driveSync(
        machine.calibrate!(p, { reference, columns: reference.columns.length }),
      ) as { thresholds: Float64Array }
      const theirs = c.expected['thresholds'] as number[]
      expect(thresholds).toHaveLength(theirs.length)
      // Theirs come from 2,500 streams, some 30 of which lie above the last threshold; LSDD has other centres besides.
      const mean = (values: ArrayLike<number>) =>
        Array.from(values).reduce((a, b) => a + b, 0) / values.length
      expect(mean(thresholds) / mean(theirs)).toBeGreaterThan(id === 'mmd-online' ? 0.93 : 0.75)
      expect(mean(thresholds) / mean(theirs)).toBeLessThan(id === 'mmd-online' ? 1.07 : 1.33)
    }
  })

  test('a change is found soon, the threshold moves along, and after an alarm the window is filled anew', async () => {
    const detect = await loadDetector(id)
    const before = normalSample(1, 200, 2)
    const stream = normalSample(2, 60, 2)
    for (let i = 30; i < 60; i++) stream.values[2 * i]! += 3
    const params = { window: 10, runTime: 500 }
    const r = driveSync(detect(params, { reference: before, test: stream })) as TraceResult
    const inTime = r.alarms.find(({ start }) => start >= 30)
    expect(inTime?.start).toBeLessThan(40)
    expect(r.threshold).toBeNull()
    expect(r.limits[0]?.values.every(Number.isFinite)).toBe(true)
    const [series, limit] = [r.series[0]!.values, r.limits[0]!.values]
    const above = Array.from(series, (x, i) => (x > limit[i]! ? [i] : [])).flat()
    expect(r.alarms.map(({ start }) => start)).toEqual(above)
    const after = inTime!.start + 1
    expect(series[after]).toBeLessThan(series[after - 1]!)
  })

  test('the result tells the σ that was used, and it gives the same statistic when it is given', async () => {
    const samples = { reference: normalSample(1, 60, 2), test: normalSample(2, 40, 2) }
    const detect = await loadDetector(id)
    const byRule = driveSync(detect(few, samples)) as TraceResult
    const sigma = byRule.settings['sigma']
    expect(sigma).not.toBe(1)
    const given = driveSync(detect({ ...few, bandwidth: 'given', sigma }, samples)) as TraceResult
    expect(given.settings['sigma']).toBe(sigma)
    const [first, second] = [byRule, given].map(({ series }) => series[0]!.values)
    expect(first!.length).toBe(40)
    first!.forEach((value, i) => expect(second![i]).toBeCloseTo(value, 10))
  })

  test('a snapshot goes on elsewhere as if nothing had happened, over an alarm too', async () => {
    const reference = normalSample(3, 120, 2)
    const stream = normalSample(4, 60, 2, 1)
    const one = await openStream(id, few, { reference })
    const rowOf = (i: number) => stream.values.subarray(2 * i, 2 * i + 2)
    for (let i = 0; i < 5; i++) one.update(rowOf(i))
    const kept = JSON.parse(JSON.stringify(one.snapshot())) as ReturnType<typeof one.snapshot>
    const other = await restoreStream(kept, reference)
    let alarms = 0
    for (let i = 5; i < 60; i++) {
      const step = one.update(rowOf(i))
      expect(other.update(rowOf(i))).toEqual(step)
      if (step.drift) alarms++
    }
    expect(alarms).toBeGreaterThan(0)
    expect(other.snapshot()).toEqual(one.snapshot())
    other.reset()
    expect(other.internals()['n']).toBe(0)
  })

  test('equal rows and missing values give no NaN and no alarm', async () => {
    const constant = sampleOf(Array.from({ length: 80 }, () => [2, 5]))
    const stream = await openStream(id, few, { reference: constant })
    for (let i = 0; i < 30; i++) {
      const step = stream.update(i === 10 ? [Number.NaN, 5] : [2, 5])
      expect(step.drift).toBe(false)
      expect(step.statistic).not.toBeNaN()
    }
    expect(stream.skipped()).toBe(1)
  })

  test('what cannot be is refused with what to do', async () => {
    const reference = normalSample(5, 30, 2)
    await expect(openStream(id, { window: 20 }, { reference })).rejects.toMatchObject({
      code: 'too-few-rows',
      message: expect.stringMatching(
        /needs \d+ reference rows, and there are 30\. Set Window to \d+ or less/,
      ),
    })
    await expect(
      openStream(id, { ...few, simulations: 60, centres: 4 }, { reference }),
    ).rejects.toMatchObject({
      code: 'bad-parameter',
    })
    await expect(openStream(id, few, { reference, columns: 3 })).rejects.toMatchObject({
      code: 'different-columns',
    })
    await expect(openStream(id, few)).rejects.toMatchObject({ code: 'needs-reference' })
  })
})
