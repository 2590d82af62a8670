import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keptFiles, workerScript } from './offline-worker.mjs'

const SCOPE = 'https://example.org/apps/tidemark/'
const at = (/** @type {string} */ name) => new URL(name, SCOPE).href

describe('keptFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-kept-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** @param {Record<string, string>} files */
  function build(files) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return keptFiles(folder)
  }

  it('lists what the page may ask for, and makes another version of another content', () => {
    const first = build({
      'index.html': '<script type="module" crossorigin src="./assets/index-1.js"></script>',
      'assets/index-1.js': 'code',
      'assets/index-1.js.map': '{}',
      'assets/drift.worker-1.js': 'code of a worker of the page',
      'samples/nile.csv': 'year,volume\n',
      'samples/README.md': 'where they come from',
      'signed-in.html': '',
      'mockServiceWorker.js': '',
      '.vite/manifest.json': '{}',
    })
    expect(first.kept).toMatchObject({
      entry: 'assets/index-1.js',
      files: ['assets/drift.worker-1.js', 'assets/index-1.js', 'samples/nile.csv'],
    })
    expect(build({ 'assets/index-1.js.map': '{"a":1}' }).kept).toEqual(first.kept)
    expect(build({ 'samples/nile.csv': 'year,flow\n' }).kept.version).not.toBe(first.kept.version)
  })

  it('refuses a page without a script', () => {
    expect(() => build({ 'index.html': '<p>' })).toThrow('names no script')
  })
})

