import * as v from 'valibot'
import { type PlainRequest, plainRequest } from '../request'

/** One request to a real server, and what it answered. */
export interface Recording {
  /** Of its file, without the folder. */
  name: string
  method: string
  /** Path and query as they were sent. */
  target: string
  headers: Readonly<Record<string, string>>
  /** Who asked, where the recording names a user instead of a header; null: nobody. */
  as: string | null
  /** JSON text or other text; empty: none. */
  body: string
  status: number
  /** Those that were recorded, their names in lower case. One that holds JSON is that JSON as text. */
  answerHeaders: Readonly<Record<string, string>>
  answer: RecordedAnswer
}

/** JSON as text; other text, maybe cut at its end; bytes of which only the number is known. */
export type RecordedAnswer =
  | { kind: 'json'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; length: number }

const headersSchema = v.optional(v.record(v.string(), v.unknown()), {})
const scalar = v.union([v.string(), v.number(), v.boolean()])

const request = v.object({
  method: v.string(),
  path: v.pipe(v.string(), v.startsWith('/')),
  query: v.optional(v.record(v.string(), v.union([scalar, v.array(scalar)])), {}),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  as: v.nullish(v.string()),
  /** JSON; text stands in `text`. */
  body: v.optional(v.unknown()),
  text: v.optional(v.string()),
})

const answer = {
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: headersSchema,
  body: v.optional(v.unknown()),
  text: v.optional(v.string()),
  bodyBytes: v.optional(v.number()),
}

/** The answer stands in an object of its own, or beside the request. */
const schema = v.union([
  v.object({ request, response: v.object(answer) }),
  v.pipe(
    v.object({ request, ...answer }),
    v.transform(({ request, ...response }) => ({ request, response })),
  ),
])

/**
 * Reads one file of a recorded exchange: `{ request, response: { status, headers, body | text } }`, or
 * `{ request, status, headers, body | bodyBytes }` with `as` for the user and `query` apart from the path.
 * @throws Error that says why it is none
 */
export function readRecording(name: string, text: string): Recording {
  return recordingOf(name, parsed(text))
}

/** @param value the file as parsed JSON @throws Error that says why it is none */
export function recordingOf(name: string, value: unknown): Recording {
  const result = v.safeParse(schema, value)
  if (!result.success) throw new Error('it holds no request with its answer')
  const { request, response } = result.output
  const hasBody = request.body !== undefined
  return {
    name,
    method: request.method,
    target: request.path + queryText(request.query, request.path),
    headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...lowerCased(request.headers) },
    as: request.as ?? null,
    body: hasBody ? JSON.stringify(request.body) : (request.text ?? ''),
    status: response.status,
    answerHeaders: lowerCased(response.headers),
    answer: answerOf(response),
  }
}

/** @param authorization of whoever the recording names; null: the header that it has, or none */
export function requestOf(
  { method, target, headers, body }: Recording,
  authorization: string | null,
): PlainRequest {
  return plainRequest(method, target, authorization === null ? headers : { ...headers, authorization }, body)
}

/** Names in lower case; what is no text as JSON. */
function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, string] => [
      name.toLowerCase(),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Error('it is not JSON')
  }
}

function answerOf({
  headers,
  body,
  text,
  bodyBytes,
}: v.InferOutput<v.ObjectSchema<typeof answer, undefined>>) {
  if (bodyBytes !== undefined) return { kind: 'bytes', length: bodyBytes } satisfies RecordedAnswer
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const isJson = typeof type === 'string' && /\bjson\b/i.test(type)
  // Text that should be JSON and is none that JavaScript knows (bare NaN) is kept as text beside it.
  if (text !== undefined) return { kind: isJson ? 'json' : 'text', text } satisfies RecordedAnswer
  if (typeof body === 'string' && !isJson) return { kind: 'text', text: body } satisfies RecordedAnswer
  return { kind: 'json', text: body === undefined ? '' : JSON.stringify(body) } satisfies RecordedAnswer
}

function queryText(query: v.InferOutput<typeof request>['query'], path: string): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  )
  if (pairs.length === 0) return ''
  return `${path.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`
}
