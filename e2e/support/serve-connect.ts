import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { createServer } from 'vite'
import type { RunningProvider } from '../../src/api/oidc/identity-provider.test-support'
import { askProvider } from './ask-provider'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Connected {
  /** Of the page, with a slash at the end. */
  url: string
  /** Takes the Drift Watch server away; the page's own server stays. */
  stopBackend: () => Promise<void>
  /** Bearer tokens that Drift Watch was sent, each once, in the order of their first use. */
  tokens: readonly string[]
  close: () => Promise<void>
}

/**
 * `npm run connect` as a person starts it, before servers of their own addresses, one of each kind. No real ones are at
 * hand: the mocks stand in for them, as plain HTTP.
 * @param provider signs people in at Drift Watch, which then asks it whose token it was sent
 */
export async function serveConnect(provider: RunningProvider | null = null): Promise<Connected> {
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
  const driftWatch = servers.find(({ id }) => id === 'drift-watch')
  const front = provider && driftWatch ? await askProvider(driftWatch.url, provider) : null
  const child = spawn(process.execPath, ['scripts/connect.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      ...Object.fromEntries(servers.map(({ id, url }) => [backendOf(id).variable, url])),
      ...(provider && front
        ? {
            DRIFT_WATCH_URL: front.url,
            DRIFT_WATCH_OIDC_ISSUER: provider.issuer,
            DRIFT_WATCH_OIDC_CLIENT_ID: provider.clientId,
          }
        : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    child.kill()
    await Promise.all([...servers.map(stop), front?.close()])
    await loader.close()
  }
  try {
    return { url: await printedUrl(child), stopBackend, tokens: front?.tokens ?? [], close }
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
