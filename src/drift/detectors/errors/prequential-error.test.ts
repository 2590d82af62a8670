import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'

const detect = await loadDetector('prequential-error')
const run = (errors: number[], params: object = {}) =>
  driveSync(detect(params, { reference: null, test: sampleOf(errors.map((x) => [x])) })) as TraceResult

test('a factor of 1 is the plain mean, a smaller one fades', () => {
  expect([...run([0, 1, 1, 0], { forgetting: 1 }).series[0]!.values]).toEqual([0, 0.5, 2 / 3, 0.5])
  const [values] = run([1, 0, 0], { forgetting: 0.5 }).series.map((s) => s.values)
  expect(values![2]).toBeCloseTo(0.25 / 1.75, 15)
})

test('it raises no alarm unless a limit is given', () => {
  const errors = Array.from({ length: 400 }, (_, i) => (i < 200 ? (i % 10 === 0 ? 1 : 0) : i % 2))
  const curve = run(errors)
  expect(curve).toMatchObject({ drift: false, alarms: [], threshold: null, limits: [] })
  expect(curve.thresholdRule).toContain('raises no alarm')
  const limited = run(errors, { alarm: 'limit', limit: 0.25 })
  expect(limited.threshold).toBe(0.25)
  expect(limited.positions[limited.alarms[0]!.start]).toBeGreaterThan(200)
  expect(limited.series[0]!.values[limited.alarms[0]!.start]).toBeGreaterThan(0.25)
})

test('the warm-up holds alarms back, also after one', () => {
  const wrong = Array.from({ length: 250 }, () => 1)
  const found = run(wrong, { alarm: 'limit', limit: 0.5, minInstances: 100 })
  expect(found.alarms.map((a) => a.start)).toEqual([99, 199])
})

test('what is no error is refused, with the row', () => {
  expect(() => run([0, 1, 0.3])).toThrow(/Row 3 has 0\.3/)
})
