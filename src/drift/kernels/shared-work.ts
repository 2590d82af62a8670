import type { Computation, Progress } from '../define'
import type { KernelAssistant } from './kernel-assistant'

/** An assistant did not answer: what was asked of all is to be computed without them. */
export class AssistanceLost extends Error {}

/**
 * Has every assistant do its share, does one's own meanwhile, and waits for theirs.
 * @returns the own part first
 * @throws AssistanceLost
 */
export function* sharedWork<T, Own extends T>(
  assistants: readonly KernelAssistant[],
  ask: (assistant: KernelAssistant, index: number) => Promise<T>,
  own: Computation<Own>,
): Computation<[Own, ...T[]]> {
  if (assistants.length === 0) return [yield* own]
  const asked = settling(Promise.all(assistants.map(ask)))
  let last: Progress = { done: 0, total: 1, phase: 'distances' }
  for (;;) {
    const step = own.next()
    if (!step.done) {
      yield (last = step.value)
      continue
    }
    while (asked.outcome === null) yield { ...last, until: asked.until }
    if ('failure' in asked.outcome) throw new AssistanceLost(String(asked.outcome.failure))
    return [step.value, ...asked.outcome.value]
  }
}

interface Settling<T> {
  outcome: { value: T } | { failure: unknown } | null
  /** Resolves once there is an outcome. */
  until: Promise<void>
}

function settling<T>(promise: Promise<T>): Settling<T> {
  const settling: Settling<T> = {
    outcome: null,
    until: promise.then(
      (value) => void (settling.outcome = { value }),
      (failure: unknown) => void (settling.outcome = { failure }),
    ),
  }
  return settling
}
