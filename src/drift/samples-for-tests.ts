import { createRandom, normal, PURPOSE, uniform } from './random'
import type { Detector } from './define'
import type { Sample } from './sample'

/** A sample of these rows, numbered from 1, with columns x1 … xd. */
export function sampleOf(rows: readonly (readonly number[])[]): Sample {
  const d = rows[0]?.length ?? 1
  return {
    rows: rows.length,
    columns: Array.from({ length: d }, (_, j) => `x${j + 1}`),
    values: Float64Array.from(rows.flat()),
    rowNumbers: Uint32Array.from(rows, (_, i) => i + 1),
  }
}

/** Independent standard normal numbers, each column shifted by `shift`. */
export function normalSample(seed: number, rows: number, d: number, shift = 0): Sample {
  const random = createRandom(seed, PURPOSE.test)
  return sampleOf(Array.from({ length: rows }, () => Array.from({ length: d }, () => normal(random) + shift)))
}

/** Ascending times, one apart on average, in bursts and pauses: the square roots of the gaps are uniform. */
export function irregularTimes(seed: number, rows: number): Float64Array {
  const random = createRandom(seed, PURPOSE.test, 1)
  let now = 0
  return Float64Array.from({ length: rows }, () => (now += 3 * uniform(random) ** 2))
}

/** Detectors that take only columns of two values. */
const BINARY = new Set(['fisher'])

/** Samples of 250 rows without drift that this detector takes. */
export function samplesFor(detector: Detector): { reference: Sample; test: Sample } {
  const make = (seed: number): Sample => {
    switch (detector.columns) {
      case 'one':
        return normalSample(seed, 250, 1)
      case 'many':
        return BINARY.has(detector.id) ? bits(seed, 2) : normalSample(seed, 250, 2)
      case 'error':
        return bits(seed, 1)
      case 'labels':
        return bits(seed, 2)
    }
  }
  return { reference: make(1), test: make(2) }
}

/** Ones with a probability of 0.2. */
function bits(seed: number, d: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  return sampleOf(
    Array.from({ length: 250 }, () => Array.from({ length: d }, () => (uniform(random) < 0.2 ? 1 : 0))),
  )
}

/** Rows of an autoregression: each φ times the one before, plus noise; of unit variance. */
export function autoregressive(seed: number, rows: number, phi: number): Sample {
  const sample = normalSample(seed, rows, 1)
  const { values } = sample
  const noise = Math.sqrt(1 - phi * phi)
  for (let i = 1; i < rows; i++) values[i] = phi * values[i - 1]! + noise * values[i]!
  return sample
}
