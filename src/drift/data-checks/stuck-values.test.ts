import { expect, test } from 'vitest'
import { adwin } from '../detectors/change/adwin'
import { driveSync } from '../drive'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import { normalSample } from '../samples-for-tests'
import { stuckValues as compute } from './stuck-values'

const stuckValues = (...given: Parameters<typeof compute>) => driveSync(compute(...given))

const mapped = (sample: Sample, of: (value: number, row: number) => number): Sample => ({
  ...sample,
  values: sample.values.map((value, k) => of(value, Math.floor(k / sample.columns.length))),
})
const stream = normalSample(1, 1000, 1)
const stuck = mapped(stream, (x, i) => (i >= 500 && i < 560 ? 0.137 : x))

test('a sensor that is stuck is named, with its rows and in its own unit', () => {
  expect(stuckValues(stuck, [])).toEqual([
    "'x1' is 0.137 in all 60 rows from row 501 to row 560, and hardly anywhere else: is a sensor stuck?",
  ])
  expect(stuckValues(stuck, [{ column: 'x1', mean: 20, sd: 10 }])[0]).toContain("'x1' is 21.37 in all")
  const five = mapped(normalSample(2, 300, 5), (x, i) => (i >= 100 ? 1 : x))
  expect(stuckValues(five, [])).toHaveLength(4)
  expect(stuckValues(five, [])[3]).toBe('So are 2 more columns over many rows.')
  const four = mapped(normalSample(2, 300, 4), (x, i) => (i >= 100 ? 1 : x))
  expect(stuckValues(four, [])[3]).toBe('So is 1 more column over many rows.')
})

test('columns that hold a value by nature are not stuck', () => {
  const usual: Readonly<Record<string, (x: number, i: number) => number>> = {
    'as drawn': (x) => x,
    'few values': (x) => Math.round(x),
    'dry months': (x, i) => (i >= 300 && i < 400 ? 0 : Math.max(0, x)),
    'held for ten rows': (_, i) => Math.sin(Math.floor(i / 10)),
    steps: (_, i) => Math.floor(i / 250),
    constant: () => 3,
    sorted: (_, i) => Math.max(0, i - 300),
    missing: (x, i) => (i >= 300 && i < 400 ? Number.NaN : x),
  }
  const found = Object.entries(usual).filter(([, of]) => stuckValues(mapped(stream, of), []).length > 0)
  expect(found.map(([name]) => name)).toEqual([])
})

test('a result says it where the detector sees nothing', async () => {
  const detect = await loadDetector('adwin')
  const result = driveSync(detect(adwin.params.defaults, { reference: null, test: stuck }))
  expect(result.drift).toBe(false)
  expect(result.notes.join(' ')).toContain('is a sensor stuck?')
})
