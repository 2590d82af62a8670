import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { ks } from '../detectors/column-tests/ks'
import { rowDigests } from './counted-rows'
import { rowCopies as compute } from './row-copies'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import { normalSample } from '../samples-for-tests'

const rowCopies = (samples: { reference: Sample | null; test: Sample }) =>
  driveSync(
    compute(samples, {
      reference: samples.reference && driveSync(rowDigests(samples.reference)),
      test: driveSync(rowDigests(samples.test)),
    }),
  )

/** Each row so many times, in an order that keeps copies apart. */
function copied(sample: Sample, times: number): Sample {
  const rows = sample.rows * times
  const d = sample.columns.length
  const values = Float64Array.from(
    { length: rows * d },
    (_, k) => sample.values[(Math.floor(k / d) % sample.rows) * d + (k % d)]!,
  )
  return { ...sample, rows, values, rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1) }
}

const mapped = (sample: Sample, of: (value: number) => number): Sample => ({
  ...sample,
  values: sample.values.map(of),
})

test('it names the sample whose rows were copied', () => {
  const reference = normalSample(1, 500, 3)
  const test = copied(normalSample(2, 200, 3), 5)
  expect(rowCopies({ reference, test })).toEqual({ side: 'test', rows: 1000, different: 200 })
  expect(rowCopies({ reference: copied(reference, 2), test: normalSample(7, 500, 3) })).toMatchObject({
    side: 'reference',
  })
  expect(rowCopies({ reference: null, test: copied(normalSample(3, 10, 3), 3) })).toBeNull()
})

test('rows that are alike by nature are no copies', () => {
  const normal = normalSample(4, 1000, 1)
  expect(rowCopies({ reference: null, test: normal })).toBeNull()
  const alike: Readonly<Record<string, (value: number) => number>> = {
    'days without rain': (value) => Math.max(0, value),
    'whole numbers': (value) => Math.round(40 + 10 * value),
    'one decimal': (value) => Math.round(150 + 80 * value) / 10,
    prices: (value) => Math.round(1500 * Math.exp(value / 2)) / 100,
    constant: () => 7,
  }
  const found = Object.entries(alike).filter(
    ([, of]) => rowCopies({ reference: null, test: mapped(normal, of) }) !== null,
  )
  expect(found.map(([name]) => name)).toEqual([])
  const codes = { ...mapped(normal, (value) => (value > 0 ? 1 : 0)), levels: [['a', 'b']] }
  expect(rowCopies({ reference: null, test: codes })).toBeNull()
})

test('values of a list, which both samples hold, are no copies', () => {
  const prices = [0.57, 0.58, 1.13, 1.15, 2.3, 4.35, 8.7, 9.95]
  const sold = (index: number) =>
    mapped(normalSample(index, 400, 1), (value) => prices[Math.min(7, Math.floor(Math.abs(3 * value)))]!)
  expect(rowCopies({ reference: sold(8), test: sold(9) })).toBeNull()
})

test('a result on such rows says so', async () => {
  const detect = await loadDetector('ks')
  const run = (test: Sample) =>
    driveSync(detect(ks.params.defaults, { reference: normalSample(5, 500, 1), test }))
  expect(run(copied(normalSample(6, 100, 1), 5)).notes.join(' ')).toContain(
    'Rows repeat: of 500 rows of the test sample 100 are different. Copies are not independent rows, so p is too small',
  )
  expect(run(normalSample(6, 500, 1)).notes.join(' ')).not.toContain('Rows repeat')
})
