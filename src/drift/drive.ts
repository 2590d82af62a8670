import { toFailure, type Failure } from '~/lib/errors'
import type { Computation, Progress } from './define'

export type DriveOutcome<R> =
  | { status: 'done'; value: R }
  | { status: 'cancelled' }
  | { status: 'failed'; failure: Failure }

interface DriveOptions {
  /** Looked at after every slice; an aborted computation ends at its next yield and runs its `finally` blocks. */
  signal?: AbortSignal
  /** At most 20 times a second, and once with the last progress there was. */
  onProgress?: (progress: Progress) => void
  /** Milliseconds of work between two breaths. */
  sliceMs?: number
  /** A monotonic clock in milliseconds (`performance.now`): the core itself knows no time. */
  now: () => number
  /** Lets waiting messages in; a macrotask by default, as a microtask would let none in. */
  breathe?: () => Promise<void>
}

const PROGRESS_INTERVAL_MS = 50

/**
 * One turn of the event loop. A timer would be clamped to 4 ms, a promise would not let messages in.
 * Node handles up to 1,000 waiting channel messages in one turn, so that one that answers itself would
 * keep timers and workers waiting: there it is `setImmediate`.
 */
function createBreath(): { breathe: () => Promise<void>; close: () => void } {
  if (typeof setImmediate === 'function')
    return { breathe: () => new Promise((resolve) => setImmediate(resolve)), close: () => {} }
  const { port1, port2 } = new MessageChannel()
  let resume: (() => void) | null = null
  port1.addEventListener('message', () => resume?.())
  port1.start()
  return {
    breathe: () =>
      new Promise((resolve) => {
        resume = resolve
        port2.postMessage(null)
      }),
    close: () => {
      port1.close()
      port2.close()
    },
  }
}

/** Runs a computation in slices of about `sliceMs`, between which messages arrive and a cancel is seen. */
export async function drive<R>(
  computation: Computation<R>,
  { signal, onProgress, sliceMs = 5, now, breathe }: DriveOptions,
): Promise<DriveOutcome<R>> {
  const breath = breathe ? { breathe, close: () => {} } : createBreath()
  let reportedAt = Number.NEGATIVE_INFINITY
  let unreported: Progress | null = null
  const aborted = new Promise<void>((resolve) =>
    signal?.addEventListener('abort', () => resolve(), { once: true }),
  )
  try {
    for (;;) {
      if (signal?.aborted) {
        computation.return(undefined as never)
        return { status: 'cancelled' }
      }
      const sliceStart = now()
      let time = sliceStart
      do {
        const step = computation.next()
        if (step.done) {
          if (unreported) onProgress?.(unreported)
          return { status: 'done', value: step.value }
        }
        const { until } = step.value
        time = now()
        if (until !== undefined) {
          await Promise.race([until, aborted])
          break
        }
        unreported = step.value
      } while (time - sliceStart < sliceMs)
      if (unreported && time - reportedAt >= PROGRESS_INTERVAL_MS) {
        onProgress?.(unreported)
        reportedAt = time
        unreported = null
      }
      await breath.breathe()
    }
  } catch (thrown) {
    return { status: 'failed', failure: toFailure(thrown) }
  } finally {
    breath.close()
  }
}

/**
 * Runs a computation to its end at once: for tests, scripts and node.
 * @throws what the computation throws, and where it waits for others: they cannot answer meanwhile
 */
export function driveSync<R>(computation: Computation<R>, onProgress?: (progress: Progress) => void): R {
  for (;;) {
    const step = computation.next()
    if (step.done) return step.value
    if (step.value.until) throw new Error('A computation that waits for others is driven by `drive`.')
    onProgress?.(step.value)
  }
}
