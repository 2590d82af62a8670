import { buildDemo, dist } from '../../scripts/build.mjs'
import { serveFolder } from '../../scripts/static-server.mjs'

/**
 * Serves the demo as `npm start` does, on a free port, for as long as the tests run. Where an address is given, the app is
 * there already (`npm run test:real`).
 */
export default async function serveDemo(): Promise<() => Promise<void>> {
  if (process.env['TIDEMARK_URL']) return () => Promise.resolve()
  buildDemo({ onBuild: () => console.log('Building the demo …') })
  const server = await serveFolder({ folder: dist, port: 0 })
  process.env['TIDEMARK_URL'] = server.url
  return server.close
}