describe('the worker', () => {
  it('keeps every file and then the page, and answers with them; servers are not its business', async () => {
    const worker = start()
    await worker.tell('keep')
    expect(worker.caches.names()).toEqual([`tidemark ${SCOPE} v1`])
    expect(worker.fetched.at(-1)).toBe(SCOPE)
    worker.fetched.length = 0
    expect(await worker.ask('samples/nile.csv')).toBe('samples/nile.csv of v1')
    expect(await worker.ask('index.html?from=mail', 'navigate')).toContain('assets/index-v1.js')
    expect(worker.fetched).toEqual([at('offline-worker.js')])
    expect(await worker.ask('backends/mlflow/version')).toBe('not answered')
    expect(await worker.ask('signed-in.html?code=1', 'navigate')).toBe('not answered')
  })

  it('keeps no page of another version: its files would be missing', async () => {
    const worker = start({ served: { [SCOPE]: '<script src="./assets/index-v2.js">' } })
    await worker.tell('keep')
    expect(worker.caches.has(SCOPE)).toBe(false)
  })

  it('waits with a new version, and goes on serving the files of the former one', async () => {
    const former = start()
    await former.tell('keep')
    const next = start({ version: 'v2', caches: former.caches, active: at('offline-worker.js'), windows: 2 })
    await next.install()
    expect(next.skipped()).toBe(0)
    expect(await next.ask('assets/index-v1.js')).toBe('assets/index-v1.js of v1')
    await next.tell('keep')
    expect(next.caches.names()).toHaveLength(2)
    await next.tell('take-over')
    expect(next.skipped()).toBe(1)
    next.windows(1)
    await next.tell('keep')
    expect(next.caches.names()).toEqual([`tidemark ${SCOPE} v2`])
  })

  it('leaves the files of a version that waits', async () => {
    const former = start()
    await former.tell('keep')
    const next = start({ version: 'v2', caches: former.caches, active: at('offline-worker.js') })
    await next.install()
    // A page of the former version that opens now asks its worker for all files once more.
    const again = start({ caches: former.caches, waiting: true })
    await again.tell('keep')
    expect(former.caches.names()).toHaveLength(2)
  })

  it('replaces MSW’s own worker at once, and does not leave with the last page', async () => {
    const worker = start({ active: at('mockServiceWorker.js') })
    await worker.install()
    expect(worker.skipped()).toBe(1)
    await worker.closeLast()
    expect(worker.unregistered()).toBe(0)
  })

  it.each([
    ['nothing', new Response('', { status: 404 })],
    ['a page', new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
  ])('leaves where %s is served in its place', async (_, response) => {
    const served = { [at('offline-worker.js')]: response }
    const worker = start({ served })
    await worker.tell('keep')
    await worker.ask('', 'navigate')
    expect(worker.unregistered()).toBe(1)
    expect(worker.caches.names()).toEqual([])
  })

  it('stays where its server has a fault or is gone', async () => {
    const worker = start({ served: { [at('offline-worker.js')]: new Response('', { status: 502 }) } })
    await worker.tell('keep')
    await worker.ask('', 'navigate')
    expect(worker.unregistered()).toBe(0)
  })
})

/**
 * Runs the built worker, with MSW's behind it in short: it takes over when installed, and unregisters with the last page.
 * @param {{ version?: string, served?: Record<string, string | Response>, caches?: ReturnType<typeof fakeCaches>, active?: string, waiting?: boolean, windows?: number }} [site]
 */
function start({
  version = 'v1',
  served = {},
  caches = fakeCaches(),
  active = '',
  waiting = false,
  windows = 1,
} = {}) {
  /** @type {Record<string, ((event: object) => void)[]>} */
  const listeners = {}
  /** @type {string[]} */
  const fetched = []
  const skipWaiting = vi.fn(() => Promise.resolve())
  const unregister = vi.fn(() => Promise.resolve(true))
  let open = windows
  const entry = `assets/index-${version}.js`
  const self = {
    registration: {
      scope: SCOPE,
      unregister,
      active: active ? { scriptURL: active } : null,
      waiting: waiting ? {} : null,
    },
    location: new URL(at('offline-worker.js')),
    skipWaiting,
    clients: { matchAll: () => Promise.resolve(Array.from({ length: open }, () => ({}))) },
    addEventListener: (/** @type {string} */ type, /** @type {(event: object) => void} */ listener) =>
      (listeners[type] ??= []).push(listener),
  }
  const fetch = (/** @type {string | { url: string }} */ asked) => {
    const url = typeof asked === 'string' ? asked : asked.url
    fetched.push(url)
    const name = url.slice(SCOPE.length)
    const given = served[url] ?? (url === SCOPE ? `<script src="./${entry}">` : `${name} of ${version}`)
    const headers = { 'Content-Type': name.endsWith('.js') ? 'text/javascript' : 'text/plain' }
    return Promise.resolve(typeof given === 'string' ? new Response(given, { headers }) : given.clone())
  }
  const importScripts = () => {
    self.addEventListener('install', () => void self.skipWaiting())
    self.addEventListener('message', () => void self.registration.unregister())
  }
  const kept = { version, entry, files: [entry, 'samples/nile.csv'] }
  runInNewContext(workerScript(kept, true), { self, caches, fetch, importScripts, URL })

  /**
   * @param {string} type
   * @param {object} given
   * @returns {Promise<Response | null>} what a fetch was answered with, when all work that the event waits for is done
   */
  async function dispatch(type, given) {
    /** @type {Promise<unknown>[]} */
    const work = []
    /** @type {Promise<Response> | null} */
    let answer = null
    let stopped = false
    const event = {
      ...given,
      waitUntil: (/** @type {Promise<unknown>} */ more) => work.push(more),
      respondWith: (/** @type {Promise<Response>} */ response) => {
        answer = response
        work.push(response)
      },
      stopImmediatePropagation: () => {
        stopped = true
      },
    }
    for (const listener of listeners[type] ?? []) if (!stopped) listener(event)
    // Work may bring more work.
    for (let next = work.shift(); next; next = work.shift()) await next
    return answer
  }
  return {
    caches,
    fetched,
    install: () => dispatch('install', {}),
    tell: (/** @type {string} */ tidemark) => dispatch('message', { data: { tidemark } }),
    closeLast: () => dispatch('message', { data: 'CLIENT_CLOSED' }),
    windows: (/** @type {number} */ count) => {
      open = count
    },
    skipped: () => skipWaiting.mock.calls.length,
    unregistered: () => unregister.mock.calls.length,
    /** @param {string} name @param {string} [mode] */
    ask: async (name, mode = 'cors') => {
      const answer = await dispatch('fetch', { request: { url: at(name), method: 'GET', mode } })
      return answer ? await answer.text() : 'not answered'
    },
  }
}

/** As a browser's, over all caches of an origin. */
function fakeCaches() {
  /** @type {Map<string, Map<string, Response>>} */
  const all = new Map()
  const cacheOf = (/** @type {Map<string, Response>} */ held) => ({
    match: (/** @type {string} */ url) => Promise.resolve(held.get(url)?.clone()),
    put: (/** @type {string} */ url, /** @type {Response} */ response) =>
      Promise.resolve(held.set(url, response)),
    keys: () => Promise.resolve([...held.keys()].map((url) => ({ url }))),
  })
  return {
    open: (/** @type {string} */ name) => {
      const held = all.get(name) ?? new Map()
      all.set(name, held)
      return Promise.resolve(cacheOf(held))
    },
    match: (/** @type {string} */ url) =>
      Promise.resolve(
        [...all.values()]
          .find((held) => held.has(url))
          ?.get(url)
          ?.clone(),
      ),
    keys: () => Promise.resolve([...all.keys()]),
    delete: (/** @type {string} */ name) => Promise.resolve(all.delete(name)),
    names: () => [...all.keys()],
    has: (/** @type {string} */ url) => [...all.values()].some((held) => held.has(url)),
  }
}
