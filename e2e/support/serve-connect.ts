import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { createServer } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Connected {
  /** Of the page, with a slash at the end. */
  url: string
  /** Takes the Drift Watch server away; the page's own server stays. */
  stopBackend: () => Promise<void>
  close: () => Promise<void>
}

/**
 * `npm run connect` as a person starts it, before servers of their own addresses, one of each kind. No real ones are at
 * hand: the mocks stand in for them, as plain HTTP.
 */
export async function serveConnect(): Promise<Connected> {
  // Vite, since the mock's histories are files that only a bundler imports.
  const loader = await createServer({
    root,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  const load = async <T>(path: string) => (await loader.ssrLoadModule(path)) as T
  const { listenEach } = await load<typeof import('~/mocks/node')>('/src/mocks/node.ts')
  const { backendOf } = await load<typeof import('~/api/registry')>('/src/api/registry.ts')
  const servers = await listenEach()
  const stopped = new Set<string>()
  const stop = async ({ id, close }: (typeof servers)[number]) => {
    if (!stopped.has(id)) await close()
    stopped.add(id)
  }
  const stopBackend = async () => {
    for (const server of servers) if (server.id === 'drift-watch') await stop(server)
  }
  const child = spawn(process.execPath, ['scripts/connect.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      ...Object.fromEntries(servers.map(({ id, url }) => [backendOf(id).variable, url])),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    child.kill()
    await Promise.all(servers.map(stop))
    await loader.close()
  }
  try {
    return { url: await printedUrl(child), stopBackend, close }
  } catch (error) {
    await close()
    throw error
  }
}

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (piece: Buffer) => {
      // Without the colours that it may be printed in.
      said += stripVTControlCharacters(piece.toString('utf8'))
      const url = /http:\/\/localhost:\d+\//.exec(said)?.[0]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', () =>
      reject(new Error(`npm run connect ended before it printed an address:\n${said}`)),
    )
  })
}
