import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnv } from 'vite'
import { contentSecurityPolicy, IDENTITY_PROVIDERS, identityProvidersOf } from './content-security.mjs'
import { root } from './install.mjs'
import { Sentence } from './sentence.mjs'

/**
 * A server that the app knows, as `src/api/<id>/facts.json` describes it.
 * @typedef {object} ServerFacts
 * @property {string} id
 * @property {number} place among the others
 * @property {string} name
 * @property {string} variable holds its address
 * @property {string} example of an address
 * @property {boolean} dropOrigin it refuses pages of other origins: to it, this is a client like any other
 * @property {boolean} [readOnly] only GET goes through
 * @property {readonly [string, string]} [account] variables that hold the name and the token of who reads for everybody
 *   who is not signed in
 */

/**
 * The servers of these sources, in the order of their places: the same files that the pages and the command line read.
 * @param {string} api the folder that has a folder for each
 * @returns {readonly ServerFacts[]}
 */
export function serversIn(api) {
  return readdirSync(api)
    .filter((id) => existsSync(join(api, id, 'facts.json')))
    .map((id) => ({ id, ...JSON.parse(readFileSync(join(api, id, 'facts.json'), 'utf8')) }))
    .toSorted((a, b) => a.place - b.place)
}

/** Servers that `npm run connect` can reach. */
export const SERVERS = serversIn(join(root, 'src', 'api'))

/** Another origin than `npm run dev` has, so that no service worker of the demo stands before the real servers. */
const PORT = 5174

/** Drift Watch asks an identity provider for every request. */
const PATIENCE_MS = 120_000

/**
 * A server with its address, and who signs people in for it.
 * @typedef {{ id: string, address: string, oidc?: { issuer: string, clientId: string, scope: string } }} ConfiguredServer
 */

/**
 * The addresses that are set, as they may be shown: no credentials, no slash at the end.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly ServerFacts[]} [known]
 * @returns {ConfiguredServer[]}
 * @throws {Sentence} for an address that cannot be used
 */
export function configuredServers(env, known = SERVERS) {
  return known.flatMap(({ id, variable, example }) => {
    const given = env[variable]?.trim()
    if (!given) return []
    const oidc = identityProvider(env, variable.replace(/_URL$/, ''))
    return [{ id, address: checkedAddress(given, variable, example), ...(oidc ? { oidc } : {}) }]
  })
}

/**
 * Who signs people in for a server: `<PREFIX>_OIDC_ISSUER`, `_OIDC_CLIENT_ID` and, where another is wanted,
 * `_OIDC_SCOPE`. There is no secret: a page could not keep one.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} prefix
 */
function identityProvider(env, prefix) {
  const issuer = env[`${prefix}_OIDC_ISSUER`]?.trim() ?? ''
  const clientId = env[`${prefix}_OIDC_CLIENT_ID`]?.trim() ?? ''
  const scope = env[`${prefix}_OIDC_SCOPE`]?.trim() || 'openid profile email'
  if (issuer === '' && clientId === '') return null
  if (issuer === '' || clientId === '')
    throw new Sentence(
      `${prefix}_OIDC_ISSUER and ${prefix}_OIDC_CLIENT_ID belong together: set both, or neither.`,
    )
  identityProvidersOf(issuer, `${prefix}_OIDC_ISSUER`)
  if (!scope.split(/\s+/).includes('openid'))
    throw new Sentence(`${prefix}_OIDC_SCOPE must hold openid, as "openid profile email".`)
  return { issuer, clientId, scope: scope.split(/\s+/).join(' ') }
}

/**
 * @param {string} given
 * @param {string} variable
 * @param {string} example
 */
