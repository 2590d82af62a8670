import type { ErrorSource, ServerError, Words } from '~/lib/errors'
import { BACKENDS_BASE } from './base'
import { type Client, createClient } from './client'
import type { Contract } from './contract'
import { backendFacts } from './facts'
import { authorizationOf, type CredentialKind } from './session'
import { fetchTransport } from './transport'

/** What a server says of itself. */
export interface Health {
  /** Null: it does not say, or not to who is not signed in. */
  version: string | null
  /** Of the shortest answer, in milliseconds. */
  latencyMs: number
}

/**
 * A kind of server that this app talks to, as one object: client, root of the query keys, proxy, card under
 * Connections, sign-in, sentences for failures and the mock derive from it.
 */
export interface Backend<Id extends string = string, C extends Contract = Contract> extends ErrorSource {
  id: Id
  /** A few words under its name: what it keeps. */
  holds: string
  /** The variable that holds its address for `npm run connect` and the command line, and what one looks like. */
  variable: string
  example: string
  contract: C
  client: Client<C>
  /** Everything that the server told is in the query cache under this key, and is forgotten with it. */
  key: readonly [Id]
  /** How one signs in there; `none` first: nobody has to. */
  auth: readonly CredentialKind[]
  health: (signal: AbortSignal) => Promise<Health>
  /** Whether the server takes the credential, and whom it sees. @throws HttpError 401 where it does not */
  identify: (signal: AbortSignal) => Promise<Identity>
}

export interface Identity {
  /** The name to show; null: the server takes the credential and knows no name. */
  name: string | null
  /** What else the server said of them, in its own words: its queries need not ask again. */
  told?: unknown
}

/** What a backend says of itself; the rest derives. */
export interface BackendDefinition<Id extends string, C extends Contract> {
  id: Id
  holds: string
  contract: C
  auth: readonly CredentialKind[]
  /** Asks for the version, after the shortest request was timed. */
  version: (client: Client<C>, signal: AbortSignal) => Promise<string | null>
  /** The shortest request there is, open to everybody. */
  ping: (client: Client<C>, signal: AbortSignal) => Promise<unknown>
  identify: (client: Client<C>, signal: AbortSignal) => Promise<Identity>
  explain?: (error: ServerError) => Words | null
}

/** @throws Error where no folder of this id has a facts.json, which the proxy and the command line read too */
export function defineBackend<const Id extends string, const C extends Contract>(
  definition: BackendDefinition<Id, C>,
): Backend<Id, C> {
  const { id, holds, contract, auth, version, ping, identify, explain = () => null } = definition
  const known = backendFacts.find((one) => one.id === id)
  if (!known) throw new Error(`There is no src/api/${id}/facts.json.`)
  const { name, variable, example } = known
  const transport = fetchTransport({
    base: `${BACKENDS_BASE}/${id}`,
    authorization: () => authorizationOf(id),
  })
  const client = createClient(contract, transport, { id, name, explain })
  return {
    id,
    name,
    holds,
    variable,
    example,
    contract,
    client,
    key: [id],
    auth,
    explain,
    health: async (signal) => {
      const started = performance.now()
      await ping(client, signal)
      const latencyMs = performance.now() - started
      return {
        version: await version(client, signal),
        latencyMs,
      }
    },
    identify: (signal) => identify(client, signal),
  }
}
