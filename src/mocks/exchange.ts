import { plainRequest, type PlainRequest, type Reply } from './request'

/** A fetch request to a server below `base`. */
export async function requestBelow(base: string, request: Request): Promise<PlainRequest> {
  const { pathname, search } = new URL(request.url)
  const path = pathname.slice(new URL(base).pathname.replace(/\/$/, '').length)
  const body = new Uint8Array(await request.arrayBuffer())
  return plainRequest(request.method, path + search, request.headers, body)
}

export function responseOf({ status, headers, body }: Reply): Response {
  // Neither may a 204 or 304 carry a body, not even an empty one.
  const hasBody = status !== 204 && status !== 304
  return new Response(hasBody ? body : null, { status, headers })
}