function checkedAddress(given, variable, example) {
  if (!URL.canParse(given)) throw new Sentence(`${variable} is no address: "${given}". Set it as ${example}.`)
  const { protocol, username, password, host, pathname, search, hash } = new URL(given)
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Sentence(`${variable} must begin with http:// or https://, as ${example}.`)
  // The proxy serves everyone who opens the page: it must not sign anyone in. The address itself is not repeated.
  if (username || password)
    throw new Sentence(
      `${variable} holds a user name or password: leave them out. Who signs in does so in the page, for themselves.`,
    )
  if (search || hash) throw new Sentence(`${variable} must end with its path, without ? or #, as ${example}.`)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}

/**
 * The Authorization header of a server's reader, by its id: it stays in this process. Only a server that is read may have
 * one, since whoever opens the page reads as that reader.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly ServerFacts[]} [known]
 * @returns {ReadonlyMap<string, string>}
 * @throws {Sentence} where half of it is set
 */
export function readersOf(env, known = SERVERS) {
  return new Map(
    known.flatMap(({ id, readOnly, account }) => {
      if (!readOnly || !account) return []
      const [name, token] = account.map((variable) => env[variable]?.trim() ?? '')
      if (!name && !token) return []
      if (!name || !token)
        throw new Sentence(`Set both ${account[0]} and ${account[1]}, or neither: one of them is missing.`)
      return [[id, `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`]]
    }),
  )
}

/**
 * What is printed before the page opens: a line a server.
 * @param {readonly ConfiguredServer[]} servers from `configuredServers`
 * @param {readonly ServerFacts[]} [known]
 * @returns {string[]}
 */
export function connectLines(servers, known = SERVERS) {
  return known.map(({ id, name, variable, example }) => {
    const server = servers.find((one) => one.id === id)
    return server
      ? `${name}: ${server.address}${server.oidc ? `, signing in at ${server.oidc.issuer}` : ''}`
      : `${name} is not configured: set ${variable} in .env.local or in the environment, as ${variable}=${example}, and start again.`
  })
}

/**
 * The proxy of each configured server. A path goes on as it came, letter by letter: `feature%2Fx` stays one segment.
 * @param {readonly ConfiguredServer[]} servers
 * @param {readonly ServerFacts[]} [known]
 * @param {ReadonlyMap<string, string>} [readers] from `readersOf`
 * @returns {Record<string, import('vite').ProxyOptions>}
 */
export function proxiesOf(servers, known = SERVERS, readers = new Map()) {
  return Object.fromEntries(
    servers.map(({ id, address }) => {
      const prefix = `/backends/${id}`
      const dropOrigin = known.find((one) => one.id === id)?.dropOrigin ?? false
      return [
        // Not `prefix` alone: it would also take /backends/drift-watch-2.
        `^${prefix}(?:/|$)`,
        {
          target: address,
          changeOrigin: true,
          rewrite: (/** @type {string} */ path) => path.slice(prefix.length) || '/',
          proxyTimeout: PATIENCE_MS,
          configure: (proxy) => passOnlyWhatBelongs(proxy, dropOrigin, readers.get(id) ?? null),
        },
      ]
    }),
  )
}

/** What an answer may not say for the page's own origin: cookies, who else may read it, how far a service worker reaches. */
const OF_THE_ORIGIN =
  /^(?:set-cookie2?|access-control-.*|clear-site-data|service-worker-allowed|refresh|link)$/

/**
 * Answers are data. One that somebody opens by its address (a link to it is all that it takes) would run its scripts as
 * this page, with what this origin stores: it gets an origin of its own, and loads nothing.
 */
const AS_DATA = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

/**
 * Whether a request comes from a page of this origin, or from no page at all. The servers see no page of another origin
 * that they could refuse (`dropOrigin`), and one of them may have a reader: so it is refused here.
 * @param {import('node:http').IncomingMessage} request
 */
