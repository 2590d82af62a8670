import type { Computation, Progress } from './define'

/** Runs a part of a computation, with its progress told as the whole's. */
export function* withProgress<R>(
  computation: Computation<R>,
  tell: (progress: Progress) => Progress,
): Computation<R> {
  for (;;) {
    const step = computation.next()
    if (step.done) return step.value
    const { until } = step.value
    const told = tell(step.value)
    yield until === undefined ? told : { ...told, until }
  }
}
