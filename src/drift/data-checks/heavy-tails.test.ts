import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { log } from '../math/log'
import { createRandom, normal, PURPOSE, type Random, uniform } from '../random'
import { loadDetector } from '../run'
import { normalSample, sampleOf } from '../samples-for-tests'
import { heavyTails as compute } from './heavy-tails'

const heavyTails = (values: readonly number[]) => driveSync(compute(sampleOf(values.map((value) => [value]))))

const stream = (seed: number, rows: number, draw: (random: Random) => number): number[] => {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: rows }, () => draw(random))
}
const exponential = (random: Random): number => -log(1 - uniform(random))

test('exponential and zero-inflated values are found, and normal ones are not, whatever changes', () => {
  expect(heavyTails(stream(1, 500, exponential))).not.toBeNull()
  expect(
    heavyTails(stream(2, 500, (random) => (uniform(random) < 0.8 ? 0 : exponential(random)))),
  ).not.toBeNull()
  const quiet = stream(3, 500, normal)
  expect(heavyTails(quiet)).toBeNull()
  expect(heavyTails(quiet.map((x, i) => (i < 250 ? x : x + 8)))).toBeNull()
  expect(heavyTails(quiet.map((x, i) => (i < 250 ? x : 5 * x)))).toBeNull()
  expect(heavyTails(quiet.map((x, i) => (i === 250 ? 1000 : x)))).toBeNull()
})

test('too few rows, missing values and a constant tell nothing', () => {
  expect(heavyTails(stream(1, 60, exponential))).toBeNull()
  expect(heavyTails(Array.from({ length: 500 }, () => 3))).toBeNull()
  expect(heavyTails(Array.from({ length: 500 }, () => Number.NaN))).toBeNull()
  expect(heavyTails(stream(1, 500, exponential).map((x, i) => (i % 7 === 0 ? Number.NaN : x)))).not.toBeNull()
})

test('BOCD says of such values that its rule is for others', async () => {
  const detect = await loadDetector('bocd')
  const over = (values: readonly number[]) =>
    driveSync(detect({}, { reference: null, test: sampleOf(values.map((value) => [value])) }))
  const skewed = over(stream(1, 500, exponential))
  expect(skewed.notes.join(' ')).toMatch(
    /^BOCD takes the values between two changes for normal, and these are not/,
  )
  expect(skewed).toMatchObject({
    thresholdRule: expect.stringMatching(/^For normal values, which these are not: alarm where/),
  })
  const plain = driveSync(detect({}, { reference: null, test: normalSample(1, 500, 1) }))
  expect(plain.notes).toEqual([])
  expect(plain).toMatchObject({ thresholdRule: expect.stringMatching(/^Alarm where/) })
})

test('an ensemble says so of BOCD among its members, and of which column', async () => {
  const members = { members: 'bocd,cusum' }
  const detect = await loadDetector('ensemble-stream', members)
  const quiet = stream(3, 500, normal)
  const notesOver = (values: readonly number[], params = members) =>
    driveSync(
      detect(params, { reference: null, test: sampleOf(values.map((value, i) => [quiet[i]!, value])) }),
    ).notes.join(' ')
  expect(notesOver(stream(1, 500, exponential))).toMatch(
    /BOCD, a member, takes the values between two changes for normal, and those of x2 are not/,
  )
  expect(notesOver(stream(4, 500, normal))).not.toContain('BOCD')
  const others = await loadDetector('ensemble-stream', { members: 'adwin,cusum' })
  const skewed = sampleOf(stream(1, 500, exponential).map((value) => [value]))
  expect(
    driveSync(others({ members: 'adwin,cusum' }, { reference: null, test: skewed })).notes.join(' '),
  ).not.toContain('normal')
})
