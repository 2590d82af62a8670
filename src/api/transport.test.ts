import { describe, expect, test } from 'vitest'
import { CodedError, NetworkError, TooLargeError } from '~/lib/errors'
import { fetchTransport } from './transport'

interface Sent {
  url: string
  init: RequestInit
}

/** `fetch` that answers as told, and what it was asked. */
function fakeFetch(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = []
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const request = { url: String(url), init }
    sent.push(request)
    return answer(request)
  }
  return { sent, fetch }
}

const get = {
  method: 'GET',
  path: '/x',
  body: null,
  accept: 'application/json',
  range: null,
  maxBytes: null,
  signal: undefined,
} as const

const textOf = ({ bytes }: { bytes: Uint8Array }): string => new TextDecoder().decode(bytes)

describe('fetchTransport', () => {
  test('no header beyond four; no cookie; Authorization only where somebody is signed in; a body is JSON', async () => {
    const { sent, fetch } = fakeFetch(() => new Response('{}'))
    let header: string | null = null
    const authorization = () => Promise.resolve(header)
    const transport = fetchTransport({ base: 'backends/drift-watch', authorization, fetch })
    await transport(get)
    header = ''
    await transport({ ...get, method: 'POST', body: '{}' })
    header = 'Bearer abc'
    await transport({ ...get, accept: '*/*', range: [0, 99] })
    expect(sent.map(({ url }) => url)).toEqual(Array.from({ length: 3 }, () => 'backends/drift-watch/x'))
    expect(sent.map(({ init }) => init.headers)).toEqual([
      { Accept: 'application/json' },
      { Accept: 'application/json', 'Content-Type': 'application/json' },
      { Accept: '*/*', Authorization: 'Bearer abc', Range: 'bytes=0-99' },
    ])
    expect(sent.map(({ init }) => 'body' in init)).toEqual([false, true, false])
    expect(new Set(sent.map(({ init }) => init.credentials))).toEqual(new Set(['omit']))
  })

  test('status, headers and text come through, whatever the status; text in pieces stays whole', async () => {
    const bytes = new TextEncoder().encode('{"é":"≥"}')
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const { fetch } = fakeFetch(() => new Response(body, { status: 418, headers: { 'X-Pagination': '{}' } }))
    const answer = await fetchTransport({ base: '', fetch })(get)
    expect(answer.status).toBe(418)
    expect(textOf(answer)).toBe('{"é":"≥"}')
    expect(answer.headers.get('x-pagination')).toBe('{}')
  })

  test('what is announced is no more than a hint: less, more and nonsense come whole', async () => {
    const pieces = Array.from({ length: 40 }, (_, i) => 'x'.repeat(1000 + i))
    const whole = pieces.join('')
    for (const announced of [null, '0', '10', String(whole.length), '9999999', '1e99', 'many', '-4']) {
      const body = new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
          controller.close()
        },
      })
      const headers: HeadersInit = announced === null ? {} : { 'Content-Length': announced }
      const { fetch } = fakeFetch(() => new Response(body, { headers }))
      const answer = await fetchTransport({ base: '', fetch, maxBytes: 100_000 })(get)
      expect(textOf(answer)).toBe(whole)
      expect(answer.bytes.buffer.byteLength).toBe(whole.length)
    }
  })

  test('an empty answer is empty text', async () => {
    const { fetch } = fakeFetch(() => new Response(null, { status: 204 }))
    const answer = await fetchTransport({ base: '', fetch })(get)
    expect([answer.status, textOf(answer)]).toEqual([204, ''])
  })

  test('no answer is a NetworkError that says which request', async () => {
    const { fetch } = fakeFetch(() => Promise.reject(new TypeError('Failed to fetch')))
    const error = await fetchTransport({ base: '', fetch })(get).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ where: 'GET /x', message: 'GET /x: Failed to fetch' })
  })

  test('an answer that breaks off is a NetworkError', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new TypeError('terminated'))
      },
    })
    const { fetch } = fakeFetch(() => new Response(body))
    await expect(fetchTransport({ base: '', fetch })(get)).rejects.toBeInstanceOf(NetworkError)
  })

  test('an answer beyond the limit is left before its end', async () => {
    let pulled = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1000))
      },
      cancel() {
        cancelled = true
      },
    })
    const { fetch } = fakeFetch(() => new Response(body))
    const error = await fetchTransport({ base: '', fetch, maxBytes: 5000 })(get).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(TooLargeError)
    expect(cancelled).toBe(true)
    expect(pulled).toBeLessThan(10)
  })

  test('silence counts as a lost answer', async () => {
    const { fetch } = fakeFetch(
      ({ init }) =>
        new Promise<Response>((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        }),
    )
    const error = await fetchTransport({ base: '', fetch, silenceMs: 5 })(get).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ message: 'GET /x: nothing came for 0.005 s.' })
  })

  test('a cancel stays a cancel', async () => {
    const controller = new AbortController()
    const { fetch } = fakeFetch(() => {
      controller.abort()
      throw new DOMException('aborted', 'AbortError')
    })
    const transport = fetchTransport({ base: '', fetch })
    await expect(transport({ ...get, signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  test('a sign-in that cannot be renewed fails in its own words, and nothing is sent', async () => {
    const { sent, fetch } = fakeFetch(() => new Response('{}'))
    const ended = new CodedError('session-over', 'Sign in again.')
    const transport = fetchTransport({ base: 'b', authorization: () => Promise.reject(ended), fetch })
    await expect(transport(get)).rejects.toBe(ended)
    expect(sent).toEqual([])
  })
})
