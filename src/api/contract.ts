import type * as v from 'valibot'

/**
 * One endpoint of a backend, as data. The client, its types and the mock derive from it: adding an endpoint is one
 * entry in a contract, plus the mock that the compiler then asks for.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /**
   * "/experiment/:experiment/drift/:drift": each `:name` is a path parameter. "/job/:job+": of a path of names, each
   * with the segment before it ("a/b" → "/job/a/job/b").
   */
  path: `/${string}`
  /** A list becomes repeated parameters: `run_ids=a&run_ids=b`. */
  query?: v.GenericSchema
  /** What is sent, as JSON: fields that it does not name are left out. No schema: no body. */
  body?: v.GenericSchema
  /** What a success is read as: JSON, text, or bytes as they came. JSON where it is not said. */
  answer?: 'json' | 'text' | 'bytes'
  /**
   * What a success answers (of bytes: not looked at); null: an empty answer (204). Unknown fields are dropped, a
   * missing one is an error.
   */
  response: v.GenericSchema | null
  /** Largest answer that is read, in bytes. Where it is not said: 1 MB of text, else the transport's own limit. */
  maxBytes?: number
  /** A part of the answer may be asked for, by `range` of a call. */
  range?: true
}

export type Contract = Record<string, Endpoint>

/** Fixes the literal types of a contract. */
export const defineContract = <const C extends Contract>(contract: C): C => contract

export type PathParams<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Named<Name>]: string } & PathParams<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? { [K in Named<Name>]: string }
    : unknown

type Named<Name extends string> = Name extends `${infer Plain}+` ? Plain : Name

type QueryOf<E extends Endpoint> = E extends { query: infer Q extends v.GenericSchema }
  ? { query?: v.InferInput<Q> }
  : unknown
type BodyOf<E extends Endpoint> = E extends { body: infer B extends v.GenericSchema }
  ? { body: v.InferInput<B> }
  : unknown

/** What a call needs: path parameters, query, body, as far as the endpoint has them. */
export type InputOf<E extends Endpoint> = PathParams<E['path']> & QueryOf<E> & BodyOf<E>
export type OutputOf<E extends Endpoint> = E extends { answer: 'bytes' }
  ? ArrayBuffer
  : E['response'] extends v.GenericSchema
    ? v.InferOutput<E['response']>
    : null

export interface WireRequest {
  method: Endpoint['method']
  /** With path parameters filled in and the query appended. */
  path: string
  /** JSON text, or null for no body. */
  body: string | null
  /** What may come, as the header says it. */
  accept: 'application/json' | '*/*'
  /** First and last byte that are asked for, from 0; null: all. */
  range: readonly [first: number, last: number] | null
  /** Largest answer that is read, in bytes; null: the transport's own limit. */
  maxBytes: number | null
  signal: AbortSignal | undefined
}

export interface WireAnswer {
  status: number
  headers: Headers
  bytes: Uint8Array<ArrayBuffer>
}

/** Carries a request to one server. @throws NetworkError where no answer came; an abort passes through */
export type Transport = (request: WireRequest) => Promise<WireAnswer>
