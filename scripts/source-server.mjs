import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from './install.mjs'

/** Loads the project's own TypeScript in node (`ssrLoadModule`), without a page. Close it when done. */
export function sourceServer() {
  return createServer({
    root,
    configFile: false,
    resolve: { alias: { '~': join(root, 'src') } },
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
    logLevel: 'error',
  })
}
