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
  const { buildForNode } = await import('./node-build.mjs')
  const input = {
    main: join(root, 'src', 'cli', 'main.ts'),
    'detect-worker': join(root, 'src', 'cli', 'detect-worker.ts'),
  }
  await buildForNode(folder, input, { emptyOutDir: true, minify: false })
  writeFileSync(STAMP, stamp)
  return main
}
