/** How quickly a server answered: requests, and the time from the first to the last of them. */
export interface Pace {
  requests: number
  ms: number
}

/** Fewer say little: the first pay for connections. */
const LEAST_REQUESTS = 3

/** How long so many requests take at the pace that was measured; null where nothing was. */
export function estimateMs(requests: number, pace: Pace | null): number | null {
  return pace === null || pace.requests < LEAST_REQUESTS ? null : (requests * pace.ms) / pace.requests
}

/** Measures a pace over time: the time in which at least one request is under way counts. */
export interface PaceMeter {
  /** Counts one request. */
  time: <T>(work: () => Promise<T>) => Promise<T>
  pace: () => Pace
}

export function paceMeter(now: () => number = () => performance.now()): PaceMeter {
  let requests = 0
  let ms = 0
  let underWay = 0
  let since = 0
  const stop = (): void => {
    underWay -= 1
    requests += 1
    const at = now()
    ms += at - since
    since = at
  }
  return {
    time: async (work) => {
      const at = now()
      if (underWay > 0) ms += at - since
      since = at
      underWay += 1
      try {
        return await work()
      } finally {
        stop()
      }
    },
    pace: () => ({ requests, ms }),
  }
}
