import { WHOLE_BYTES } from '~/data/digest'
import type { ReadAhead } from '~/data/read-ahead'
import { whenEnded } from './alive'

/** A file to read; another piece may come; no more of them are wanted. */
export type FileAsked = Blob | 'more' | 'digest alone'
/** A piece; at the end the digest, or null where there is none. */
export type FileAnswer = Uint8Array<ArrayBuffer> | string | null

/** So many pieces are in memory at most that nobody has taken yet. */
export const PIECES_AHEAD = 16
/** A smaller file is read sooner than a worker has started. Bytes. */
const LEAST_BYTES = 8_000_000

/** Reads and hashes a file in a worker of its own; null where that brings nothing, or is not possible. */
export function readAhead(file: Blob): ReadAhead | null {
  if (file.size < LEAST_BYTES || file.size > WHOLE_BYTES) return null
  const worker = new Worker(new URL('./file.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tidemark file',
  })
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  let wake = (): void => undefined
  let isOver = false
  let over: (digest: string | null) => void = () => undefined
  const digest = new Promise<string | null>((resolve) => (over = resolve))
  const settle = (found: string | null): void => {
    isOver = true
    over(found)
    wake()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) {
      pieces.push(data as Uint8Array<ArrayBuffer>)
      wake()
    } else if (typeof data === 'string' || data === null) settle(data)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    settle(null)
  })
  whenEnded(worker, () => settle(null))
  worker.postMessage(file)
  return {
    piece: async (offset) => {
      if (offset !== at) return null
      if (pieces.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve))
      const piece = pieces.shift()
      if (!piece) return null
      at += piece.length
      worker.postMessage('more')
      return piece
    },
    digest: () => {
      worker.postMessage('digest alone')
      return digest
    },
    end: () => worker.terminate(),
  }
}
