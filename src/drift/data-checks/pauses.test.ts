import { expect, test } from 'vitest'
import { detectorById } from '../registry'
import { createRandom, normal, PURPOSE } from '../random'
import type { DetectorResult } from '../results'
import type { Sample } from '../sample'
import { completeResult } from '../complete-result'
import { withDataChecks } from './with-data-checks'

/** Values of a table that are read between two pauses, at most: less than a millisecond or two of work. */
const MOST_READ = 500_000

const counted = { reads: 0 }

/** The same values, where each one that is read is counted. */
function watched(values: Float64Array): Float64Array {
  return new Proxy(values, {
    get(target, name) {
      if (typeof name === 'string') {
        const code = name.charCodeAt(0)
        if (code >= 48 && code <= 57) counted.reads++
      }
      const found: unknown = Reflect.get(target, name, target)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

/** Each row four times: all checks of copies, shared rows, units and common values go on to their end. */
function table(rows: number, d: number, of: (drawn: number, column: number) => number): Sample {
  const random = createRandom(1, PURPOSE.test)
  const drawn = Float64Array.from({ length: Math.ceil(rows / 4) * d }, () => normal(random))
  return {
    rows,
    columns: Array.from({ length: d }, (_, j) => `x${j + 1}`),
    values: watched(Float64Array.from({ length: rows * d }, (_, k) => of(drawn[k % drawn.length]!, k % d))),
    rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  }
}

const found: DetectorResult = {
  shape: 'per-column',
  detector: 'ks',
  statisticName: 'D',
  columns: [],
  correction: 'none',
  effect: null,
  drift: true,
  rows: { reference: 1, test: 1 },
  alpha: 0.05,
  notes: [],
  settings: {},
}

test.each([
  ['long', 400_000, 1],
  ['wide', 4000, 100],
])('what is looked for in a %s table beside the detector can be cancelled at any time', (_, rows, d) => {
  const samples = {
    reference: table(rows, d, (x) => x),
    // The last column never varies: it is read to its end.
    test: table(rows, d, (x, j) => (j > 0 && j === d - 1 ? 0 : 20 * x)),
  }
  const ks = detectorById('ks')!
  let [most, all] = [0, 0]
  function walk(work: Generator<unknown, DetectorResult>): DetectorResult {
    for (;;) {
      counted.reads = 0
      const step = work.next()
      most = Math.max(most, counted.reads)
      all += counted.reads
      if (step.done) return step.value
    }
  }
  walk(withDataChecks(ks, walk(completeResult(found, samples)), samples))
  expect(all).toBeGreaterThan(4 * MOST_READ)
  expect(most).toBeLessThanOrEqual(MOST_READ)
})
