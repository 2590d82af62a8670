import * as v from 'valibot'
import { CodedError, ContractError, HttpError } from '~/lib/errors'
import { parseJson, writeJson } from './json'

/**
 * One endpoint of a backend, as data. The client, its types and the mock derive from it: adding an endpoint is one
 * entry in a contract, plus the mock that the compiler then asks for.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** "/experiment/:experiment/drift/:drift": each `:name` is a path parameter. */
  path: `/${string}`
  query?: v.GenericSchema
  /** What is sent, as JSON: fields that it does not name are left out. No schema: no body. */
  body?: v.GenericSchema
  /** What a success answers; null: an empty answer (204). Unknown fields are dropped, a missing one is an error. */
  response: v.GenericSchema | null
}

export type Contract = Record<string, Endpoint>

/** Fixes the literal types of a contract. */
export const defineContract = <const C extends Contract>(contract: C): C => contract

export type PathParams<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & PathParams<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown

type QueryOf<E extends Endpoint> = E extends { query: infer Q extends v.GenericSchema }
  ? { query?: v.InferInput<Q> }
  : unknown
type BodyOf<E extends Endpoint> = E extends { body: infer B extends v.GenericSchema }
  ? { body: v.InferInput<B> }
  : unknown

/** What a call needs: path parameters, query, body, as far as the endpoint has them. */
export type InputOf<E extends Endpoint> = PathParams<E['path']> & QueryOf<E> & BodyOf<E>
export type OutputOf<E extends Endpoint> = E['response'] extends v.GenericSchema
  ? v.InferOutput<E['response']>
  : null

/** The answer's body, checked, and the headers that say more (`X-Pagination`). */
export interface Answer<T> {
  data: T
  headers: Headers
}

export type Client<C extends Contract> = {
  [K in keyof C]: (
    input: InputOf<C[K]>,
    options?: { signal?: AbortSignal },
  ) => Promise<Answer<OutputOf<C[K]>>>
}

export interface WireRequest {
  method: Endpoint['method']
  /** With path parameters filled in and the query appended. */
  path: string
  /** JSON text, or null for no body. */
  body: string | null
  signal: AbortSignal | undefined
}

export interface WireAnswer {
  status: number
  headers: Headers
  text: string
}

/** Carries a request to one server. @throws NetworkError where no answer came; an abort passes through */
export type Transport = (request: WireRequest) => Promise<WireAnswer>

/**
 * Typed functions for a contract. A call fails as one of three: `NetworkError` (no answer), `HttpError` (the server
 * refused) or `ContractError` (the answer is not what the contract says; it names the path).
 */
export function createClient<C extends Contract>(contract: C, transport: Transport): Client<C> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [
      name,
      (input: Record<string, unknown>, options?: { signal?: AbortSignal }) =>
        call(endpoint, transport, input, options?.signal),
    ]),
  ) as unknown as Client<C>
}

async function call(
  endpoint: Endpoint,
  transport: Transport,
  input: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<Answer<unknown>> {
  const path = fillPath(endpoint.path, input) + queryString(input['query'])
  const where = `${endpoint.method} ${path}`
  const body = endpoint.body ? bodyText(where, endpoint.body, input['body']) : null
  const answer = await transport({ method: endpoint.method, path, body, signal })
  if (answer.status < 200 || answer.status > 299) throw httpError(where, answer)
  if (endpoint.response === null) return { data: null, headers: answer.headers }
  const json = parseJson(answer.text)
  if (!json.ok) throw new ContractError(where, '', `is not JSON (${json.why})`, answer.text)
  const parsed = v.safeParse(endpoint.response, json.value)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new ContractError(where, v.getDotPath(issue) ?? '', issue.message, answer.text)
  }
  return { data: parsed.output, headers: answer.headers }
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

function httpError(where: string, { status, text }: WireAnswer): HttpError {
  const json = parseJson(text)
  return new HttpError(where, status, json.ok ? json.value : null, text)
}

function fillPath(path: string, input: Record<string, unknown>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
}

function queryString(query: unknown): string {
  if (typeof query !== 'object' || query === null) return ''
  const entries = Object.entries(query).filter(([, value]) => value !== undefined)
  return entries.length === 0
    ? ''
    : `?${new URLSearchParams(entries.map(([k, value]) => [k, String(value)])).toString()}`
}
