import type { BackendId } from '~/api/registry'
import { requestBelow, responseOf } from './exchange'
import { browserJournal } from './journal'
import { sitesBelow, startMocks } from './registry'
import type { RunningMock } from './mock'
import type { Server } from './server'

export { demoDirectory } from './mlflow/demo-access'
export { listDemoPeople } from './registry'

/** Before the id of a backend: its database, for all tabs of this origin. */
const DATABASE = 'tidemark-demo'
/** Told to the other tabs of this origin: what they show of a backend may be old. */
const CHANNEL = 'tidemark-demo'

/** In the storage of this origin: a day ("2024-10-04") on which the demo's rows end; else they end today. */
const DEMO_DAY = 'tidemark-demo-day'

let started: readonly RunningMock<BackendId>[] = []

/**
 * Starts the demo's own servers. When it resolves, every request below `backends/` is answered by them: wait for it
 * before the first one. Where there are no service workers (an address without TLS, a private window) `fetch` itself
 * is answered.
 */
export async function startDemo(): Promise<void> {
  started = await startMocks({
    journalOf: (id) => browserJournal(`${DATABASE}-${id}`),
    // In microseconds as the server's clock: two answers of one millisecond keep their order.
    clock: () => performance.timeOrigin + performance.now(),
    newId,
    today: demoDay(),
    weather: true,
  })
  const announced = started.map((running) => ({ ...running, server: announcing(running) }))
  const sites = sitesBelow(new URL('backends', document.baseURI).href, announced)
  if (!('serviceWorker' in navigator)) return answerFetch(sites)
  try {
    const { serveInWorker } = await import('./worker')
    await serveInWorker(sites, new URL('offline-worker.js', document.baseURI).href)
    whenReplaced(() => answerFetch(sites))
  } catch {
    answerFetch(sites)
  }
}

/** For pictures and tests that must look the same on every day, a day can be set. */
function demoDay(): number {
  try {
    const day = Date.parse(localStorage.getItem(DEMO_DAY) ?? '')
    return Number.isNaN(day) ? Date.now() : day
  } catch {
    // Storage is refused in some private windows.
    return Date.now()
  }
}

/** Forgets everything that was published in the demo, in every tab. */
export async function resetDemo(): Promise<void> {
  for (const { id, db } of started) {
    await db.reset()
    announce(id)
  }
}

/** Calls back when another tab changed something on one of the demo's servers. @returns stops it */
export function onDemoChange(listener: (backend: BackendId) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => {
    const changed = started.find(({ id }) => id === data)
    if (changed) listener(changed.id)
  }
  return () => channel.close()
}

function announce(backend: BackendId): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(backend)
  channel.close()
}

function announcing({ id, server }: RunningMock<BackendId>): Server {
  return async (request) => {
    const exchange = await server(request)
    if (exchange.wrote) announce(id)
    return exchange
  }
}

/** Another tab reloads into a new version: its worker is this page's from then on, and knows nothing of its servers. */
function whenReplaced(then: () => void): void {
  const { serviceWorker } = navigator
  let own = serviceWorker.controller
  serviceWorker.addEventListener('controllerchange', () => {
    if (own) then()
    own = serviceWorker.controller
  })
}

function answerFetch(sites: readonly [base: string, server: Server][]): void {
  const real = globalThis.fetch.bind(globalThis)
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const site = sites.find(([base]) => request.url.startsWith(`${base}/`))
    if (!site) return real(input, init)
    const [base, server] = site
    const { reply } = await server(await requestBelow(base, request))
    request.signal.throwIfAborted()
    return responseOf(reply)
  }
}

/** `crypto.randomUUID` is missing where there is no TLS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(bytes[8] ?? 0) % 4] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
