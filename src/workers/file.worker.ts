import { digestOfBytes } from '~/data/digest'
import { PIECE_BYTES } from '~/data/read-ahead'
import { showAlive } from './alive'
import { type FileAnswer, type FileAsked, PIECES_AHEAD } from './read-ahead'

/** How many more pieces may be sent. */
let room = PIECES_AHEAD
let isWanted = true
let wake = (): void => undefined

const answer = (said: FileAnswer): void => postMessage(said, said instanceof Uint8Array ? [said.buffer] : [])

/** Sends the file piece by piece, then its digest; null where it cannot be read, or there is no room for it. */
async function serve(file: Blob): Promise<void> {
  const bytes = new Uint8Array(file.size)
  for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer())
    bytes.set(piece, offset)
    if (room === 0 && isWanted) await new Promise<void>((resolve) => (wake = resolve))
    if (!isWanted) continue
    room--
    answer(piece)
  }
  answer(await digestOfBytes(bytes))
}

self.addEventListener('message', ({ data }: MessageEvent<FileAsked>) => {
  if (data === 'more') room++
  else if (data === 'digest alone') isWanted = false
  else serve(data).catch(() => answer(null))
  wake()
})
showAlive()
