import { http, type HttpHandler, HttpResponse } from 'msw'
import type { PlainRequest, Reply, Server } from './server'

/**
 * One server below one address, as a handler for MSW (in the browser's service worker or in node): every path and
 * method below it is answered, unknown ones by the server's own 404 and 405.
 * @param base absolute, without a slash at the end: "http://localhost:4173/backends/drift-watch"
 */
export function serve(server: Server, base: string): HttpHandler {
  const below = new RegExp(`^${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/.*)?$`)
  return http.all(below, async ({ request }) => responseOf(await server(await plainRequest(request, base))))
}

/** A fetch request to a server below `base`. */
export async function plainRequest(request: Request, base: string): Promise<PlainRequest> {
  const url = new URL(request.url)
  const path = url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length)
  return {
    method: request.method,
    path: path === '' ? '/' : decodePath(path),
    query: url.searchParams,
    headers: request.headers,
    body: await request.text(),
  }
}

export function responseOf({ status, headers, body }: Reply): Response {
  // Neither may a 204 carry a body, not even an empty one.
  return new HttpResponse(status === 204 ? null : body, { status, headers })
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
