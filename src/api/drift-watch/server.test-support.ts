import { type Client, createClient } from '../client'
import type { Transport, WireAnswer, WireRequest } from '../contract'
import { driftWatchContract, type WireDrift } from './contract'

/** A transport that a test answers by hand, and what was asked of it. */
export function fakeServer(
  answer: (request: WireRequest, call: number) => WireAnswer | Promise<WireAnswer>,
): {
  client: Client<typeof driftWatchContract>
  requests: WireRequest[]
} {
  const requests: WireRequest[] = []
  const transport: Transport = async (request) => {
    requests.push(request)
    request.signal?.throwIfAborted()
    return answer(request, requests.length)
  }
  return { client: createClient(driftWatchContract, transport), requests }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): WireAnswer {
  return { status, headers: new Headers(headers), bytes: new TextEncoder().encode(JSON.stringify(body)) }
}

export const refused = (status: number, message: string): WireAnswer =>
  json({ code: status, status: 'x', message }, status)

/** Asks a path's query for a whole number. */
export function asked(request: WireRequest, name: string): number {
  return Number(new URL(request.path, 'http://x.invalid').searchParams.get(name))
}

/** Record `n` of a made-up history, one a minute. */
export function drift(n: number, over: Partial<WireDrift> = {}): WireDrift {
  return {
    id: `d-${String(n).padStart(6, '0')}`,
    created_at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString().replace('Z', '123'),
    schema_version: '1.0.0',
    job_status: 'Completed',
    model: 'm',
    drift_detected: false,
    tags: ['MMD'],
    parameters: { distance: n / 1000 },
    ...over,
  }
}

/** One page of a list, with the header as the server writes it (keys are left out, not null). */
export function pageOf(list: readonly unknown[], request: WireRequest): WireAnswer {
  const page = asked(request, 'page') || 1
  const size = asked(request, 'page_size') || 10
  const total_pages = Math.ceil(list.length / size)
  const said = { total: list.length, total_pages, first_page: 1, last_page: total_pages, page }
  return json(list.slice((page - 1) * size, page * size), 200, { 'X-Pagination': JSON.stringify(said) })
}
