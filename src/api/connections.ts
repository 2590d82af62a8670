import * as v from 'valibot'
import type { ErrorSource } from '~/lib/errors'
import { backendNames } from './backend-names'
import { BACKENDS_BASE } from './base'
import { createClient } from './client'
import { defineContract, type Transport } from './contract'
import { type IdentityProvider, isIssuer } from './oidc/provider'
import type { BackendId } from './registry'
import { fetchTransport } from './transport'

/** Whether and where this page reaches a backend. */
export interface Connection {
  id: BackendId
  name: string
  /** Relative to the page. */
  path: string
  /** False: nobody has said where this server is. */
  configured: boolean
  /** "https://drift-watch.example.org/api/latest", as the proxy knows it; null where it is not configured or not told. */
  address: string | null
  /** Who signs people in for it; null: nobody is named, and a token has to be pasted. */
  identityProvider: IdentityProvider | null
}

export interface Connections {
  /** The answers come from the demo's own servers, and every page says so. */
  demo: boolean
  connections: readonly Connection[]
}

/**
 * What answers `backends/config.json`: Vite's proxy in `connect`, the mock in the demo, a file of the site in
 * production. The addresses are thus never in the bundle.
 */
export const connectionsContract = defineContract({
  config: {
    method: 'GET',
    path: '/config.json',
    response: v.object({
      demo: v.boolean(),
      /** Only configured servers; ids that this build does not know are passed over. */
      backends: v.array(
        v.object({
          id: v.string(),
          address: v.nullish(v.string(), null),
          oidc: v.nullish(
            v.object({
              issuer: v.pipe(v.string(), v.check(isIssuer, 'Expected an https address of an issuer')),
              clientId: v.pipe(v.string(), v.minLength(1)),
              scope: v.pipe(v.string(), v.regex(/(?:^| )openid(?: |$)/)),
            }),
            null,
          ),
        }),
      ),
    }),
  },
})

const pageServer: ErrorSource = {
  id: 'page',
  name: 'This page’s own server',
  explain: () => ({
    title: 'The list of servers was not found',
    why: 'The server that this page came from did not answer as it should.',
    next: 'Start the page with npm run connect for real servers, or with npm start for the demo.',
    step: 'retry',
  }),
}

/** @throws NetworkError | HttpError | ContractError where nothing says what is configured */
export async function loadConnections(
  signal?: AbortSignal,
  transport: Transport = fetchTransport({ base: BACKENDS_BASE }),
): Promise<Connections> {
  const client = createClient(connectionsContract, transport, pageServer)
  const { data } = await client.config({}, signal ? { signal } : {})
  const connections = backendNames.map(({ id, name }): Connection => {
    const known = data.backends.find((one) => one.id === id)
    return {
      id,
      name,
      path: `${BACKENDS_BASE}/${id}`,
      configured: known !== undefined,
      address: known?.address ?? null,
      identityProvider: known?.oidc ?? null,
    }
  })
  return { demo: data.demo, connections }
}
