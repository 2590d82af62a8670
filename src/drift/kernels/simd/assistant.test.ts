import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { quadraticTest } from '../../detectors/kernel/mmd-quadratic'
import { mmd, type MmdParams } from '../../detectors/kernel/mmd'
import type { Computation } from '../../define'
import { drive, driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import type { Sample } from '../../sample'
import type { KernelAssistant } from '../kernel-assistant'
import { createAssistant } from './assistant'

function sample(rows: number, d: number, seed: number, scale: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  const values = Float64Array.from({ length: rows * d }, () => scale * normal(random))
  // An outlier presses the other kernel values together: all 22 bits of them are used.
  if (seed % 3 === 0) values[0] = 1e4
  return {
    rows,
    columns: Array.from({ length: d }, (_, k) => `x${k + 1}`),
    values,
    rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  }
}

const params = (change: Partial<MmdParams>): MmdParams => ({ ...mmd.params.defaults, ...change })

/** What messages do to what is sent: nothing is shared. */
function remote(assistant: KernelAssistant): KernelAssistant {
  const called = Object.entries(assistant).map(([name, call]: [string, (...args: unknown[]) => unknown]) => [
    name,
    async (...args: unknown[]) => structuredClone(await call(...structuredClone(args))),
  ])
  return Object.fromEntries(called) as KernelAssistant
}

const assistants = (count: number) => Array.from({ length: count }, () => remote(createAssistant()))

describe('with any number of assistants a test finds the same, to the last bit', () => {
  test.each(['median', 'reference', 'torchdrift', 'given'] as const)('bandwidth: %s', async (bandwidth) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 500, max: 720 }),
        fc.integer({ min: 500, max: 530 }),
        fc.constantFrom(2, 5, 70),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom(0, 7),
        async (n, m, d, count, seed, stopAfter) => {
          const samples = { reference: sample(n, d, seed, 1), test: sample(m, d, seed + 1, 1.02) }
          const p = params({ bandwidth, seed, stopAfter, permutations: 299 })
          const alone = driveSync(quadraticTest(samples, p))
          const helped = await drive(quadraticTest({ ...samples, assistants: assistants(count) }, p), {
            now: () => performance.now(),
          })
          expect(helped).toEqual({ status: 'done', value: alone })
        },
      ),
      { numRuns: tries(4) },
    )
  })
})

describe('assistants that fail', () => {
  const samples = { reference: sample(520, 4, 1, 1), test: sample(510, 4, 2, 1) }
  const p = params({ permutations: 199 })
  const now = () => performance.now()

  test.each(['layOut', 'bracket', 'kernel', 'insideSums'] as const)(
    'at %s: the test is done without them',
    async (name) => {
      const failing: KernelAssistant = {
        ...createAssistant(),
        [name]: () => Promise.reject(new Error('gone')),
      }
      const helped = await drive(quadraticTest({ ...samples, assistants: [failing] }, p), { now })
      expect(helped).toEqual({ status: 'done', value: driveSync(quadraticTest(samples, p)) })
    },
  )

  test('that never answer do not keep a test from being cancelled', async () => {
    const silent: KernelAssistant = { ...createAssistant(), kernel: () => new Promise(() => undefined) }
    const controller = new AbortController()
    function* cancelledWhileItWaits<R>(computation: Computation<R>): Computation<R> {
      for (;;) {
        const step = computation.next()
        if (step.done) return step.value
        if (step.value.until) queueMicrotask(() => controller.abort())
        yield step.value
      }
    }
    const outcome = await drive(
      cancelledWhileItWaits(quadraticTest({ ...samples, assistants: [silent] }, p)),
      { signal: controller.signal, now },
    )
    expect(outcome).toEqual({ status: 'cancelled' })
  })
})

test('a computation that waits for assistants is not run in one go', () => {
  const samples = { reference: sample(520, 4, 1, 1), test: sample(510, 4, 2, 1) }
  expect(() =>
    driveSync(quadraticTest({ ...samples, assistants: assistants(1) }, params({ permutations: 99 }))),
  ).toThrow('is driven by `drive`')
})
