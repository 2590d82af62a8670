import { expect, test } from 'vitest'
import { driveSync } from './drive'
import { createRandom, normal, PURPOSE } from './random'
import type { Change } from './results'
import { loadDetector } from './run'
import { autoregressive, sampleOf } from './samples-for-tests'

const STREAMS = 200
const ROWS = 1500

/** Held to a target that the stream has left, it raises an alarm every few rows. */
const cusum = await loadDetector('cusum')
const PARAMS = { form: 'standardised', known: 'given', target: 0, deviation: 1, threshold: 8 }

/** @param phi lag-1 autocorrelation */
function told(
  seed: number,
  levelOf: (row: number) => number,
  phi = 0,
): { alarms: number; changes: Change[] } {
  const random = createRandom(seed, PURPOSE.test)
  let noise = normal(random)
  const rows = Array.from({ length: ROWS }, (_, i) => {
    noise = phi * noise + Math.sqrt(1 - phi * phi) * normal(random)
    return [levelOf(i) + noise]
  })
  const result = driveSync(cusum(PARAMS, { reference: null, test: sampleOf(rows) }))
  if (result.shape !== 'trace') throw new Error('no trace')
  return { alarms: result.alarms.length, changes: result.changes }
}

/** In how many streams exactly so many changes were confirmed, and how many alarms there were on average. */
function confirmed(
  count: number,
  levelOf: (row: number) => number,
  phi = 0,
): { share: number; recent: number; alarms: number } {
  let right = 0
  let recent = 0
  let alarms = 0
  for (let seed = 0; seed < STREAMS; seed++) {
    const { changes, ...rest } = told(seed, levelOf, phi)
    alarms += rest.alarms
    if (changes.filter(({ kind }) => kind === 'lasting' || kind === 'passing').length === count) right++
    if (changes.some(({ kind }) => kind === 'recent')) recent++
  }
  return { share: right / STREAMS, recent: recent / STREAMS, alarms: alarms / STREAMS }
}

test('one step of a standard deviation is one change in nearly all streams', () => {
  const { share, alarms } = confirmed(1, (i) => (i < 500 ? 0 : 1))
  expect(alarms).toBeGreaterThan(25)
  expect(share).toBeGreaterThanOrEqual(0.99)
})

test('two steps are two', () => {
  const { share } = confirmed(2, (i) => (i < 500 ? 0 : i < 1000 ? 1 : 2))
  expect(share).toBeGreaterThanOrEqual(0.98)
})

test('false alarms of rows that are alike are hardly ever confirmed, with memory too', () => {
  for (const phi of [0, 0.5]) {
    const { share, recent } = confirmed(0, () => 0, phi)
    expect(share).toBeGreaterThanOrEqual(0.98)
    // With hardly a row after it, an alarm stands.
    expect(recent).toBeLessThanOrEqual(0.08)
  }
})

test('one step of rows with memory is one change in most streams', () => {
  const { share } = confirmed(1, (i) => (i < 500 ? 0 : 1.5), 0.5)
  expect(share).toBeGreaterThanOrEqual(0.88)
})

test('an alarm at the end of rows with memory is no drift until rows after it confirm it', async () => {
  const adwin = await loadDetector('adwin')
  let [drift, early] = [0, 0]
  for (let seed = 0; seed < STREAMS; seed++) {
    const result = driveSync(adwin({}, { reference: null, test: autoregressive(seed, 1000, 0.95) }))
    if (result.drift) drift++
    if (result.shape === 'trace' && result.changes.some(({ tooEarly }) => tooEarly)) early++
  }
  // In some half of all streams an alarm comes too late to be confirmed: all of them were called drift.
  expect(early / STREAMS).toBeGreaterThanOrEqual(0.4)
  expect(drift / STREAMS).toBeLessThanOrEqual(0.08)
})
