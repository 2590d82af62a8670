/**
 * The service worker of Tidemark: keeps the files of one version, so that the page opens without its server. The build
 * writes `KEPT` before it and, in the demo, MSW's worker behind it (`scripts/offline-worker.mjs`). What it does for whom
 * is in docs/decisions/0016-offline-by-a-worker-of-ours.md.
 *
 * @typedef {import('./kept-files').KeptFiles} KeptFiles
 * @typedef {import('./kept-files').ToWorker} ToWorker
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
// @ts-expect-error: the build writes it before this line
const kept = /** @type {KeptFiles} */ (KEPT)
const { registration } = worker

const scope = registration.scope
const backends = new URL('backends/', scope).href
/** Of all versions below this address: another Tidemark of the same origin has caches of its own. */
const prefix = `tidemark ${scope} `
const cacheName = prefix + kept.version
const names = new Set(kept.files)

/** Files asked for at once: what the page itself asks for goes first. */
const AT_ONCE = 2

/** What is in the cache of this version; null until it was looked at. @type {Set<string> | null} */
let stored = null

worker.addEventListener('install', (event) => {
  // A first visit waits for nothing: the page asks for the files when it is at rest. An update is ready when it has them.
  if (replacesItself()) event.waitUntil(keepAll())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
})

worker.addEventListener('message', (event) => {
  const { data } = event
  if (!isForUs(data)) return
  event.stopImmediatePropagation()
  // A file that cannot be had now is asked for again by the next page.
  const kept = () => keepAll().then(dropOthers, () => undefined)
  event.waitUntil(data.tidemark === 'keep' ? kept() : skipWaiting())
})

worker.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(backends)) return
  // MSW asks the page about each request that it sees: the files of the page are none of its business.
  event.stopImmediatePropagation()
  const answer = answerFor(event)
  if (answer) event.respondWith(answer)
})

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response> | null} null: the browser fetches it as if there were no worker
 */
function answerFor(event) {
  const { request } = event
  if (names.size === 0 || request.method !== 'GET' || !request.url.startsWith(scope)) return null
  const name = nameOf(request.url)
  if (request.mode === 'navigate') return name === '' || name === 'index.html' ? openPage(event) : null
  // Of a former version, which a page that is still open may ask for.
  const isFormer = name.startsWith('assets/') && !names.has(name)
  if (!isFormer && (!names.has(name) || stored?.has(name) === false)) return null
  return isFormer ? fromCache(caches, name, request) : thisVersion().then((c) => fromCache(c, name, request))
}

/** @param {Pick<Cache, 'match'>} cache @param {string} name @param {Request} request */
async function fromCache(cache, name, request) {
  return (await cache.match(addressOf(name), { ignoreVary: true })) ?? fetch(request)
}

/**
 * The page itself is kept last, so where it is, its files are all there.
 * @param {FetchEvent} event
 */
async function openPage(event) {
  const found = await (await thisVersion()).match(scope, { ignoreVary: true })
  if (!found) return fetch(event.request)
  event.waitUntil(leaveWhereUnwanted())
  return found
}

/** @type {Promise<void> | null} */
let keeping = null

/** Fetches what is not there yet, the page last. Once at a time, however many pages ask. */
function keepAll() {
  keeping ??= fetchAll().finally(() => {
    keeping = null
  })
  return keeping
}

async function fetchAll() {
  // In development nothing is built, and nothing kept.
  if (names.size === 0) return
  const cache = await thisVersion()
  if (await cache.match(scope)) return
  const missing = kept.files.filter((name) => stored?.has(name) !== true)
  const work = async () => {
    for (let name = missing.shift(); name !== undefined; name = missing.shift()) await keep(cache, name)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const page = await fetchWhole(scope, 'no-cache')
  const text = await page.clone().text()
  if (!text.includes(kept.entry)) throw new Error('The page at this address is of another version.')
  await cache.put(scope, page)
}

/** @param {Cache} cache @param {string} name */
async function keep(cache, name) {
  const address = addressOf(name)
  // Its name holds a hash of its content: what another version has is the same.
  const isHashed = name.startsWith('assets/')
  const known = isHashed ? await caches.match(address, { ignoreVary: true }) : undefined
  await cache.put(address, known ?? (await fetchWhole(address, isHashed ? 'default' : 'no-cache')))
  stored?.add(name)
}

/** @param {string} address @param {RequestCache} cache */
async function fetchWhole(address, cache) {
  const response = await fetch(address, { cache })
  if (!response.ok || response.redirected)
    throw new Error(`${address} could not be kept: ${response.status}.`)
  return response
}

async function thisVersion() {
  const cache = await caches.open(cacheName)
  stored ??= new Set((await cache.keys()).map(({ url }) => nameOf(url)))
  return cache
}

/** Former versions, once no other page is open that may be one of them. One that is to come has its files already. */
async function dropOthers() {
  if (registration.waiting || registration.installing) return
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (open.length > 1) return
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name)
}

/** Where this address serves something else now, a page out of a cache would hide it for ever. */
async function leaveWhereUnwanted() {
  const own = await fetch(worker.location.href, { cache: 'no-store' }).catch(() => null)
  if (!own || (own.status !== 404 && own.status !== 410 && isScript(own))) return
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name)
  await unregister()
  const open = await worker.clients.matchAll({ type: 'window' })
  for (const client of open) if ('navigate' in client) await client.navigate(client.url)
}

/** A server that has no such file may answer with its page. An error of its own says nothing. @param {Response} response */
function isScript(response) {
  return !response.ok || /javascript/.test(response.headers.get('Content-Type') ?? '')
}

/** @param {string} url absolute, below the scope @returns {string} "assets/lab-1a2b.js"; '' for the page */
function nameOf(url) {
  return decodeURI(new URL(url).pathname.slice(new URL(scope).pathname.length))
}

/** @param {string} name */
function addressOf(name) {
  return new URL(name, scope).href
}

/** @param {unknown} data @returns {data is ToWorker} */
function isForUs(data) {
  return typeof data === 'object' && data !== null && 'tidemark' in data
}

/** Whether a worker of this file is at work already; one of an earlier name (MSW's own) is replaced at once. */
function replacesItself() {
  return registration.active?.scriptURL === worker.location.href
}

// MSW's worker takes over every open page as soon as it is there, and leaves with the last one. Neither is for a worker
// that keeps files: the pages of the former version lose their servers, and the next visit is one without a network.
const skipWaiting = worker.skipWaiting.bind(worker)
const unregister = registration.unregister.bind(registration)
worker.skipWaiting = () => (replacesItself() ? Promise.resolve() : skipWaiting())
registration.unregister = () => Promise.resolve(false)
