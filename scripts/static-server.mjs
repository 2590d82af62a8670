import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { contentSecurityPolicy } from './content-security.mjs'
import { Sentence } from './sentence.mjs'

const MIME_TYPES = new Map(
  Object.entries({
    '.css': 'text/css; charset=utf-8',
    '.csv': 'text/csv; charset=utf-8',
    '.gif': 'image/gif',
    '.html': 'text/html; charset=utf-8',
    '.ico': 'image/x-icon',
    '.jpg': 'image/jpeg',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.jsonl': 'application/jsonl; charset=utf-8',
    '.map': 'application/json; charset=utf-8',
    '.md': 'text/markdown; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.parquet': 'application/vnd.apache.parquet',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.tsv': 'text/tab-separated-values; charset=utf-8',
    '.txt': 'text/plain; charset=utf-8',
    '.wasm': 'application/wasm',
    '.webmanifest': 'application/manifest+json',
    '.webp': 'image/webp',
    '.woff': 'font/woff',
    '.woff2': 'font/woff2',
  }),
)

/** Both loopbacks: `localhost` is either, and another program on one of them must count as "port taken". */
const LOOPBACKS = ['127.0.0.1', '::1']

/**
 * Serves a folder of files over HTTP to this machine only.
 * @param {object} options
 * @param {string} options.folder absolute path of the folder, usually dist/
 * @param {number} options.port first port to try; 0 lets the system choose
 * @param {number} [options.tries] how many ports to try, counting up from `port`
 * @param {readonly string[]} [options.identityProviders] origins, for the content security policy
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` without a slash at the end
 */
export async function serveFolder({ folder, port, tries = 20, identityProviders = [] }) {
  /** @type {Site} */
  const site = { home: await realpath(folder), policy: contentSecurityPolicy({ identityProviders }) }
  for (let candidate = port; candidate < port + tries; candidate += 1) {
    const servers = await listenOnLoopbacks(site, candidate)
    if (servers) {
      const bound = boundPort(servers[0])
      return {
        url: `http://localhost:${bound}`,
        port: bound,
        close: async () => {
          await Promise.all(servers.map(close))
        },
      }
    }
  }
  throw new Sentence(
    `Ports ${port} to ${port + tries - 1} are all taken: stop one of the programs that listen there.`,
  )
}

/**
 * @typedef {object} Site
 * @property {string} home real path of the served folder
 * @property {string} policy content security policy of every answer
 */

/**
 * @param {Site} site
 * @param {number} port
 * @returns {Promise<[import('node:http').Server, ...import('node:http').Server[]] | null>} null where the port is taken
 */
async function listenOnLoopbacks(site, port) {
  /** @type {import('node:http').Server[]} */
  const servers = []
  for (const host of LOOPBACKS) {
    const server = createServer((request, response) => {
      answer(site, request, response).catch((/** @type {unknown} */ error) => {
        console.error(error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    })
    try {
      await listen(server, servers[0] ? boundPort(servers[0]) : port, host)
      servers.push(server)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      // A machine without IPv6 (or without IPv4) is served on the other one alone.
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') continue
      await Promise.all(servers.map(close))
      if (code === 'EADDRINUSE' || code === 'EACCES') return null
      throw error
    }
  }
  const [first, ...rest] = servers
  if (!first)
    throw new Sentence('This machine has no loopback address to serve on: neither 127.0.0.1 nor ::1.')
  return [first, ...rest]
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** @param {import('node:http').Server} server */
function boundPort(server) {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening.')
  return address.port
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Browsers keep idle connections open for minutes.
    server.closeAllConnections()
  })
}

/**
 * @param {Site} site
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer({ home, policy }, request, response) {
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  // With a status that no server of the demo answers: a page that is leaving asks here, past its worker.
  if (request.url?.startsWith('/backends/'))
    return refuse(response, 421, 'No server stands behind this address: those of the demo are in the page.')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'Only GET and HEAD are answered here.')
  }
  const found = await findFile(home, request.url ?? '/')
  if (!found) return refuse(response, 404, 'There is no such file.')
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', cacheRule(found.path, home))
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304)
    response.end()
    return
  }
  response.setHeader(
    'Content-Type',
    MIME_TYPES.get(extname(found.path).toLowerCase()) ?? 'application/octet-stream',
  )
  response.setHeader('Content-Length', found.size)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const file = createReadStream(found.path)
  file.once('error', () => response.destroy())
  response.once('close', () => file.destroy())
  file.pipe(response)
}

/**
 * The file that a request names; null where there is none, or where it lies outside the folder or is hidden.
 * @param {string} home
 * @param {string} requestUrl path and query
 */
export async function findFile(home, requestUrl) {
  const path = decodePath(requestUrl)
  if (path === null) return null
  try {
    // The real path: neither `..` nor a link leads out of the folder.
    const full = await realpath(join(home, path.endsWith('/') ? `${path}index.html` : path))
    if (!full.startsWith(home + sep)) return null
    const facts = await stat(full)
    return facts.isFile() ? { path: full, size: facts.size, mtimeMs: facts.mtimeMs } : null
  } catch {
    return null
  }
}

/** @param {string} requestUrl */
function decodePath(requestUrl) {
  try {
    const path = decodeURIComponent(requestUrl.split(/[?#]/, 1)[0] ?? '/')
    const hidden = path.split(/[\\/]/).some((part) => part.startsWith('.'))
    return hidden || path.includes('\0') ? null : path
  } catch {
    return null
  }
}

/**
 * Vite puts a hash of the content into the names of everything under assets/: such a file never changes.
 * @param {string} path
 * @param {string} home
 */
function cacheRule(path, home) {
  return path.startsWith(join(home, 'assets') + sep) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(text)
}
