import { expect, test } from 'vitest'
import { inDataUnits } from './data-units'
import { drive } from './drive'
import { createRandom, normal, PURPOSE } from './random'
import type { DetectorResult } from './results'
import { loadDetector } from './run'
import type { ColumnScaling, Sample } from './sample'

const random = createRandom(7, PURPOSE.split)
const celsius = Array.from({ length: 60 }, () => Math.round(10 * (15 + 8 * normal(random))) / 10)
const warmer = celsius.map((t) => Math.round(10 * (t + 3)) / 10)
const scaling: ColumnScaling = { column: 'temp_max', mean: 14.2, sd: 7.25 }

const sample = (values: readonly number[]): Sample => ({
  rows: values.length,
  columns: ['temp_max'],
  values: Float64Array.from(values),
  rowNumbers: Uint32Array.from(values, (_, k) => k + 1),
})

const scaled = (values: readonly number[]) => values.map((t) => (t - scaling.mean) / scaling.sd)

async function found(id: string, reference: readonly number[], stream: readonly number[], params = {}) {
  const detect = await loadDetector(id, params)
  const outcome = await drive(detect(params, { reference: sample(reference), test: sample(stream) }), {
    now: () => 0,
  })
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.value
}

const both = async (id: string, params = {}) => ({
  own: await found(id, celsius, warmer, params),
  back: inDataUnits(await found(id, scaled(celsius), scaled(warmer), params), [scaling]),
})

function viewOf(result: DetectorResult) {
  if (result.shape !== 'per-column') throw new Error(result.shape)
  return result.columns[0]!.view!
}

test('KS of a standardised column is drawn in the unit of the data, and says the same', async () => {
  const { own, back } = await both('ks')
  const [expected, view] = [viewOf(own), viewOf(back)]
  if (view.kind !== 'cdf' || expected.kind !== 'cdf') throw new Error(view.kind)
  expect([...view.x]).toEqual([...expected.x])
  expect(view.gapAt).toBe(expected.gapAt)
  expect(view.reference).toEqual(expected.reference)
})

const CATEGORIES = ['chi-square', 'psi'] as const

test.each(CATEGORIES)(
  'numbers that %s counts as categories keep the names that they have in the data',
  async (id) => {
    const labels = (rate: number) => Array.from({ length: 80 }, (_, k) => (k < 80 * rate ? 1 : 0))
    const [mean, sd] = [0.5, 0.503]
    const standardised = (values: number[]) => values.map((x) => (x - mean) / sd)
    const result = inDataUnits(await found(id, standardised(labels(0.5)), standardised(labels(0.2))), [
      { column: 'temp_max', mean, sd },
    ])
    const view = viewOf(result)
    if (view.kind !== 'categories') throw new Error(view.kind)
    expect(view.names).toEqual(['0', '1'])
  },
)

const LINEAR: [string, Record<string, number | string>, readonly string[]][] = [
  ['page-hinkley', { threshold: 2, delta: 0.1 }, ['threshold', 'delta']],
  ['gma', { variant: 'deviations', threshold: 0.2 }, ['threshold']],
  ['gma', { variant: 'chart' }, []],
  ['cusum', { form: 'running', threshold: 2, delta: 0.1 }, ['threshold', 'delta']],
]

test.each(LINEAR)(
  'the statistic of %s and its limits are in the unit of the data (%o)',
  async (id, params, inUnit) => {
    const ownParams = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'number' && inUnit.includes(name) ? value * scaling.sd : value,
      ]),
    )
    const own = await found(id, celsius, warmer, ownParams)
    const back = inDataUnits(await found(id, scaled(celsius), scaled(warmer), params), [scaling])
    if (own.shape !== 'trace' || back.shape !== 'trace') throw new Error(own.shape)
    expect(own.positions.length).toBeGreaterThan(20)
    expect(back.alarms).toEqual(own.alarms)
    const pairs = [
      ...own.series.map((one, k) => [one, back.series[k]!] as const),
      ...own.limits.map((one, k) => [one, back.limits[k]!] as const),
    ]
    for (const [expected, actual] of pairs)
      expect([...actual.values].map((x) => x.toPrecision(8))).toEqual(
        [...expected.values].map((x) => x.toPrecision(8)),
      )
    if (own.threshold === null) expect(back.threshold).toBeNull()
    else expect(back.threshold).toBeCloseTo(own.threshold, 10)
    expect(back.thresholdRule).toContain('7.25 in the unit of temp_max')
  },
)

test.each(['mmd', 'lsdd'])(
  'the witness function of %s lies over the column as it is in the file',
  async (id) => {
    const { own, back } = await both(id, { permutations: 19, alpha: 0.1 })
    const axis = (result: DetectorResult) => {
      const view = result.shape === 'two-sample' ? result.views.find(({ kind }) => kind === 'witness') : null
      if (view?.kind !== 'witness') throw new Error(result.shape)
      expect(view.axes).toEqual(['temp_max'])
      return view.x
    }
    const [expected, x] = [axis(own), axis(back)]
    for (const [k, at] of expected.entries()) expect(x[k]).toBeCloseTo(at, 9)
    expect(expected[0]).toBeGreaterThan(-40)
  },
)

test('the mean of ADWIN’s window has the unit of the column; its width does not', async () => {
  const { own, back } = await both('adwin')
  const named = (result: DetectorResult) => {
    if (result.shape !== 'trace') throw new Error(result.shape)
    return new Map(
      result.views.flatMap((view) => (view.kind === 'lines' ? [[view.title, view.series[0]!.values]] : [])),
    )
  }
  const [expected, lines] = [named(own), named(back)]
  const mean = 'Mean of the window'
  for (const [k, at] of expected.get(mean)!.entries()) expect(lines.get(mean)![k]).toBeCloseTo(at, 9)
  expect(lines.get('Window')).toEqual(expected.get('Window'))
})

test('nothing was standardised: the result itself', async () => {
  const result = await found('ks', celsius, warmer)
  expect(inDataUnits(result, [])).toBe(result)
})
