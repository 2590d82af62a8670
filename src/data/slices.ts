import { pause, sliceIsOver, type Source } from './source'

/** Runs work that yields, with a pause wherever a slice has taken long enough. @throws DataError `cancelled` */
export async function inSlices<T>(source: Source, work: Generator<void, T>): Promise<T> {
  let step = work.next()
  while (!step.done) {
    if (sliceIsOver(source)) await pause(source)
    step = work.next()
  }
  return step.value
}

/** Runs it to its end, at once. */
export function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
