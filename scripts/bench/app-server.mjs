import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { root } from '../install.mjs'
import { findFile } from '../static-server.mjs'

const TYPES = new Map(
  Object.entries({
    '.css': 'text/css',
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
  }),
)

/**
 * What a server says to a request; null: there is nothing.
 * @typedef {{ body: string | Buffer, headers?: Record<string, string> } | null} Answer
 */

/**
 * The app as it is built for real servers, as on a site: no part of the mock is in it.
 * @param {string} folder temporary; it is built there once
 * @returns {Promise<string>} the folder of the build
 */
export async function buildConnected(folder) {
  const outDir = join(folder, 'connected')
  if (existsSync(outDir)) return outDir
  await build({
    root,
    logLevel: 'error',
    define: { 'import.meta.env.MODE': '"connect"' },
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  })
  return outDir
}

/**
 * A plain server outside the page: a built page, and one server behind it, which answers as fast as node can.
 * @param {object} options
 * @param {string} options.folder of the build
 * @param {string} options.backend its id: it stands below /backends/<id>
 * @param {(path: string, query: URLSearchParams, body: string) => Answer | Promise<Answer>} options.answer `path` is
 * below the backend
 */
export async function serveApp({ folder, backend, answer }) {
  const base = `/backends/${backend}`
  const server = createServer((request, response) => {
    void respond()

    async function respond() {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      if (pathname === '/backends/config.json')
        return send({
          body: JSON.stringify({ demo: false, backends: [{ id: backend, address: null }] }),
        })
      if (pathname.startsWith(`${base}/`))
        return send(await answer(pathname.slice(base.length), searchParams, await textOf(request)))
      const found = await findFile(folder, pathname)
      if (!found) return send(null)
      response.setHeader('Content-Type', TYPES.get(extname(found.path)) ?? 'application/octet-stream')
      createReadStream(found.path).pipe(response)
    }

    /** @param {Answer} answered */
    function send(answered) {
      if (!answered) return void response.writeHead(404).end()
      const { body, headers } = answered
      const length = { 'Content-Length': Buffer.byteLength(body) }
      response.writeHead(200, { 'Content-Type': 'application/json', ...length, ...headers })
      response.end(body)
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function textOf(request) {
  /** @type {Buffer[]} */
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}
