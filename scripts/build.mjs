import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { install, root } from './install.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** Everything that decides what a build holds. Tests are left out: they never reach the bundle. */
const INPUTS = [
  'index.html',
  'package.json',
  'package-lock.json',
  'public',
  'scripts/offline-worker.mjs',
  'src',
  'tsconfig.json',
  'vite.config.ts',
]

/** Stands in dist/ itself: Vite empties the folder, so a half-written build has no stamp. */
const STAMP = '.inputs.sha256'

export const dist = join(root, 'dist')

/**
 * Builds the demo into dist/ unless it was built from exactly these inputs.
 * @param {{ force?: boolean, onBuild?: () => void }} [options] `onBuild` is called where a build is needed, before it
 * @returns {{ built: boolean, output: string }}
 */
export function buildDemo({ force = false, onBuild = () => {} } = {}) {
  const stampFile = join(dist, STAMP)
  const stamp = hashInputs(root)
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return { built: false, output: '' }
  onBuild()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const done = spawnSync(process.execPath, [vite, 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const output = `${done.stdout}${done.stderr}`.trim()
  if (done.status !== 0) throw new Sentence(`${output}\nThe demo could not be built: see the error above.`)
  writeFileSync(stampFile, stamp)
  return { built: true, output }
}

/**
 * SHA-256 over the names and contents of the build's inputs.
 * @param {string} folder the project's root
 */
export function hashInputs(folder) {
  const hash = createHash('sha256')
  for (const input of INPUTS) {
    for (const file of filesUnder(join(folder, input))) {
      const content = createHash('sha256').update(readFileSync(file)).digest('hex')
      hash.update(`${relative(folder, file).replaceAll('\\', '/')} ${content}\n`)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} path a file or a folder
 * @returns {string[]} sorted, so that the hash does not depend on the file system
 */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)))
}

if (isMain(import.meta.url)) {
  await runMain(() => {
    install()
    console.log(buildDemo({ force: true }).output)
  })
}
