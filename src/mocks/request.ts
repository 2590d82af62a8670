/** A request without its server. */
export interface PlainRequest {
  method: string
  /** Begins with "/", follows the server's base, and is still encoded. */
  path: string
  /** Decoded; of repeated parameters all (`getAll`). */
  query: URLSearchParams
  headers: { get(name: string): string | null }
  /** Empty: none. */
  body: Uint8Array<ArrayBuffer>
}

export interface Reply {
  status: number
  headers: Readonly<Record<string, string>>
  body: string | Uint8Array<ArrayBuffer>
}

/** @param target path and query as they are sent: "/experiment/search?page=2" */
export function plainRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> | Headers = {},
  body: string | Uint8Array<ArrayBuffer> = '',
): PlainRequest {
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  return {
    method,
    path: path === '' ? '/' : path,
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    headers: new Headers(headers),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}

/** The body as UTF-8 text. */
export function textOf({ body }: { body: string | Uint8Array }): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}

/** Text as it is, without HTML: refusals of a server before its routes. */
export function textReply(status: number, body: string, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body }
}

export function htmlReply(status: number, body: string, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body }
}
