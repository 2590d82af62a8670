import * as v from 'valibot'
import { createClient, defineContract, type Transport } from './contract'
import { fetchTransport } from './transport'

/** Where every backend is reached, relative to the page. */
const BACKENDS_BASE = 'backends'

const BACKENDS = [{ id: 'drift-watch', name: 'Drift Watch', path: 'backends/drift-watch' }] as const

export type BackendId = (typeof BACKENDS)[number]['id']

export interface Backend {
  id: BackendId
  name: string
  path: string
  /** False: nobody has said where this server is. */
  configured: boolean
  /** "https://drift-watch.example.org/api/latest", as the proxy knows it; null where it is not configured or not told. */
  address: string | null
}

export interface Backends {
  /** The answers come from the demo's own server, and every page says so. */
  demo: boolean
  backends: readonly Backend[]
}

/**
 * What answers `backends/config.json`: Vite's proxy in `connect`, the mock in the demo, a file of the site in
 * production. The addresses are thus never in the bundle.
 */
export const backendsContract = defineContract({
  config: {
    method: 'GET',
    path: '/config.json',
    response: v.object({
      demo: v.boolean(),
      /** Only configured servers; ids that this build does not know are passed over. */
      backends: v.array(v.object({ id: v.string(), address: v.nullish(v.string(), null) })),
    }),
  },
})

/** @throws NetworkError | HttpError | ContractError where nothing says what is configured */
export async function loadBackends(
  signal?: AbortSignal,
  transport: Transport = fetchTransport({ base: BACKENDS_BASE }),
): Promise<Backends> {
  const client = createClient(backendsContract, transport)
  const { data } = await client.config({}, signal ? { signal } : {})
  const backends = BACKENDS.map((backend): Backend => {
    const known = data.backends.find(({ id }) => id === backend.id)
    return { ...backend, configured: known !== undefined, address: known?.address ?? null }
  })
  return { demo: data.demo, backends }
}
