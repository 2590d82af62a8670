import { describe, expect, test, vi } from 'vitest'
import type { Computation, Progress } from './define'
import { drive, driveSync } from './drive'
import { DriftError } from './errors'
import { loadDetector } from './run'
import { normalSample } from './samples-for-tests'

/** A clock that the computation moves: each step takes `stepMs`. */
function* counted(
  steps: number,
  clock: { ms: number },
  stepMs: number,
  onEnd = () => {},
): Computation<number> {
  try {
    for (let i = 1; i <= steps; i++) {
      clock.ms += stepMs
      yield { done: i, total: steps, phase: 'steps' }
    }
    return steps
  } finally {
    onEnd()
  }
}

const atOnce = () => Promise.resolve()

describe('drive', () => {
  test('returns the value, and breathes once a slice', async () => {
    const clock = { ms: 0 }
    const breathe = vi.fn<() => Promise<void>>(atOnce)
    const outcome = await drive(counted(100, clock, 1), { now: () => clock.ms, sliceMs: 5, breathe })
    expect(outcome).toEqual({ status: 'done', value: 100 })
    expect(breathe).toHaveBeenCalledTimes(20)
  })

  test('reports at most 20 times a second, and the last progress at the end', async () => {
    const clock = { ms: 0 }
    const seen: Progress[] = []
    await drive(counted(1003, clock, 1), {
      now: () => clock.ms,
      breathe: atOnce,
      onProgress: (p) => seen.push(p),
    })
    expect(seen.length).toBeLessThanOrEqual(22)
    expect(seen.length).toBeGreaterThan(15)
    expect(seen.at(-1)).toEqual({ done: 1003, total: 1003, phase: 'steps' })
    expect(seen.map((p) => p.done)).toEqual(seen.map((p) => p.done).sort((a, b) => a - b))
  })

  test('a cancel stops the computation itself, within a slice, and runs its clean-up', async () => {
    const clock = { ms: 0 }
    const ended = vi.fn<() => void>()
    const controller = new AbortController()
    const outcome = await drive(counted(1e9, clock, 1, ended), {
      now: () => clock.ms,
      signal: controller.signal,
      breathe: () => {
        if (clock.ms >= 50) controller.abort()
        return Promise.resolve()
      },
    })
    expect(outcome).toEqual({ status: 'cancelled' })
    expect(clock.ms).toBe(50)
    expect(ended).toHaveBeenCalledOnce()
  })

  test('a computation that is cancelled before it starts does nothing', async () => {
    const clock = { ms: 0 }
    const outcome = await drive(counted(5, clock, 1), { now: () => clock.ms, signal: AbortSignal.abort() })
    expect(outcome).toEqual({ status: 'cancelled' })
    expect(clock.ms).toBe(0)
  })

  test('what is thrown is a failure with its code', async () => {
    function* broken(): Computation<number> {
      yield { done: 0, total: 1, phase: 'steps' }
      throw new DriftError('too-few-rows', 'Not enough data.')
    }
    expect(await drive(broken(), { now: () => 0, breathe: atOnce, sliceMs: 0 })).toEqual({
      status: 'failed',
      failure: { code: 'too-few-rows', message: 'Not enough data.' },
    })
  })

  test('messages arrive between slices: a timer can cancel a long test', async () => {
    const detect = await loadDetector('mmd')
    const controller = new AbortController()
    const samples = { reference: normalSample(1, 1500, 20), test: normalSample(2, 1500, 20) }
    let aborted = 0
    setTimeout(() => {
      aborted = performance.now()
      controller.abort()
    }, 30)
    const outcome = await drive(detect({ permutations: 100_000 }, samples), {
      now: () => performance.now(),
      signal: controller.signal,
    })
    expect(outcome).toEqual({ status: 'cancelled' })
    // The promise is 50 ms; the rest is for a machine that does other things too.
    expect(performance.now() - aborted).toBeLessThan(250)
  })
})

test('driveSync runs to the end', () => {
  expect(driveSync(counted(3, { ms: 0 }, 1))).toBe(3)
})
