import { join } from 'node:path'
import { build } from 'vite'
import { root } from './install.mjs'

/**
 * Bundles sources for node, with all packages in them: each entry becomes `<name>.mjs` in the folder.
 * @param {string} folder
 * @param {Record<string, string>} input paths of the entries, by name
 * @param {import('vite').BuildOptions} [more]
 */
export async function buildForNode(folder, input, more = {}) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '~': join(root, 'src') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      rollupOptions: {
        input,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
      ...more,
    },
  })
}
