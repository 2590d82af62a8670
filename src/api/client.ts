import * as v from 'valibot'
import { CodedError, type ErrorSource, HttpError, ServerError } from '~/lib/errors'
import type { Contract, Endpoint, InputOf, OutputOf, Transport, WireAnswer } from './contract'
import { decode } from './decode'
import { parseJson, writeJson } from './json'

/** The answer's body, checked, and the headers that say more (`X-Pagination`). */
export interface Answer<T> {
  data: T
  headers: Headers
}

interface CallOptions {
  signal?: AbortSignal
  /** First and last byte of the answer, from 0. A server that knows no ranges sends all of it all the same. */
  range?: readonly [first: number, last: number]
}

/** A range only where the endpoint allows it. */
type OptionsOf<E extends Endpoint> = E extends { range: true } ? CallOptions : Omit<CallOptions, 'range'>

interface Call<E extends Endpoint> {
  (input: InputOf<E>, options?: OptionsOf<E>): Promise<Answer<OutputOf<E>>>
  /** The bytes of a success as they came, for `decode` elsewhere; a web page in place of JSON is refused here. */
  raw: (input: InputOf<E>, options?: OptionsOf<E>) => Promise<Answer<Uint8Array<ArrayBuffer>>>
}

export type Client<C extends Contract> = { [K in keyof C]: Call<C[K]> }

/**
 * Typed functions for a contract. A call fails as one of four: `NetworkError` (no answer), `HttpError` (the server
 * refused), `ContractError` (the answer is not what the contract says; it names the path) or `TooLargeError`.
 * @param server goes with every failure, so that its sentence can name it
 */
export function createClient<C extends Contract>(
  contract: C,
  transport: Transport,
  server: ErrorSource | null = null,
): Client<C> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [name, callOf(endpoint, transport, server)]),
  ) as unknown as Client<C>
}

type Input = Record<string, unknown>

/** How a web page begins, and no JSON. */
const LESS_THAN = 0x3c

/** Version numbers and states: a longer text is another server's page. */
const MAX_TEXT_BYTES = 1_000_000

function callOf(endpoint: Endpoint, transport: Transport, server: ErrorSource | null) {
  const fetched = async (input: Input, options: CallOptions = {}) => {
    const path = fillPath(endpoint, input) + queryString(input['query'])
    const where = `${endpoint.method} ${path}`
    const answer = await transport({
      method: endpoint.method,
      path,
      body: endpoint.body ? bodyText(where, endpoint.body, input['body']) : null,
      range: options.range ?? null,
      accept: (endpoint.answer ?? 'json') === 'json' ? 'application/json' : '*/*',
      maxBytes: endpoint.maxBytes ?? (endpoint.answer === 'text' ? MAX_TEXT_BYTES : null),
      signal: options.signal,
    })
    if (answer.status < 200 || answer.status > 299) throw httpError(where, answer)
    return { where, bytes: answer.bytes, headers: answer.headers }
  }
  /** A failure leaves with the name of its server. */
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ServerError) error.server ??= server
      throw error
    }
  }
  const call = (input: Input, options?: CallOptions) =>
    told(async () => {
      const { where, bytes, headers } = await fetched(input, options)
      return { data: decode(endpoint, bytes, where), headers }
    })
  const raw = (input: Input, options?: CallOptions) =>
    told(async () => {
      const { where, bytes, headers } = await fetched(input, options)
      // A web page in its place is said here: from a worker an error comes without its kind and its server.
      if (endpoint.answer === undefined && bytes[0] === LESS_THAN) decode(endpoint, bytes, where)
      return { data: bytes, headers }
    })
  return Object.assign(call, { raw })
}

/** Only what the contract names is sent: a server refuses fields that it merely answers (`id`, `created_at`). */
function bodyText(where: string, schema: v.GenericSchema, body: unknown): string {
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return writeJson(parsed.output)
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw new CodedError(
    'bad-request',
    `${where} was not sent${path ? `, for its ${path}` : ''}: ${issue.message}.`,
  )
}

function httpError(where: string, { status, bytes, headers }: WireAnswer): HttpError {
  const text = new TextDecoder().decode(bytes)
  const json = parseJson(text)
  return new HttpError(where, status, json.ok ? json.value : null, text, retryAfterOf(headers))
}

/** `Retry-After` is seconds or a date. */
function retryAfterOf(headers: Headers): number | null {
  const said = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,6}$/.test(said)) return Number(said) * 1000
  const at = said === '' ? Number.NaN : Date.parse(said)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** @throws CodedError `bad-request` for a parameter that an address cannot hold: it would lead to another endpoint */
function fillPath({ method, path }: Endpoint, input: Input): string {
  const segment = (value: string): string => {
    if (value === '' || value === '.' || value === '..')
      throw new CodedError(
        'bad-request',
        `${method} ${path} was not sent: “${value}” cannot be a part of an address.`,
      )
    return encodeURIComponent(value)
  }
  return path
    .replace(/\/(\w+)\/:(\w+)\+/g, (_, before: string, name: string) =>
      String(input[name])
        .split('/')
        .map((value) => `/${before}/${segment(value)}`)
        .join(''),
    )
    .replace(/:(\w+)/g, (_, name: string) => segment(String(input[name])))
}

/** Lists as repeated parameters; what is undefined is left out. */
function queryString(query: unknown): string {
  if (typeof query !== 'object' || query === null) return ''
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (one !== undefined) params.append(key, String(one))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
