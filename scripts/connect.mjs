import { install, root } from './install.mjs'
import { isMain, runMain } from './sentence.mjs'

/** `npm run connect`: the same app against real servers, through the development server's proxy. */
async function connect() {
  install()
  // Only now: they may not have been installed before.
  const { createServer, loadEnv } = await import('vite')
  const { configuredServers, connectLines } = await import('./connect-proxy.mjs')
  for (const line of connectLines(configuredServers(loadEnv('connect', root, '')))) console.log(line)
  const server = await createServer({ root, mode: 'connect' })
  await server.listen()
  server.printUrls()
}

if (isMain(import.meta.url)) await runMain(connect)
