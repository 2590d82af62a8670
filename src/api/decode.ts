import * as v from 'valibot'
import { toArrayBuffer } from '~/lib/bytes'
import { ContractError } from '~/lib/errors'
import type { Endpoint, OutputOf } from './contract'
import { parseJson } from './json'

/**
 * The bytes of a success → what the contract says they are. Apart from the call, so that a worker can read what the
 * page fetched.
 * @param where names the request in an error: "GET /version"
 * @throws ContractError with the path of what is not as it should be
 */
export function decode<E extends Endpoint>(
  endpoint: E,
  bytes: Uint8Array<ArrayBuffer>,
  where = `${endpoint.method} ${endpoint.path}`,
): OutputOf<E> {
  return decoded(endpoint, bytes, where) as OutputOf<E>
}

function decoded(endpoint: Endpoint, bytes: Uint8Array<ArrayBuffer>, where: string): unknown {
  if (endpoint.answer === 'bytes') return toArrayBuffer(bytes)
  if (endpoint.response === null) return null
  const text = new TextDecoder().decode(bytes)
  if (endpoint.answer === 'text') return checked(endpoint.response, text, where, text)
  const json = parseJson(text)
  if (!json.ok) throw new ContractError(where, '', `is not JSON (${json.why})`, text)
  return checked(endpoint.response, json.value, where, text)
}

function checked(schema: v.GenericSchema, value: unknown, where: string, text: string): unknown {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new ContractError(where, v.getDotPath(issue) ?? '', issue.message, text)
}
