import type { PlainRequest, Reply } from './server'

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
  return new Response(status === 204 ? null : body, { status, headers })
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
