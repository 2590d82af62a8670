import { expect, test } from 'vitest'
import type { ColumnSummary } from '~/data/columns'
import type { Slot } from '../data/use-files'
import { labCodec, type PlannedSettings } from '../settings'
import { planOf } from './plan'

const file = { digest: 'a'.repeat(64), name: 'stream.csv' }
const readAs = {
  separator: ',',
  decimal: '.' as const,
  header: true,
  encoding: 'utf-8',
  comment: null,
  missing: [],
  columns: [],
}

const number = (name: string): ColumnSummary => ({
  type: 'number',
  name,
  missing: 0,
  min: 0,
  max: 1,
  mean: 0.5,
  sd: 0.3,
  integers: false,
  distinct: 9,
  unique: false,
  counter: false,
  ascending: false,
  histogram: null,
})
const loaded: Slot = {
  state: 'loaded',
  file,
  readMs: 1,
  summary: {
    digest: file.digest,
    fileName: file.name,
    bytes: 10,
    format: 'csv',
    rows: 100,
    columns: [number('x'), number('y')],
    readAs,
    notes: [],
  },
}
const empty: Slot = { state: 'empty' }
const split = { by: 'rows', reference: { first: 1, last: 50 }, test: null } as const
const settings: PlannedSettings = { ...labCodec.empty, reference: file, split }

test('settings and a file that is read make one job each for the verdict, its course, and what is beside', () => {
  const beside = [{ detector: 'page-hinkley', params: {}, on: null }]
  const plan = planOf({ ...settings, beside }, { reference: loaded, test: empty })
  expect(plan).toMatchObject({ available: ['x', 'y'], chosen: ['x', 'y'], ready: true, uncomparable: null })
  expect(plan.jobs?.main).toMatchObject({ detector: 'mmd', selection: { reference: file, split } })
  expect(plan.jobs?.evolution).toMatchObject({ detector: 'mmd-window' })
  expect(plan.jobs?.beside.map((job) => job?.detector)).toEqual(['page-hinkley'])
  // Pure: nothing but the two arguments goes in.
  expect(planOf({ ...settings, beside }, { reference: loaded, test: empty })).toEqual(plan)
})

test('without its file, or with a parameter out of its range, there is no job', () => {
  const reading: Slot = { state: 'reading', file }
  expect(planOf(settings, { reference: reading, test: empty })).toMatchObject({ ready: false, jobs: null })
  const wrong = { ...settings, params: { alpha: 7 } }
  expect(planOf(wrong, { reference: loaded, test: empty })).toMatchObject({ ready: true, jobs: null })
})
