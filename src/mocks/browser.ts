import { browserJournal } from './journal'
import { createDriftWatch, demoConfig, demoWeather } from './demo'
import { demoPeople, type DemoPerson } from './identity'
import { egi2024 } from './scenarios/egi-2024'
import { plainRequest, responseOf } from './exchange'
import type { Server } from './server'
import { withWeather } from './weather'

const DATABASE = 'tidemark-demo'
/** Told to the other tabs of this origin: what they show may be old. */
const CHANNEL = 'tidemark-demo'

let reset: (() => Promise<void>) | null = null

/**
 * Starts the demo's own servers. When it resolves, every request below `backends/` is answered by them: wait for it
 * before the first one. Where there are no service workers (an address without TLS, a private window) `fetch` itself
 * is answered.
 */
export async function startDemo(): Promise<void> {
  const { server, db } = createDriftWatch({
    scenario: egi2024,
    journal: await browserJournal(DATABASE),
    // In microseconds as the server's clock: two answers of one millisecond keep their order.
    clock: () => performance.timeOrigin + performance.now(),
    newId,
  })
  reset = () => db.reset()
  const base = new URL('backends', document.baseURI).href
  const sites: [base: string, server: Server][] = [
    [`${base}/drift-watch`, withWeather(announcing(server), demoWeather)],
    [base, demoConfig],
  ]
  if (!('serviceWorker' in navigator)) return answerFetch(sites)
  try {
    const { serveInWorker } = await import('./serve')
    await serveInWorker(sites, new URL('mockServiceWorker.js', document.baseURI).href)
  } catch {
    answerFetch(sites)
  }
}

/** Forgets everything that was published in the demo, in every tab. */
export async function resetDemo(): Promise<void> {
  await reset?.()
  announce()
}

/** Who one can be in the demo; sign in with `token`, like with any other. */
export function listDemoPeople(): readonly DemoPerson[] {
  return demoPeople
}

/** Calls back when another tab changed something on the demo's server. @returns stops it */
export function onDemoChange(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = () => listener()
  return () => channel.close()
}

function announce(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('changed')
  channel.close()
}

function announcing(server: Server): Server {
  return async (request) => {
    const reply = await server(request)
    const isWrite = request.method !== 'GET' && !request.path.endsWith('/search')
    if (isWrite && reply.status < 300) announce()
    return reply
  }
}

function answerFetch(sites: readonly [base: string, server: Server][]): void {
  const real = globalThis.fetch.bind(globalThis)
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const site = sites.find(([at]) => request.url.startsWith(`${at}/`))
    if (!site) return real(input, init)
    const [at, server] = site
    const response = responseOf(await server(await plainRequest(request, at)))
    request.signal.throwIfAborted()
    return response
  }
}

/** `crypto.randomUUID` is missing where there is no TLS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(bytes[8] ?? 0) % 4] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
