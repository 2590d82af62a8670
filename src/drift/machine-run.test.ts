import { expect, test } from 'vitest'
import { driveSync } from './drive'
import { loadDetector } from './run'
import { sampleOf } from './samples-for-tests'

const detect = await loadDetector('ddm')
const notes = (errors: number[]) =>
  driveSync(detect({}, { reference: null, test: sampleOf(errors.map((x) => [x])) })).notes
const repeated = (pattern: number[]) => Array.from({ length: 60 }, () => pattern).flat()

test('more errors than right answers: 1 was probably meant as right', () => {
  expect(notes(repeated([1, 1, 0]))).toEqual([
    'More than half of the rows (66.7 %) are errors. If 1 stands for a right answer in this column, turn it around: 1 must be an error.',
  ])
  expect(notes(repeated([1, 0, 0]))).toEqual([])
  expect(notes(repeated([1, 0]))).toEqual([])
})

test('missing values are neither', () => {
  expect(notes(repeated([1, 0, Number.NaN]))).toEqual(['60 of 180 values were missing and left out.'])
  expect(notes([Number.NaN, Number.NaN])).toEqual([
    'Not enough data: each of the 2 rows of the stream has a missing value.',
  ])
})

test('rows of several columns that lack a value are counted, with the column that costs most', async () => {
  const online = await loadDetector('cvm-online')
  const row = (i: number) => [i % 4 === 0 ? Number.NaN : i % 7, i % 12 === 0 ? Number.NaN : i % 5, i % 3]
  const rows = Array.from({ length: 120 }, (_, i) => row(i))
  const whole = sampleOf(Array.from({ length: 60 }, (_, i) => [i % 7, i % 5, i % 3]))
  const params = { windows: '10', runTime: 40, simulations: 400 }
  const { notes } = driveSync(online(params, { reference: whole, test: sampleOf(rows) }))
  expect(notes[0]).toMatch(
    /^30 of 120 rows lack a value in one of the columns and were left out\. Column '.*' costs most: without it, 20 of them would be used\.$/,
  )
})

test('a column of numbers is not asked', async () => {
  const pageHinkley = await loadDetector('page-hinkley')
  const test = sampleOf(repeated([1]).map((x) => [x]))
  expect(driveSync(pageHinkley({}, { reference: null, test })).notes).toEqual([])
})
