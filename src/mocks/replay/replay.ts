import type { Contract, Endpoint } from '~/api/contract'
import { decode } from '~/api/decode'
import { parseJson } from '~/api/json'
import { ContractError } from '~/lib/errors'
import { type Reply, textOf } from '../request'
import { matchRoutes } from '../routing'
import type { Server } from '../server'
import { type Recording, requestOf } from './recording'
import type { RecordedSetup } from './setup'
import { shapeDifferences, shapeOf } from './shape'

/** An endpoint of a contract with its name, and what the path says. */
export interface FoundEndpoint {
  name: string
  endpoint: Endpoint
  params: Record<string, string>
}

/** The endpoint that a recorded request is for; null where the contract has none. */
export function endpointOf(
  contract: Contract,
  { method, target }: Pick<Recording, 'method' | 'target'>,
): FoundEndpoint | null {
  const routes = Object.entries(contract).map(([name, endpoint]) => ({ ...endpoint, name, endpoint }))
  const [path = ''] = target.split('?')
  const match = matchRoutes(routes, path).find(({ route }) => route.method === method)
  return match ? { name: match.route.name, endpoint: match.route.endpoint, params: match.params } : null
}

/** What the contract makes of an answer: what a client gets, or why it gets nothing. */
type Read = { ok: true; data: unknown } | { ok: false; why: string }

/**
 * Reads a success as the client does. Rows of a list that cannot be read are a failure here, also where the client
 * shows them beside the others.
 */
function readAnswer(endpoint: Endpoint, text: string): Read {
  try {
    const data: unknown = decode(endpoint, new TextEncoder().encode(text))
    const unreadable = unreadableRow(data)
    return unreadable === null
      ? { ok: true, data }
      : { ok: false, why: `A row cannot be read at ${unreadable}` }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { ok: false, why: error.message.replace(/\.$/, '') }
  }
}

/** How the contract reads a recorded answer, in differences: none where it does, or where it is a refusal. */
export function parseDifferences({ endpoint }: FoundEndpoint, { status, answer }: Recording): string[] {
  if (!isSuccess(status) || answer.kind === 'bytes') return []
  const read = readAnswer(endpoint, answer.text)
  return read.ok ? [] : [`as recorded: ${read.why}`]
}

export interface Replayed {
  reply: Reply
  /** A sentence each; none: the mock answers what was recorded. */
  differences: string[]
}

/** Asks the mock what was asked of the real server, and compares status, headers that are read, and shape. */
export async function replay(
  found: FoundEndpoint,
  recording: Recording,
  server: Server,
  setup: Pick<RecordedSetup, 'authorizationOf' | 'headersRead'>,
): Promise<Replayed> {
  const { reply } = await server(requestOf(recording, setup.authorizationOf(recording)))
  if (reply.status !== recording.status)
    return { reply, differences: [`status ${recording.status}, and ${reply.status} in the mock`] }
  const headers = ['content-type', ...setup.headersRead].flatMap((name) =>
    headerDifferences(name, recording.answerHeaders[name], reply.headers[name]),
  )
  return { reply, differences: [...headers, ...bodyDifferences(found.endpoint, recording, reply)] }
}

/** Of a header that was not recorded nothing is known. Numbers differ from state to state. */
function headerDifferences(name: string, recorded: string | undefined, mock: string | undefined): string[] {
  if (recorded === undefined) return []
  if (mock === undefined) return [`${name} is missing in the mock`]
  const [a, b] = [parseJson(recorded), parseJson(mock)]
  if (a.ok && b.ok)
    return shapeDifferences(shapeOf(a.value), shapeOf(b.value)).map((text) => `${name}: ${text}`)
  const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, '').replaceAll(/\d+/g, '0')
  return plain(recorded) === plain(mock) ? [] : [`${name} is "${recorded}", and "${mock}" in the mock`]
}

function bodyDifferences(endpoint: Endpoint, { status, answer }: Recording, reply: Reply): string[] {
  if (answer.kind === 'bytes')
    return reply.body.length > 0 || answer.length === 0 ? [] : ['the mock sends no bytes']
  if (answer.text === '' || answer.kind === 'text') return textDifferences(answer.text, textOf(reply))
  const [recorded, mock] = [answer.text, textOf(reply)].map((text) => {
    // What the client reads of a success; all of a refusal.
    if (isSuccess(status)) return readAnswer(endpoint, text)
    const json = parseJson(text)
    return json.ok ? { ok: true as const, data: json.value } : { ok: false as const, why: json.why }
  })
  // A recording that the contract does not read is a difference of its own.
  if (!recorded?.ok || !mock) return []
  if (!mock.ok) return [`in the mock: ${mock.why}`]
  return shapeDifferences(shapeOf(recorded.data), shapeOf(mock.data))
}

/** Text has no shape: that there is some is all that is compared. */
function textDifferences(recorded: string, mock: string): string[] {
  if ((recorded === '') === (mock === '')) return []
  return [recorded === '' ? 'the mock sends a body' : 'the mock sends no body']
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299
}

/** The first row that `rows()` could not read, at any depth; null: none. */
function unreadableRow(value: unknown, path = ''): string | null {
  if (typeof value !== 'object' || value === null) return null
  if ('ok' in value && value.ok === false && 'why' in value) return `${path}: ${String(value.why)}`
  for (const [key, item] of Object.entries(value)) {
    const found = unreadableRow(item, path === '' ? key : `${path}.${key}`)
    if (found !== null) return found
  }
  return null
}
