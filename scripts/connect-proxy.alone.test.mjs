import { createServer as createHttpServer, request as httpRequest } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'vite'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SERVERS, configuredServers, connectLines, connectServers, readersOf } from './connect-proxy.mjs'

describe('configuredServers', () => {
  test('takes an address with its path, and nothing where none is set', () => {
    expect(configuredServers({ DRIFT_WATCH_URL: ' https://dw.example.org/api/latest/ ' })).toEqual([
      { id: 'drift-watch', address: 'https://dw.example.org/api/latest' },
    ])
    expect(configuredServers({})).toEqual([])
    expect(configuredServers({ DRIFT_WATCH_URL: ' ' })).toEqual([])
  })

  test.for([
    ['dw.example.org', 'DRIFT_WATCH_URL is no address: "dw.example.org".'],
    ['ftp://dw.example.org', 'must begin with http:// or https://'],
    ['https://dw.example.org/?x=1', 'without ? or #'],
  ])('refuses %s with a sentence', ([address, sentence]) => {
    expect(() => configuredServers({ DRIFT_WATCH_URL: address })).toThrow(sentence)
  })

  test('refuses credentials without repeating them', () => {
    const address = 'https://me:hunter2@dw.example.org'
    expect(() => configuredServers({ DRIFT_WATCH_URL: address })).toThrow('leave them out')
    expect(() => configuredServers({ DRIFT_WATCH_URL: address })).not.toThrow('hunter2')
  })

  test('names who signs people in: issuer and client together, no other scheme, openid asked for', () => {
    const url = { DRIFT_WATCH_URL: 'https://dw.example.org' }
    const oidc = {
      DRIFT_WATCH_OIDC_ISSUER: 'https://login.example.org/realms/lab',
      DRIFT_WATCH_OIDC_CLIENT_ID: 'tidemark',
    }
    const [server] = configuredServers({ ...url, ...oidc })
    expect(server?.oidc).toEqual({
      issuer: 'https://login.example.org/realms/lab',
      clientId: 'tidemark',
      scope: 'openid profile email',
    })
    expect(connectLines(configuredServers({ ...url, ...oidc })).join()).toContain(
      'signing in at https://login.example.org/realms/lab',
    )
    const refused = (/** @type {Record<string, string>} */ changed) => () =>
      configuredServers({ ...url, ...oidc, ...changed })
    expect(refused({ DRIFT_WATCH_OIDC_CLIENT_ID: '' })).toThrow('belong together')
    expect(refused({ DRIFT_WATCH_OIDC_ISSUER: 'http://login.example.org' })).toThrow(
      'DRIFT_WATCH_OIDC_ISSUER holds "http://login.example.org": set it to an https address',
    )
    expect(refused({ DRIFT_WATCH_OIDC_SCOPE: 'email' })).toThrow('must hold openid')
  })

  test('says what to set', () => {
    expect(connectLines([]).join('\n')).toContain(
      'Drift Watch is not configured: set DRIFT_WATCH_URL in .env.local',
    )
  })
})

