import { releaseProxy } from 'comlink'

/** Closes the port behind a callback that the page sent along with a call; otherwise it stays open for ever. */
export function release(callback: unknown): void {
  ;(callback as { [releaseProxy]?: () => void })[releaseProxy]?.()
}
