/**
 * First come, first served over a fixed number of lanes. It knows nothing of workers.
 * A task that is still waiting when its signal aborts leaves the queue and never starts.
 */
export interface Queue {
  /**
   * @param start runs the task in the lane it was given (0 … lanes − 1)
   * @param onWaiting called with the number of tasks before it, each time that changes
   * @returns the task's result, or null where it was withdrawn while waiting
   */
  add<T>(
    start: (lane: number) => Promise<T>,
    options: { signal: AbortSignal; onWaiting: (before: number) => void },
  ): Promise<T | null>
  /** How many lanes nobody uses. */
  free(): number
}

interface Waiting {
  begin(lane: number): void
  onWaiting(before: number): void
}

export function createQueue(lanes: number): Queue {
  const free = Array.from({ length: lanes }, (_, i) => i)
  const waiting: Waiting[] = []
  let running = 0

  const announce = (): void => waiting.forEach((w, i) => w.onWaiting(running + i))
  const next = (): void => {
    const lane = free.shift()
    if (lane === undefined) return
    const task = waiting.shift()
    if (task === undefined) {
      free.unshift(lane)
      return
    }
    running += 1
    task.begin(lane)
  }

  return {
    add: (start, { signal, onWaiting }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          resolve(null)
          return
        }
        const withdraw = (): void => {
          waiting.splice(waiting.indexOf(entry), 1)
          announce()
          resolve(null)
        }
        const entry: Waiting = {
          onWaiting,
          begin: (lane) => {
            signal.removeEventListener('abort', withdraw)
            void start(lane)
              .then(resolve, reject)
              .finally(() => {
                running -= 1
                free.push(lane)
                // The first one is warm, and has help.
                free.sort((a, b) => a - b)
                next()
                announce()
              })
          },
        }
        signal.addEventListener('abort', withdraw, { once: true })
        waiting.push(entry)
        next()
        announce()
      }),
    free: () => free.length,
  }
}
