import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { rowMemory as compute } from './row-memory'
import type { Sample } from '../sample'
import { autoregressive, normalSample } from '../samples-for-tests'

const rowMemory = (...given: Parameters<typeof compute>) => driveSync(compute(...given))

const found = (samples: readonly Sample[]): number =>
  samples.filter((sample) => rowMemory({ reference: null, test: sample }) !== null).length

const many = <T>(of: (seed: number) => T): T[] => Array.from({ length: 400 }, (_, seed) => of(seed))

test.each([
  [1, 60],
  [1, 1000],
  [20, 300],
])('of %i independent columns of %i rows, one in forty-four samples seems to have memory', (d, rows) => {
  // 9 of 400 expected; more than 22 in one of 10 000 draws.
  expect(found(many((seed) => normalSample(seed, rows, d)))).toBeLessThanOrEqual(22)
})

test('memory is found where it is, and a change of level is none', () => {
  expect(found(many((seed) => autoregressive(seed, 100, 0.5)))).toBeGreaterThan(380)
  const shifted = many((seed) => {
    const sample = normalSample(seed, 300, 1)
    for (let i = 150; i < 300; i++) sample.values[i]! += 3
    return sample
  })
  expect(found(shifted)).toBeLessThanOrEqual(40)
})
