/** Which calls were cancelled: an AbortSignal cannot cross into a worker, a number can. */
export interface Cancellations {
  open(call: number): AbortSignal
  cancel(call: number): void
  close(call: number): void
}

export function createCancellations(): Cancellations {
  const open = new Map<number, AbortController>()
  return {
    open: (call) => {
      const controller = new AbortController()
      open.set(call, controller)
      return controller.signal
    },
    cancel: (call) => open.get(call)?.abort(),
    close: (call) => void open.delete(call),
  }
}
