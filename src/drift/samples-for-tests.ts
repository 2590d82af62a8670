import { createRandom, normal, PURPOSE, uniform } from './random'
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
