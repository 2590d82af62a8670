/** Which calls were cancelled: an AbortSignal cannot cross into a worker, a number can. */
export interface Tokens {
  open(token: number): AbortSignal
  cancel(token: number): void
  close(token: number): void
}

export function createTokens(): Tokens {
  const open = new Map<number, AbortController>()
  return {
    open: (token) => {
      const controller = new AbortController()
      open.set(token, controller)
      return controller.signal
    },
    cancel: (token) => open.get(token)?.abort(),
    close: (token) => void open.delete(token),
  }
}
