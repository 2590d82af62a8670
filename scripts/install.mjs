// Runs before anything is installed: node's own modules only, and no syntax newer than the refused versions.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMain, runMain, Sentence } from './sentence.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

const STAMP = '.package-lock.sha256'

/**
 * Installs the packages where they are missing or older than the lock, and says so in a line.
 * Does nothing, silently, where they are up to date.
 * @param {string} [folder] the project's root
 */
export function install(folder = root) {
  refuseOldNode(process.versions.node)
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  const stampFile = join(folder, 'node_modules', STAMP)
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  if (!isInstalled(lock, join(folder, 'node_modules', '.package-lock.json'))) npmCi(folder)
  writeFileSync(stampFile, stamp)
}

/** @param {string} version as in `process.versions.node` */
export function refuseOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Sentence(
    `Tidemark needs Node 20.19 or newer, and this is Node ${version}: install a newer one from nodejs.org.`,
  )
}

/**
 * Whether npm's own record of node_modules holds exactly the lock's packages: someone ran
 * `npm ci` or `npm install` by hand, and a second install would only cost time.
 * @param {string} lock text of package-lock.json
 * @param {string} recordFile node_modules/.package-lock.json
 */
function isInstalled(lock, recordFile) {
  if (!existsSync(recordFile)) return false
  const wanted = JSON.parse(lock).packages
  const present = JSON.parse(readFileSync(recordFile, 'utf8')).packages
  const asWanted = Object.keys(present).every(
    (path) => wanted[path] && wanted[path].version === present[path].version,
  )
  // Optional packages of other platforms are in the lock and never on the disk.
  const complete = Object.keys(wanted).every((path) => path === '' || present[path] || wanted[path].optional)
  return asWanted && complete
}

/** @param {string} folder */
function npmCi(folder) {
  console.log('Installing packages (npm ci) …')
  const started = Date.now()
  const windows = process.platform === 'win32'
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    encoding: 'utf8',
    shell: windows,
  })
  if (done.error || done.status !== 0) {
    const last = `${done.stdout || ''}${done.stderr || ''}`.trim().split('\n').slice(-15).join('\n')
    if (last) console.error(last)
    const why = done.error ? `npm could not be started (${done.error.message})` : 'npm ci failed, see above'
    throw new Sentence(
      `The packages could not be installed: ${why}. Check the network and run the command again.`,
    )
  }
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

if (isMain(import.meta.url)) await runMain(() => install())
