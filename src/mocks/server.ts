import type { InferInput } from 'valibot'
import type { Contract, Endpoint, PathParams } from '~/api/contract'
import { createDb, type Db, type Transaction } from './db'
import { memoryJournal } from './journal'
import type { PlainRequest, Reply } from './request'
import { type Match, matchRoutes } from './routing'

/** What an implementation gets: path parameters are decoded text, and neither body nor query has been looked at. */
export interface Received<E extends Endpoint> extends PlainRequest {
  params: PathParams<E['path']>
}

export interface Success<E extends Endpoint> {
  status: number
  /** As the contract says it goes over the wire. */
  data: E extends { answer: 'bytes' }
    ? Uint8Array<ArrayBuffer>
    : E['response'] extends null
      ? null
      : InferInput<NonNullable<E['response']>>
  headers?: Reply['headers']
}

/**
 * One function per endpoint of the contract: leave one out, and it does not compile. Each answers what its contract
 * says, or a reply that is sent as it is (a part of a file, a page of HTML), or throws. Whatever it writes counts only
 * where it does not throw.
 */
export type Implementation<C extends Contract> = {
  [K in keyof C]: (request: Received<C[K]>, tx: Transaction) => Promise<Success<C[K]> | Reply>
}

/** How a kind of server speaks where the contract says nothing. */
export interface Dialect {
  /** What a decoded path parameter looks like as a whole; anything else is an unknown address. Absent: any text. */
  parameter?: RegExp
  write(data: unknown): string
  /** An unknown address (no methods), or one that does not take the method. */
  unrouted(allowed: readonly string[]): Reply
  /** Of whatever an implementation throws, except `Answered`. */
  failed(error: unknown): Reply
  /** The largest body that the server takes, in bytes, and what it says of a larger one. Absent: no limit. */
  body?: { maxBytes: number; tooLarge: () => Reply }
}

/** Ends an exchange with a reply as it is, from any depth. Nothing of the exchange is written. */
export class Answered extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`Answered with ${reply.status}.`)
    this.reply = reply
  }
}

/** What came of a request. */
export interface Exchange {
  reply: Reply
  /** Something is not as it was before: its journal holds a change. */
  wrote: boolean
}

export type Server = (request: PlainRequest) => Promise<Exchange>

export interface ServerParts {
  dialect: Dialect
  /** Absent: a server that keeps nothing. */
  db?: Db
  /** Asked before any route is looked for (a sign-in that covers unknown addresses too); a reply ends the exchange. */
  gate?: (request: PlainRequest, tx: Transaction) => Promise<Reply | null>
}

interface Route extends Endpoint {
  answerWith: (
    request: PlainRequest & { params: Record<string, string> },
    tx: Transaction,
  ) => Promise<Success<Endpoint> | Reply>
}

/** A whole server as one function: the same in a service worker's page, in node and in tests. */
export function serve<C extends Contract>(
  contract: C,
  implementation: Implementation<C>,
  { dialect, db = createDb([], memoryJournal()), gate }: ServerParts,
): Server {
  const routes = Object.entries(contract).map(([name, endpoint]): Route => ({
    ...endpoint,
    // Each function belongs to its endpoint by its name; its parameters are what the path was matched with.
    answerWith: implementation[name] as unknown as Route['answerWith'],
  }))

  async function answer(request: PlainRequest, tx: Transaction): Promise<Reply> {
    const refusal = await gate?.(request, tx)
    if (refusal) return refusal
    const matching = matchRoutes(routes, request.path, dialect.parameter)
    const allowed = methodsOf(matching)
    if (matching.length > 0 && request.method === 'OPTIONS') return optionsReply(allowed)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const match = matching.find(({ route }) => route.method === method)
    if (!match) return dialect.unrouted(allowed)
    if (dialect.body && request.body.length > dialect.body.maxBytes) return dialect.body.tooLarge()
    const { route, params } = match
    return replyOf(route, await route.answerWith({ ...request, params }, tx), dialect)
  }

  return async (request) => {
    const { reply, wrote } = await db
      .transact((tx) => answer(request, tx))
      .then(({ result, wrote }) => ({ reply: result, wrote }))
      .catch((error: unknown) => ({
        reply: error instanceof Answered ? error.reply : dialect.failed(error),
        wrote: false,
      }))
    return { reply: request.method === 'HEAD' ? { ...reply, body: '' } : reply, wrote }
  }
}

const TYPES = {
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
  bytes: 'application/octet-stream',
} as const

function replyOf(route: Route, answer: Success<Endpoint> | Reply, dialect: Dialect): Reply {
  if ('body' in answer) return answer
  const { status, data, headers } = answer
  const kind = route.answer ?? 'json'
  return {
    status,
    headers: { 'content-type': TYPES[kind], ...headers },
    body: status === 204 ? '' : bodyOf(kind, data, dialect),
  }
}

function bodyOf(kind: keyof typeof TYPES, data: unknown, dialect: Dialect): Reply['body'] {
  if (kind === 'json') return dialect.write(data)
  return data instanceof Uint8Array ? new Uint8Array(data) : String(data)
}

/** The methods of an address as Flask lists them; none where there is no such address. */
function methodsOf(matching: readonly Match<Route>[]): string[] {
  if (matching.length === 0) return []
  const methods = [...new Set(matching.map(({ route }): string => route.method))]
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

function optionsReply(allowed: readonly string[]): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', allow: allowed.join(', ') },
    body: '',
  }
}
