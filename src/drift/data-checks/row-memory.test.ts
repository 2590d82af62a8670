import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { mmdWindow } from '../detectors/kernel/mmd-window'
import { loadDetector } from '../run'
import { rowMemory as compute } from './row-memory'
import { autoregressive, normalSample } from '../samples-for-tests'
import type { Sample } from '../sample'

const rowMemory = (...given: Parameters<typeof compute>) => driveSync(compute(...given))

test('it names sample and column, and says nothing of few rows, constants and categories', () => {
  const remembers = (samples: { reference: Sample | null; test: Sample }) => rowMemory(samples)
  const memory = remembers({ reference: autoregressive(1, 400, 0.6), test: normalSample(2, 400, 1) })
  expect(memory).toMatchObject({ side: 'reference', column: expect.any(String) })
  expect(memory?.limit).toBeCloseTo(2 * Math.sqrt(4 / 3 / 400), 6)
  expect(memory?.lag1).toBeGreaterThan(0.5)
  const test = autoregressive(1, 39, 0.9)
  expect(remembers({ reference: null, test })).toBeNull()
  const constant = { ...test, rows: 60, values: new Float64Array(60) }
  expect(remembers({ reference: null, test: constant })).toBeNull()
  expect(
    remembers({ reference: null, test: { ...autoregressive(1, 400, 0.9), levels: [['a', 'b']] } }),
  ).toBeNull()
})

test('the autocorrelation is that of its definition, pairs with a missing value left out', () => {
  const whole = autoregressive(7, 300, 0.6)
  const test = { ...whole, values: whole.values.map((x, i) => (i % 11 === 5 || i < 2 ? Number.NaN : x)) }
  const { values } = test
  const meanSquare = (...lags: number[]) => {
    const squares = lags.flatMap((lag) => [...values.subarray(lag)].map((x, i) => (x - values[i]!) ** 2))
    const known = squares.filter(Number.isFinite)
    return known.reduce((a, b) => a + b, 0) / known.length
  }
  const phi = rowMemory({ reference: null, test })!.lag1
  expect(1 + phi + (2 * phi ** 2 + phi ** 3) / 3).toBeCloseTo(meanSquare(2, 3, 4) / meanSquare(1), 10)
})

test('a column that somebody sorted the rows by tells nothing', () => {
  const sample = normalSample(3, 200, 1)
  const sorted = { ...sample, values: sample.values.toSorted() }
  expect(rowMemory({ reference: sorted, test: sample })).toBeNull()
  expect(rowMemory({ reference: null, test: { ...sorted, values: sorted.values.toReversed() } })).toBeNull()
  // One row out of order is an order of its own.
  const turned = sorted.values.slice()
  turned[100] = turned[0]!
  expect(rowMemory({ reference: null, test: { ...sorted, values: turned } })).not.toBeNull()
})

test('a result on such rows says so, and states no α as a promise', async () => {
  const params = { ...mmdWindow.params.defaults, window: 20, simulations: 99 }
  const detect = await loadDetector('mmd-window', params)
  const over = (phi: number) =>
    driveSync(detect(params, { reference: autoregressive(1, 200, phi), test: autoregressive(2, 200, phi) }))
  const result = over(0.5)
  expect(result).toMatchObject({ shape: 'trace', memory: {} })
  expect(result.notes.join(' ')).toContain('alarms come more often than α says')
  expect(result).toMatchObject({
    thresholdRule: expect.stringMatching(/^For independent rows, which these are not: α = 0\.05/),
  })
  const independent = over(0)
  expect(independent).not.toHaveProperty('memory')
  expect(independent).toMatchObject({ thresholdRule: expect.stringMatching(/^α = 0\.05/) })
})

test('an alarm that no rows confirm yet is no drift on such rows', async () => {
  const detect = await loadDetector('cusum')
  const params = { form: 'standardised', known: 'given', target: 0, deviation: 1, threshold: 8 }
  // The level moves five rows before the end.
  const over = (phi: number) => {
    const { values, ...rest } = autoregressive(0, 300, phi)
    const test = { ...rest, values: values.map((value, i) => (i < 295 ? value : 4)) }
    return driveSync(detect(params, { reference: null, test }))
  }
  expect(over(0)).toMatchObject({ drift: true, changes: [{ kind: 'recent' }] })
  expect(over(0.7)).toMatchObject({ drift: false, changes: [{ kind: 'unconfirmed', tooEarly: true }] })
})
