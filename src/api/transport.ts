import { NetworkError, TooLargeError } from '~/lib/errors'
import type { Transport, WireAnswer, WireRequest } from './contract'

export interface TransportOptions {
  /** "backends/drift-watch": relative to the page, so that one build works under any path. */
  base: string
  /** Asked for every request; null: no Authorization header at all (an empty one is a server's error 500). */
  token?: () => string | null
  /** Largest answer that is read, in bytes. */
  maxBytes?: number
  /** How long nothing may come, in milliseconds, before the answer counts as lost. */
  silenceMs?: number
  fetch?: typeof fetch
}

/** A page of ten records of 2 MB each fits; one whole answer is parsed on the main thread. */
const MAX_BYTES = 32_000_000
const SILENCE_MS = 60_000

/**
 * The transport of every backend: `fetch`, no header of our own (a proxy lets only Authorization, Content-Type and
 * Accept pass), a body always as JSON (Drift Watch silently ignores any other).
 * @throws NetworkError where no whole answer came; TooLargeError; an abort of `signal` passes through as it is
 */
export function fetchTransport(options: TransportOptions): Transport {
  const { base, token = () => null, maxBytes = MAX_BYTES, silenceMs = SILENCE_MS } = options
  return async (request) => {
    const where = `${request.method} ${request.path}`
    const silence = startSilence(silenceMs)
    const signal = request.signal ? AbortSignal.any([request.signal, silence.signal]) : silence.signal
    try {
      const response = await (options.fetch ?? fetch)(`${base}${request.path}`, {
        ...requestInit(request, token()),
        signal,
      })
      const text = await readText(response, maxBytes, silence.heard, where)
      return { status: response.status, headers: response.headers, text } satisfies WireAnswer
    } catch (error) {
      request.signal?.throwIfAborted()
      if (error instanceof TooLargeError) throw error
      if (silence.signal.aborted)
        throw new NetworkError(where, `${where}: nothing came for ${silenceMs / 1000} s.`)
      throw new NetworkError(where, `${where}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      silence.stop()
    }
  }
}

function requestInit({ method, body }: WireRequest, token: string | null): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (token) headers['Authorization'] = `Bearer ${token}`
  if (body !== null) headers['Content-Type'] = 'application/json'
  // Cookies stay with the page's own host: a site may stand behind a sign-in of its own.
  return {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === null ? {} : { body }),
  }
}

/** Reads piece by piece, so that an endless answer is left before it fills the memory. */
async function readText(
  response: Response,
  maxBytes: number,
  heard: () => void,
  where: string,
): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    heard()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new TooLargeError(where, maxBytes)
    }
    text += decoder.decode(value, { stream: true })
  }
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
