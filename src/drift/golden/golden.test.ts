import { describe, expect, test } from 'vitest'
import { pageHinkley, type PageHinkleyParams } from '../detectors/page-hinkley'
import { startPageHinkley, updatePageHinkley } from '../detectors/page-hinkley.run'
import { driveSync } from '../drive'
import { slidingMmd } from '../kernels/sliding'
import { rowWindows } from '../kernels/windows'
import { loadDetector } from '../run'
import type { DetectorResult, PerColumnResult, TraceResult, TwoSampleResult } from '../results'
import { sampleOf } from '../samples-for-tests'
import { mapping, type Mapped, type OurField } from './mapping'
import { goldenFiles, type GoldenCase, type GoldenFile } from './vectors'

type Ours = Extract<Mapped, { detector: string }>

const decode = (x: unknown): number => (typeof x === 'number' ? x : Number(x))
const rowsOf = (file: GoldenFile, name: string): number[][] => {
  const input = file.inputs[name]
  if (!input) throw new Error(`No input ${name}`)
  return input.map((row) => (Array.isArray(row) ? row : [row]).map(decode))
}

function expectClose(ours: number, theirs: unknown, { abs, rel }: { abs: number; rel: number }): void {
  const b = decode(theirs)
  if (Object.is(ours, b) || ours === b) return
  expect(Math.abs(ours - b), `${ours} against ${b}`).toBeLessThanOrEqual(
    Math.max(abs, rel * Math.max(Math.abs(ours), Math.abs(b))),
  )
}

/** Our number for a field of a batch result. */
const read: Partial<Record<OurField, (r: TwoSampleResult | PerColumnResult) => unknown>> = {
  statistic: (r) => (r.shape === 'two-sample' ? r.statistic.value : r.columns[0]?.statistic),
  pValue: (r) => (r.shape === 'two-sample' ? r.pValue : r.columns[0]?.pValue),
  sigma: (r) => r.settings['sigma'],
  biased: (r) => r.settings['biasedMmd2'],
  splits: (r) => (r.shape === 'two-sample' ? r.nullDistribution.length : undefined),
}

/** Null distributions of two generators agree within Monte Carlo error: 5 standard errors of the difference. */
function expectNull(field: OurField, r: TwoSampleResult, theirs: unknown, sd: number): void {
  const values = r.nullDistribution.slice().sort()
  const count = values.length
  const mean = values.reduce((a, b) => a + b, 0) / count
  const error = Math.sqrt(2 / count)
  if (field === 'nullMean') expect(Math.abs(mean - decode(theirs))).toBeLessThan(5 * error * sd)
  if (field === 'nullSd') {
    const ours = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / count)
    // The null is skewed (kurtosis up to about 9): the error of its sd is up to √2 times that of the mean.
    expect(Math.abs(ours - decode(theirs))).toBeLessThan(5 * error * sd * Math.SQRT2)
  }
  // A quantile's error is √(p (1 − p) / B) over the density there, about 0.08 / sd for these nulls.
  if (field === 'null95')
    expect(Math.abs((values[Math.floor(0.95 * count)] as number) - decode(theirs))).toBeLessThan(
      5 * Math.sqrt((2 * 0.95 * 0.05) / count) * (sd / 0.08),
    )
}

async function checkBatch(file: GoldenFile, c: GoldenCase, ours: Ours): Promise<void> {
  const detect = await loadDetector(ours.detector)
  const [reference, other] = c.input as [string, string]
  const result = driveSync(
    detect(ours.params, {
      reference: sampleOf(rowsOf(file, reference)),
      test: sampleOf(rowsOf(file, other)),
    }),
  ) as TwoSampleResult | PerColumnResult
  let compared = 0
  for (const [name, theirs] of Object.entries(c.expected)) {
    const field = ours.fields[name]
    if (field === undefined) throw new Error(`Nothing says what '${name}' is`)
    if (typeof field === 'object') continue
    compared++
    const reader = read[field]
    if (reader) expectClose(reader(result) as number, theirs, c.tolerance)
    else if (field === 'drift') expect(result.drift).toBe(theirs)
    else if (field === 'pValueRange') {
      const [low, high] = theirs as [number, number]
      expect((result as TwoSampleResult).pValue).toBeGreaterThanOrEqual(low)
      expect((result as TwoSampleResult).pValue).toBeLessThanOrEqual(high)
    } else expectNull(field, result as TwoSampleResult, theirs, decode(c.expected['null_std']))
  }
  expect(compared + (String(c.input).includes('const_equal') ? 1 : 0)).toBeGreaterThan(0)
}

