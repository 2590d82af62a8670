import type { InferInput } from 'valibot'
import type { Contract, Endpoint, PathParams } from '~/api/contract'

/** A request without its server: the path begins with "/" and follows the server's base. */
export interface PlainRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: { get(name: string): string | null }
  /** Empty: none. */
  body: string
}

export interface Reply {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** What an implementation gets: path parameters are text, and neither body nor query has been looked at. */
export interface Received<E extends Endpoint> extends PlainRequest {
  params: PathParams<E['path']>
}

export interface Success<E extends Endpoint> {
  status: number
  /** As the contract says it goes over the wire. */
  data: E['response'] extends null ? null : InferInput<NonNullable<E['response']>>
  headers?: Readonly<Record<string, string>>
}

/** One function per endpoint of the contract: leave one out, and it does not compile. */
export type Implementation<C extends Contract> = {
  [K in keyof C]: (request: Received<C[K]>) => Promise<Success<C[K]>>
}

/** How a kind of server speaks where the contract says nothing. */
export interface Dialect {
  /** What a path parameter may look like; anything else is an unknown address. */
  parameter: RegExp
  write(data: unknown): string
  /** An unknown address, or one that does not take the method. */
  unrouted(allowed: readonly string[]): Reply
  /** Of whatever an implementation throws. */
  failed(error: unknown): Reply
}

export type Server = (request: PlainRequest) => Promise<Reply>

interface Route {
  method: string
  pattern: RegExp
  answer: (request: PlainRequest & { params: Record<string, string> }) => Promise<Success<Endpoint>>
}

/** A whole server as one function: the same in a service worker's page, in node and in tests. */
export function createServer<C extends Contract>(
  contract: C,
  implementation: Implementation<C>,
  dialect: Dialect,
): Server {
  const routes = Object.entries(contract).map(([name, { method, path }]): Route => ({
    method,
    pattern: patternOf(path, dialect.parameter),
    answer: implementation[name] as unknown as Route['answer'],
  }))
  return async (request) => {
    const matching = routes.filter(({ pattern }) => pattern.test(request.path))
    const methods = [...new Set(matching.map(({ method }) => method))]
    const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
    if (matching.length > 0 && request.method === 'OPTIONS')
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', allow: allowed.join(', ') },
        body: '',
      }
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const route = matching.find((candidate) => candidate.method === method)
    if (!route) return dialect.unrouted(matching.length > 0 ? allowed : [])
    const reply = await answer(route, request, dialect)
    return request.method === 'HEAD' ? { ...reply, body: '' } : reply
  }
}

async function answer(route: Route, request: PlainRequest, dialect: Dialect): Promise<Reply> {
  try {
    const params = { ...route.pattern.exec(request.path)?.groups }
    const { status, data, headers } = await route.answer({ ...request, params })
    return {
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: status === 204 ? '' : dialect.write(data),
    }
  } catch (error) {
    return dialect.failed(error)
  }
}

function patternOf(path: string, parameter: RegExp): RegExp {
  const source = path
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, (_, name: string) => `(?<${name}>${parameter.source})`)
  return new RegExp(`^${source}$`, parameter.flags)
}
