import { pause, readBytes, sliceIsOver, type Source } from './source'

/** Up to here the file is hashed in one piece by the platform, off this thread; it holds the bytes while it does. */
const WHOLE_BYTES = 400_000_000
const CHUNK_BYTES = 4_000_000
const STEP_BYTES = 512_000

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** `crypto.subtle` exists in secure contexts only: not on http://a-server.example/. */
function platformHash(): SubtleCrypto | null {
  return (globalThis.crypto as Partial<Crypto> | undefined)?.subtle ?? null
}

/**
 * SHA-256 of the file's bytes as 64 hex digits, equal to `sha256sum`. Runs beside the parsing: the
 * platform hashes on another thread. Larger files, and pages without `crypto.subtle`, take a
 * streaming JavaScript implementation in slices.
 *
 * @throws DataError `unreadable`, `cancelled`
 */
export async function digestOf(
  source: Source,
  subtle: SubtleCrypto | null = platformHash(),
): Promise<string> {
  if (subtle !== null && source.size <= WHOLE_BYTES) {
    const bytes = await readBytes(source, 0, source.size)
    return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
  }
  const { sha256 } = await import('@noble/hashes/sha2.js')
  const hash = sha256.create()
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    const chunk = await readBytes(source, offset, Math.min(source.size, offset + CHUNK_BYTES))
    for (let at = 0; at < chunk.length; at += STEP_BYTES) {
      hash.update(chunk.subarray(at, at + STEP_BYTES))
      if (sliceIsOver(source)) await pause(source)
    }
  }
  return hex(hash.digest())
}