interface Trace {
  step: number[]
  [name: string]: unknown[]
}

async function checkPageHinkley(file: GoldenFile, c: GoldenCase, ours: Ours): Promise<void> {
  const detect = await loadDetector('page-hinkley')
  const rows = rowsOf(file, c.input as string)
  const result = driveSync(detect(ours.params, { reference: null, test: sampleOf(rows) })) as TraceResult
  const expected = (c.expected['drift'] as [number, number][]).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, k) => first + k),
  )
  expect([...new Set(result.alarms.map((a) => result.positions[a.start]))]).toEqual(expected)
  expect(c.expected['warning']).toEqual([])

  const params = { ...pageHinkley.params.defaults, ...ours.params } as PageHinkleyParams
  const trace = c.expected['trace'] as Trace
  const state = startPageHinkley()
  let at = 0
  rows.forEach(([x], i) => {
    updatePageHinkley(state, x as number, params)
    if (trace.step[at] !== i) return
    expectClose(state.up, trace['sum_inc']?.[at], c.tolerance)
    expectClose(state.down, trace['sum_dec']?.[at], c.tolerance)
    expectClose(state.upMin, trace['min_inc']?.[at], c.tolerance)
    expectClose(state.downMax, trace['max_dec']?.[at], c.tolerance)
    expectClose(state.mean, trace['mean']?.[at], c.tolerance)
    for (const { name, values } of result.series) {
      const value = values[i] as number
      if (!Number.isNaN(value))
        expectClose(
          value,
          name === 'increase' ? state.up - state.upMin : state.downMax - state.down,
          c.tolerance,
        )
    }
    at++
  })
  expect(at).toBe(trace.step.length)
}

/** Our detector holds reference rows out, so the statistic is compared by itself, against the whole reference. */
function checkSliding(file: GoldenFile, c: GoldenCase, ours: Ours): void {
  const [reference, stream] = (c.input as [string, string]).map((name) => sampleOf(rowsOf(file, name))) as [
    ReturnType<typeof sampleOf>,
    ReturnType<typeof sampleOf>,
  ]
  const gamma = 1 / (2 * (ours.params['sigma'] as number) ** 2)
  const d = reference.columns.length
  let within = 0
  for (let i = 0; i < reference.rows; i++)
    for (let j = 0; j < i; j++) {
      let squared = 0
      for (let k = 0; k < d; k++)
        squared += ((reference.values[i * d + k] as number) - (reference.values[j * d + k] as number)) ** 2
      within += 2 * Math.exp(-squared * gamma)
    }
  within /= reference.rows * (reference.rows - 1)
  const window = ours.params['window'] as number
  const values = driveSync(
    slidingMmd({ ...reference, d }, within, { ...stream, d }, rowWindows(stream.rows, window, 1), gamma),
  )
  const trace = c.expected['trace'] as Trace
  trace.step.forEach((step, at) => {
    expectClose(values[step - window + 1] as number, trace['mmd2']?.[at], c.tolerance)
  })
  expect(trace.step.length).toBeGreaterThan(10)
}

const expectAsGolden: Record<string, (file: GoldenFile, c: GoldenCase, ours: Ours) => void | Promise<void>> =
  {
    mmd: checkBatch,
    ks: checkBatch,
    page_hinkley: checkPageHinkley,
    mmd_streaming: checkSliding,
  }

for (const [name, file] of Object.entries(goldenFiles))
  describe(`golden ${name}`, () => {
    for (const c of file.cases) {
      const mapped = mapping[name]?.(c)
      if (!mapped) throw new Error(`${name} has no mapping`)
      if ('detector' in mapped) test(c.case, () => expectAsGolden[name]?.(file, c, mapped))
    }

    test('what is not offered is named, library by library', () => {
      const left = new Map<string, number>()
      for (const c of file.cases) {
        const mapped = mapping[name]?.(c)
        if (mapped && 'notOffered' in mapped) {
          const key = `${c.library}: ${mapped.notOffered}`
          left.set(key, (left.get(key) ?? 0) + 1)
        }
      }
      expect(Object.fromEntries(left)).toMatchSnapshot()
    })
  })

test('missing values are refused where a library would compute with them', async () => {
  const detect = await loadDetector('ks')
  const file = goldenFiles['ks'] as GoldenFile
  const run = () =>
    driveSync(
      detect(
        {},
        {
          reference: sampleOf(rowsOf(file, 'nan_8_8_ref')),
          test: sampleOf(rowsOf(file, 'nan_8_8_test')),
        },
      ),
    ) satisfies DetectorResult
  expect(run).toThrow(/no finite number in row \d+, column 'x1'/)
})