function isOwn({ headers }) {
  const { origin, host, 'sec-fetch-site': site } = headers
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

/**
 * @param {Parameters<NonNullable<import('vite').ProxyOptions['configure']>>[0]} proxy
 * @param {boolean} dropOrigin
 * @param {string | null} reader who asks where nobody is signed in
 */
function passOnlyWhatBelongs(proxy, dropOrigin, reader) {
  // Cookies of localhost belong to other programs, and where the page stands is nobody's business.
  const dropped = ['cookie', 'referer', ...(dropOrigin ? ['origin'] : [])]
  proxy.on('proxyReq', (request) => {
    for (const name of dropped) request.removeHeader(name)
    if (reader !== null && !request.hasHeader('authorization')) request.setHeader('authorization', reader)
  })
  proxy.on('proxyRes', ({ headers }) => {
    for (const name of Object.keys(headers)) if (OF_THE_ORIGIN.test(name)) delete headers[name]
    Object.assign(headers, AS_DATA)
  })
  proxy.on('error', (error, _request, response) => {
    if (!('writeHead' in response) || response.headersSent) return
    const code = 'code' in error ? String(error.code) : error.message
    answerJson(response, 502, {
      code: 502,
      status: 'Bad Gateway',
      message: `The server does not answer (${code}).`,
    })
  })
}

/**
 * @param {readonly ConfiguredServer[]} servers the page asks those who sign people in for tokens itself
 * @param {string | undefined} others who sign people in, as `TIDEMARK_IDENTITY_PROVIDERS` names them
 * @param {string} nonce
 */
function policyOf(servers, others, nonce) {
  const issuers = servers.flatMap(({ oidc }) => oidc?.issuer ?? [])
  const identityProviders = identityProvidersOf([...issuers, others ?? ''].join(' '))
  return contentSecurityPolicy({ identityProviders, nonce })
}

/**
 * Connects the app to real servers in Vite's mode `connect`; in every other mode it does nothing. The addresses stay in
 * this process: the page asks for them at run time, and no build holds them.
 * @param {readonly ServerFacts[]} [known]
 * @returns {import('vite').Plugin}
 */
export function connectServers(known = SERVERS) {
  /** @type {ReturnType<typeof configuredServers>} */
  let servers = []
  return {
    name: 'tidemark-connect',
    apply: (_, { mode }) => mode === 'connect',
    config(_, { mode, command }) {
      if (command !== 'serve')
        throw new Sentence('The mode connect is for the development server: npm run connect.')
      const env = loadEnv(mode, process.cwd(), '')
      servers = configuredServers(env, known)
      const nonce = randomBytes(16).toString('base64')
      return {
        html: { cspNonce: nonce },
        server: {
          port: PORT,
          // Vite lets pages of other ports of this machine read; none but this page has anything to do here.
          cors: false,
          // As the built app has it: here are the real servers, and what people stored on them.
          headers: { 'Content-Security-Policy': policyOf(servers, env[IDENTITY_PROVIDERS], nonce) },
          proxy: proxiesOf(servers, known, readersOf(env, known)),
        },
      }
    },
    configureServer({ middlewares }) {
      middlewares.use('/backends', (request, response, next) => {
        if (isOwn(request)) return next()
        answerJson(response, 403, {
          code: 403,
          status: 'Forbidden',
          message: 'Only the page itself may ask here, and a page of another address did.',
        })
      })
      middlewares.use('/backends/config.json', (_, response) =>
        answerJson(response, 200, { demo: false, backends: servers }),
      )
      // Without this, a server that is not configured would answer with the page itself, and a 200.
      middlewares.use('/backends', (request, response, next) => {
        const [, id = ''] = (request.url ?? '').split(/[/?]/)
        const server = known.find((one) => one.id === id)
        if (servers.some((one) => one.id === id)) {
          if (!server?.readOnly || request.method === 'GET' || request.method === 'HEAD') return next()
          return answerJson(response, 405, {
            code: 405,
            status: 'Method Not Allowed',
            message: `${server.name} is only read here.`,
          })
        }
        answerJson(response, server ? 503 : 404, {
          code: server ? 503 : 404,
          status: server ? 'Service Unavailable' : 'Not Found',
          message: server
            ? `${server.name} is not configured: set ${server.variable} in .env.local or in the environment.`
            : 'There is no such server.',
        })
      })
    },
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 */
function answerJson(response, status, body) {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
