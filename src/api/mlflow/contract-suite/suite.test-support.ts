import { type Answer, createClient } from '../../client'
import type { Transport, WireRequest } from '../../contract'
import { HttpError } from '~/lib/errors'
import { mlflowContract } from '../contract'
import type { MlflowClient } from '../lists'
import type { Ground, Person } from './ground.test-support'
import { makeWorld, type World } from './world.test-support'

/**
 * What this app relies on of an MLflow server, as checks that run on any: a real one, or the mock. Each asks one thing
 * as somebody and says what must come of it.
 */

/** What differs between the two lines: up to 2.x, and 3.17. */
export interface ByLine<T> {
  line2: T
  line3: T
}

export interface Expected<T> {
  status: number | ByLine<number>
  /** The `error_code` of a refusal; null: a refusal that is no JSON (a page, text). */
  code?: string | null | ByLine<string | null>
  /** What the answer says, without ids and times. */
  says?: (data: T, world: World, headers: Headers) => unknown
  is?: unknown
}

export interface Check {
  name: string
  person: Person
  ask: (client: MlflowClient, world: World) => Promise<Answer<unknown>>
  expected: Expected<unknown>
}

/** A line of the suite; the type of `says` follows from the call. */
export function check<T>(
  person: Person,
  name: string,
  ask: (client: MlflowClient, world: World) => Promise<Answer<T>>,
  expected: Expected<T>,
): Check {
  return { name: `${person}: ${name}`, person, ask, expected: expected as Expected<unknown> }
}

/** One request of a check, as it went over the wire. */
export interface Exchange {
  request: WireRequest
  status: number
  contentType: string
  text: string
}

export interface Outcome {
  /** Of the last request. */
  status: number
  /** Undefined: no refusal. */
  code: string | null | undefined
  said: unknown
  exchanges: readonly Exchange[]
}

/** The suite on one server: its world is made first, then each check runs once, in their order. */
export async function startSuite(ground: Ground) {
  const world = await makeWorld(ground)
  return {
    run: async ({ person, ask, expected }: Check): Promise<Outcome> => {
      const exchanges: Exchange[] = []
      const client = createClient(mlflowContract, noted(ground.transportOf(person), exchanges))
      try {
        const { data, headers } = await ask(client, world)
        const status = exchanges.at(-1)?.status ?? 0
        return { status, code: undefined, said: expected.says?.(data, world, headers), exchanges }
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        return { status: error.status, code: codeOf(error.body), said: undefined, exchanges }
      }
    },
  }
}

/** What an outcome must be on a server of this version; `undefined` where nothing is said of it. */
export function expectedOutcome(
  { expected }: Check,
  version: string,
): Pick<Outcome, 'status' | 'code' | 'said'> {
  const status = ofLine(expected.status, version)
  const isRefused = status >= 400
  return {
    status,
    code: isRefused ? ofLine(expected.code, version) : undefined,
    said: isRefused ? undefined : ofLine(expected.is, version),
  }
}

function ofLine<T>(value: T | ByLine<T>, version: string): T {
  if (typeof value !== 'object' || value === null || !('line2' in value)) return value
  return version.startsWith('2.') ? value.line2 : value.line3
}

function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error_code' in body)) return null
  return String(body.error_code)
}

function noted(transport: Transport, exchanges: Exchange[]): Transport {
  return async (request) => {
    const answer = await transport(request)
    exchanges.push({
      request,
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      text: new TextDecoder().decode(answer.bytes),
    })
    return answer
  }
}
