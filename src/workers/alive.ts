import * as Comlink from 'comlink'

/**
 * A worker that ends by an error says so; one that the browser takes away (for memory, say), or that ends itself, says
 * nothing, and a call to it would wait for ever. So each worker holds a lock of its own for as long as it lives
 * (https://w3c.github.io/web-locks/: a lock is released when its agent ends), and the page waits for that lock.
 * A page that is not from `https:` or from this machine has no locks: there, and in the milliseconds before a new
 * worker has its lock, only errors are told.
 */

const HELD = 'tidemark: this lock is held while the worker lives'

/** Answers the page's calls, and shows that the worker lives. Called once, in a worker. */
export function exposeWhileAlive(api: unknown): void {
  Comlink.expose(api)
  showAlive()
}

/** Shows that the worker lives, whatever it answers. Called once, in a worker. */
export function showAlive(): void {
  if (!hasLocks()) return
  const lock = crypto.randomUUID()
  void navigator.locks.request(lock, () => {
    self.postMessage({ [HELD]: lock })
    return new Promise(() => undefined)
  })
}

/** Calls back once the worker has ended, however it did, `terminate` of its owner included. */
export function whenEnded(worker: Worker, tell: () => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!hasLocks() || typeof data !== 'object' || data === null || !(HELD in data)) return
    void navigator.locks.request(String(data[HELD]), tell)
  })
}

/** The compiler takes every page for a secure one. */
function hasLocks(): boolean {
  return (navigator as Partial<Navigator>).locks !== undefined
}
