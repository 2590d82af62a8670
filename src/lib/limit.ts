/**
 * At most `atOnce` of the given works run at the same time, in the order in which they were given. A work whose signal
 * aborts while it waits is never begun.
 * @param atOnce 1 or more
 * @returns runs a work when its turn comes; rejects with the signal's reason where it aborts before
 */
export function limiter(atOnce: number): <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0

  const next = () => {
    if (running < atOnce) waiting.shift()?.()
  }

  return (work, signal) =>
    new Promise((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener('abort', leave)
        running += 1
        work()
          .then(resolve, reject)
          .finally(() => {
            running -= 1
            next()
          })
      }
      const leave = () => {
        const place = waiting.indexOf(begin)
        if (place >= 0) waiting.splice(place, 1)
        reject(signal?.reason as Error)
      }
      if (signal?.aborted) return reject(signal.reason as Error)
      signal?.addEventListener('abort', leave, { once: true })
      waiting.push(begin)
      next()
    })
}
