import { CodedError, NetworkError, TooLargeError } from '~/lib/errors'
import type { Transport, WireAnswer, WireRequest } from './contract'

export interface TransportOptions {
  /** "backends/drift-watch": relative to the page, so that one build works under any path. */
  base: string
  /**
   * The Authorization header, asked for every request, so that a renewal can wait in it; null: none at all (an empty
   * one is a server's error 500).
   */
  authorization?: () => Promise<string | null>
  /** Largest answer that is read where the endpoint does not say, in bytes. */
  maxBytes?: number
  /** How long nothing may come, in milliseconds, before the answer counts as lost. */
  silenceMs?: number
  fetch?: typeof fetch
}

/** A page of ten records of 2 MB each fits; one whole answer is parsed on the main thread. */
const MAX_BYTES = 32_000_000
const SILENCE_MS = 60_000

/**
 * The transport of every backend: `fetch`, no header of our own (a proxy lets only Authorization, Content-Type, Range and
 * Accept pass), a body always as JSON (Drift Watch silently ignores any other).
 * @throws NetworkError where no whole answer came; TooLargeError; an abort of `signal` passes through as it is
 */
export function fetchTransport(options: TransportOptions): Transport {
  const { base, authorization, maxBytes = MAX_BYTES, silenceMs = SILENCE_MS } = options
  return async (request) => {
    const where = `${request.method} ${request.path}`
    const silence = startSilence(silenceMs)
    const signal = request.signal ? AbortSignal.any([request.signal, silence.signal]) : silence.signal
    try {
      const response = await (options.fetch ?? fetch)(`${base}${request.path}`, {
        ...requestInit(request, (await authorization?.()) ?? null),
        signal,
      })
      const bytes = await readBytes(response, request.maxBytes ?? maxBytes, silence.heard, where)
      return { status: response.status, headers: response.headers, bytes } satisfies WireAnswer
    } catch (error) {
      request.signal?.throwIfAborted()
      // Too large, or a sign-in that could not be renewed: it has its own words.
      if (error instanceof CodedError) throw error
      if (silence.signal.aborted)
        throw new NetworkError(where, `${where}: nothing came for ${silenceMs / 1000} s.`)
      throw new NetworkError(where, `${where}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      silence.stop()
    }
  }
}

function requestInit(
  { method, body, accept, range }: WireRequest,
  authorization: string | null,
): RequestInit {
  const headers: Record<string, string> = { Accept: accept }
  if (authorization) headers['Authorization'] = authorization
  if (body !== null) headers['Content-Type'] = 'application/json'
  if (range) headers['Range'] = `bytes=${range[0]}-${range[1]}`
  return {
    method,
    headers,
    // No cookie is sent or kept, and a refusal never opens the browser's own sign-in.
    credentials: 'omit',
    cache: 'no-store',
    ...(body === null ? {} : { body }),
  }
}

/** Reads piece by piece, so that an endless answer is left before it fills the memory. */
async function readBytes(
  response: Response,
  maxBytes: number,
  heard: () => void,
  where: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  // Where the server says how much comes, all has its place from the start: joining 13 MB at the end blocks for 100 ms.
  let bytes = new Uint8Array(Math.min(announced(response), maxBytes))
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    heard()
    if (done) return length === bytes.byteLength ? bytes : bytes.slice(0, length)
    const end = length + value.byteLength
    if (end > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new TooLargeError(where, maxBytes)
    }
    if (end > bytes.byteLength) {
      const longer = new Uint8Array(Math.min(maxBytes, Math.max(end, 2 * bytes.byteLength, LEAST_BYTES)))
      longer.set(bytes.subarray(0, length))
      bytes = longer
    }
    bytes.set(value, length)
    length = end
  }
}

/** A short answer is read into this at once, in bytes. */
const LEAST_BYTES = 16_384

/** Bytes that the server announced; 0 where it did not. Of a compressed answer it says less than comes. */
function announced({ headers }: Response): number {
  const length = Number(headers.get('Content-Length') ?? 0)
  return Number.isSafeInteger(length) && length > 0 ? length : 0
}

/** Aborts when nothing was heard for a while. */
function startSilence(ms: number): { signal: AbortSignal; heard: () => void; stop: () => void } {
  const controller = new AbortController()
  let timer = setTimeout(() => controller.abort(), ms)
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), ms)
    },
    stop: () => clearTimeout(timer),
  }
}
