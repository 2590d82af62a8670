export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

export interface WaitingLine {
  /** Resolves when nobody has to wait. */
  pass: () => Promise<void>
  /** All wait as long as the server asked. */
  wait: (ms: number) => void
}

/** One line for all cells: a server that asks one to wait means all. */
export function waitingLine(
  sleep: (ms: number) => Promise<void>,
  onWait: ((ms: number | null) => void) | undefined,
): WaitingLine {
  const line: { gate: Promise<void> | null } = { gate: null }
  const open = async (ms: number): Promise<void> => {
    await sleep(ms)
    line.gate = null
    onWait?.(null)
  }
  return {
    pass: async () => {
      while (line.gate) await line.gate
    },
    wait: (ms) => {
      // Six refusals at once mean one wait.
      if (line.gate) return
      onWait?.(ms)
      line.gate = open(ms)
    },
  }
}

/** Waits; ends early, without a fault, where the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
  })
}
