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
 * `npm run connect` as a person starts it, before a Drift Watch server of its own process and address. No real one is
 * at hand: the mock stands in for it, as plain HTTP.
 */
export async function serveConnect(): Promise<Connected> {
  // Vite, since the mock's histories are files that only a bundler imports.
  const loader = await createServer({
    root,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  const { listenMock } = (await loader.ssrLoadModule('/src/mocks/node.ts')) as typeof import('~/mocks/node')
  const backend = await listenMock('drift-watch')
  let isUp = true
  const stopBackend = async () => {
    if (isUp) await backend.close()
    isUp = false
  }
  const child = spawn(process.execPath, ['scripts/connect.mjs'], {
    cwd: root,
    env: { ...process.env, DRIFT_WATCH_URL: backend.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    child.kill()
    await stopBackend()
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
