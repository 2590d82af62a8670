import { install } from './install.mjs'
import { buildDemo, dist } from './build.mjs'
import { IDENTITY_PROVIDERS, identityProvidersOf } from './content-security.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'
import { serveFolder } from './static-server.mjs'

const DEFAULT_PORT = 4173

/** `npm start`: installs and builds what is missing, then serves the demo until it is interrupted. */
async function start() {
  const identityProviders = identityProvidersOf(process.env[IDENTITY_PROVIDERS])
  install()
  if (buildDemo({ onBuild: () => console.log('Building the demo …') }).built) console.log('Built.')
  const server = await serveFolder({ folder: dist, port: firstPort(), identityProviders })
  console.log(`Tidemark runs at ${server.url} (stop it with Ctrl+C)`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

function firstPort() {
  const given = process.env['PORT']
  if (!given) return DEFAULT_PORT
  const port = Number(given)
  if (Number.isInteger(port) && port > 0 && port < 65_516) return port
  throw new Sentence(`PORT must be a port number, and it is "${given}".`)
}

if (isMain(import.meta.url)) await runMain(start)
