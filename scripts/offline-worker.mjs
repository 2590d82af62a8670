import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './install.mjs'

/** As the app registers it, beside the page: it may answer for everything below. */
const NAME = 'offline-worker.js'

const SOURCE = join(root, 'src', 'app', 'offline', 'worker.js')

/** Every visitor's browser fetches and keeps that much. */
export const MOST_BYTES = 8_000_000

/**
 * Not kept: what browsers keep themselves (workers of this kind) or ask for in their tools, what stands on the page alone
 * after a sign-in, which needs a network, and what is for people who read the repository.
 */
const LEFT_OUT = [/\.map$/, /^(?:.*\/)?\./, /^(?:index\.html|[^/]*worker\.js)$/i, /^signed-in\./, /\.md$/]

/** @typedef {import('../src/app/offline/kept-files').KeptFiles} KeptFiles */

/**
 * Writes the service worker into the build, with the list of all files that the page may ask for. `vite` serves one that
 * keeps nothing.
 * @returns {import('vite').Plugin}
 */
export function offlineWorker() {
  let isDemo = true
  let out = ''
  return {
    name: 'offline-worker',
    configResolved(config) {
      isDemo = config.mode !== 'connect'
      out = config.build.outDir
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${NAME}`, (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
        response.setHeader('Cache-Control', 'no-cache')
        response.end(workerScript({ version: 'development', entry: '', files: [] }, isDemo))
      })
    },
    writeBundle: {
      order: 'post',
      handler() {
        const folder = join(root, relative(root, out))
        const { kept, bytes } = keptFiles(folder)
        if (bytes > MOST_BYTES)
          this.error(
            `The page would keep ${(bytes / 1e6).toFixed(1)} MB for offline use, more than ${MOST_BYTES / 1e6} MB: what is new, and does everybody need it?`,
          )
        writeFileSync(join(folder, NAME), workerScript(kept, isDemo))
      },
    },
  }
}

/**
 * All files of a build that the page may ask for, by name, and the version that they make.
 * @param {string} folder of the build
 * @returns {{ kept: KeptFiles, bytes: number }}
 * @throws {Error} where index.html names no script
 */
export function keptFiles(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const [, entry] = /<script type="module"[^>]*\ssrc="\.\/([^"]+)"/.exec(page) ?? []
  if (!entry) throw new Error('index.html of the build names no script of its own.')
  const files = filesBelow(folder)
    .map((path) => relative(folder, path).split(sep).join('/'))
    .filter((name) => !LEFT_OUT.some((pattern) => pattern.test(name)))
    .toSorted()
  const hash = createHash('sha256').update(page)
  let bytes = Buffer.byteLength(page)
  for (const name of files) {
    const content = readFileSync(join(folder, name))
    bytes += content.length
    hash.update(`${name} ${createHash('sha256').update(content).digest('hex')}\n`)
  }
  return { kept: { version: hash.digest('hex').slice(0, 12), entry, files }, bytes }
}

/**
 * @param {KeptFiles} kept
 * @param {boolean} isDemo with MSW's worker behind ours, which answers for the demo's servers
 */
export function workerScript(kept, isDemo) {
  const source = readFileSync(SOURCE, 'utf8')
  const own = `const KEPT = ${JSON.stringify(kept)}\n${source}`
  return isDemo ? `${own}\nimportScripts('mockServiceWorker.js')\n` : own
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
