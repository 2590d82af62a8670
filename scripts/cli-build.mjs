import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashInputs } from './build.mjs'
import { root } from './install.mjs'

/** Where the command line is built into. */
const folder = join(root, '.cache', 'cli')
const STAMP = join(folder, '.inputs.sha256')

/**
 * Builds `tidemark` for node, with all its packages in it, unless it was built from exactly these sources.
 * @returns {Promise<string>} its main file
 */
export async function buildCli() {
  const main = join(folder, 'main.mjs')
  const stamp = hashInputs(root)
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return main
  const { build } = await import('vite')
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
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: {
          main: join(root, 'src', 'cli', 'main.ts'),
          'detect-worker': join(root, 'src', 'cli', 'detect-worker.ts'),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  writeFileSync(STAMP, stamp)
  return main
}
