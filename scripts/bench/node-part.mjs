import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { root } from '../install.mjs'

/**
 * Bundles a part of the benchmark for node, as it is run by an engine: without the test runner's detours at each import.
 * @param {string} name of a file beside this one
 * @param {string} folder temporary
 * @returns {Promise<string>} the file to run
 */
export async function buildNodePart(name, folder) {
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
        input: { part: fileURLToPath(new URL(name, import.meta.url)) },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return join(folder, 'part.mjs')
}