describe('the development server', () => {
  /** @type {(() => Promise<unknown>)[]} */
  let closings = []
  afterEach(async () => {
    vi.unstubAllEnvs()
    for (const close of closings.reverse()) await close()
    closings = []
  })

  /**
   * @param {string} [address]
   * @param {typeof SERVERS} [known]
   * @returns {Promise<string>}
   */
  async function serve(address, known = SERVERS) {
    vi.stubEnv('DRIFT_WATCH_URL', address ?? '')
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-connect-'))
    writeFileSync(join(folder, 'index.html'), '<title>page</title>')
    const vite = await createServer({
      root: folder,
      configFile: false,
      mode: 'connect',
      logLevel: 'silent',
      plugins: [connectServers(known)],
      optimizeDeps: { noDiscovery: true },
      server: { host: '127.0.0.1', ws: false, watch: null },
    })
    closings.push(async () => {
      await vite.close()
      rmSync(folder, { recursive: true })
    })
    await vite.listen(0)
    const bound = vite.httpServer?.address()
    return `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  }

  /** @returns {Promise<{ address: string, requests: import('node:http').IncomingMessage[] }>} */
  function startBackend() {
    /** @type {import('node:http').IncomingMessage[]} */
    const requests = []
    const server = createHttpServer((request, response) => {
      requests.push(request)
      response.writeHead(403, {
        'Content-Type': 'application/json',
        'X-Pagination': '{"total":0}',
        'Set-Cookie': 'a=b',
        'Access-Control-Allow-Origin': '*',
        'Service-Worker-Allowed': '/',
        'Content-Security-Policy': "script-src 'unsafe-inline'",
      })
      response.end('{"code":403}')
    })
    closings.push(() => new Promise((done) => server.close(done)))
    return new Promise((started) => {
      server.listen(0, '127.0.0.1', () => {
        const bound = server.address()
        const port = typeof bound === 'object' && bound ? bound.port : 0
        started({ address: `http://127.0.0.1:${port}/api/latest`, requests })
      })
    })
  }

  /**
   * A request with headers that `fetch` does not let anybody set.
   * @param {string} address
   * @param {string} method
   * @param {Record<string, string>} headers
   * @returns {Promise<import('node:http').IncomingMessage>}
   */
  function send(address, method, headers) {
    return new Promise((resolve, reject) => {
      const request = httpRequest(address, { method, headers }, (answer) => resolve(answer.resume()))
      request.once('error', reject)
      request.end()
    })
  }

  test('passes requests on as they are, below the path, without cookies and origin', async () => {
    const { address, requests } = await startBackend()
    const page = await serve(address)
    const answer = await fetch(`${page}/backends/drift-watch/experiment/search?page=2`, {
      method: 'POST',
      headers: { Authorization: 'Bearer t', 'Content-Type': 'application/json', Cookie: 'x=y', Origin: page },
      body: '{}',
    })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toBe('{"code":403}')
    expect(answer.headers.get('X-Pagination')).toBe('{"total":0}')
    expect(answer.headers.get('Set-Cookie')).toBeNull()
    const [request] = requests
    expect(request?.url).toBe('/api/latest/experiment/search?page=2')
    expect(request?.headers).toMatchObject({ authorization: 'Bearer t', host: new URL(address).host })
    expect(request?.headers).not.toHaveProperty('cookie')
    expect(request?.headers).not.toHaveProperty('origin')

    await fetch(`${page}/backends/drift-watch/`)
    expect(requests.at(-1)?.url).toBe('/api/latest/')
    const config = await fetch(`${page}/backends/config.json`)
    expect(await config.json()).toEqual({ demo: false, backends: [{ id: 'drift-watch', address }] })
  })

  test('an answer is data: it runs nothing as the page, and no other page may read it', async () => {
    const { address } = await startBackend()
    const page = await serve(address)
    const { headers } = await fetch(`${page}/backends/drift-watch/x.html`)
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(headers.get('Service-Worker-Allowed')).toBeNull()
  })

  test('the page has the policy of the built app, and may ask who signs people in', async () => {
    vi.stubEnv('DRIFT_WATCH_OIDC_ISSUER', 'https://login.example.org/realms/lab')
    vi.stubEnv('DRIFT_WATCH_OIDC_CLIENT_ID', 'tidemark')
    vi.stubEnv('TIDEMARK_IDENTITY_PROVIDERS', 'https://tokens.example.org')
    const answer = await fetch(`${await serve('https://dw.example.org')}/`)
    const policy = answer.headers.get('Content-Security-Policy')
    const [, nonce] = /script-src 'self' 'wasm-unsafe-eval' 'nonce-([^']{24})'/.exec(policy ?? '') ?? []
    expect(nonce).toBeDefined()
    expect(policy).toContain("connect-src 'self' https://login.example.org https://tokens.example.org;")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(await answer.text()).toContain(`nonce="${nonce}"`)
  })

  test.for([
    { Origin: 'https://evil.example.org' },
    { Origin: 'http://localhost:1234' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('a page of another address reaches no server: %o', async (headers) => {
    const { address, requests } = await startBackend()
    const page = await serve(address)
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await send(`${page}/backends/drift-watch/experiment`, method, headers)
      expect(answer.statusCode).toBe(403)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect(requests).toEqual([])
  })

  test('passes encoded paths and repeated parameters on letter by letter', async () => {
    const { address, requests } = await startBackend()
    const page = await serve(address)
    for (const path of [
      '/job/feature%2Fx/1?tree=a%5Bb%2Cc%5D%7B0%2C5%7D',
      '/model/100%25%20sure/%C3%A4%3F%23',
      '/runs?run_ids=a&run_ids=b',
    ]) {
      await fetch(`${page}/backends/drift-watch${path}`)
      expect(requests.at(-1)?.url).toBe(`/api/latest${path}`)
    }
  })

  test('reaches several servers at once, and keeps the origin where an entry does not drop it', async () => {
    const one = await startBackend()
    const other = await startBackend()
    vi.stubEnv('OTHER_URL', other.address)
    const page = await serve(one.address, [
      ...SERVERS,
      {
        id: 'drift-watch-2',
        place: 3,
        name: 'Other',
        variable: 'OTHER_URL',
        example: 'https://other.example.org',
        dropOrigin: false,
      },
    ])
    await fetch(`${page}/backends/drift-watch/a`, { headers: { Origin: page } })
    await fetch(`${page}/backends/drift-watch-2/b`, {
      headers: { Origin: page, Referer: page, Cookie: 'x=y', Range: 'bytes=0-9' },
    })
    expect(one.requests.map(({ url }) => url)).toEqual(['/api/latest/a'])
    expect(one.requests[0]?.headers).not.toHaveProperty('origin')
    expect(other.requests.map(({ url }) => url)).toEqual(['/api/latest/b'])
    expect(other.requests[0]?.headers).toMatchObject({ origin: page, range: 'bytes=0-9' })
    expect(other.requests[0]?.headers).not.toHaveProperty('referer')
    expect(other.requests[0]?.headers).not.toHaveProperty('cookie')
    const config = await fetch(`${page}/backends/config.json`)
    expect(await config.json()).toMatchObject({
      backends: [{ id: 'drift-watch' }, { id: 'drift-watch-2', address: other.address }],
    })
  })

  test('a server that is only read gets nothing but GET, and its reader where nobody is signed in', async () => {
    const jenkins = await startBackend()
    vi.stubEnv('JENKINS_URL', jenkins.address)
    vi.stubEnv('JENKINS_USER', 'reader')
    vi.stubEnv('JENKINS_TOKEN', '11ff')
    const page = await serve()
    const path = '/job/org/job/feature%252Fx/api/json'
    const refused = await fetch(`${page}/backends/jenkins${path}`, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(405)
    expect(await refused.json()).toMatchObject({ message: 'Jenkins is only read here.' })
    expect(jenkins.requests).toEqual([])
    await fetch(`${page}/backends/jenkins${path}`)
    await fetch(`${page}/backends/jenkins${path}`, { headers: { Authorization: 'Basic own' } })
    expect(jenkins.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      [`/api/latest${path}`, `Basic ${btoa('reader:11ff')}`],
      [`/api/latest${path}`, 'Basic own'],
    ])
    expect(await (await fetch(`${page}/backends/config.json`)).text()).not.toMatch(/reader|11ff/)
  })

  test('half of a reader is refused, and one of a server that is written to is none', () => {
    expect(() => readersOf({ JENKINS_USER: 'reader' })).toThrow('one of them is missing')
    expect(readersOf({})).toEqual(new Map())
    /** @type {[string, string]} */
    const account = ['A', 'B']
    const written = {
      ...SERVERS[0],
      id: 'x',
      place: 9,
      name: 'X',
      variable: 'X',
      example: '',
      dropOrigin: false,
      account,
    }
    expect(readersOf({ A: 'a', B: 'b' }, [written])).toEqual(new Map())
  })

  test('a server that is not configured, not there, or not known never answers with the page', async () => {
    const unset = await serve()
    expect(await (await fetch(`${unset}/backends/config.json`)).json()).toEqual({ demo: false, backends: [] })
    const refused = await fetch(`${unset}/backends/drift-watch/`, { headers: { Accept: 'text/html' } })
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining('set DRIFT_WATCH_URL') })
    expect((await fetch(`${unset}/backends/drift-watch-2/`)).status).toBe(404)

    // Nothing listens on port 9 (discard) of a machine that runs tests.
    const down = await serve('http://127.0.0.1:9')
    const answer = await fetch(`${down}/backends/drift-watch/user/self`)
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 502, message: expect.stringContaining('ECONNREFUSED') })
  })
})
