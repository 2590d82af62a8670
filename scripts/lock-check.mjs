import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { isMain } from './sentence.mjs'

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, link?: boolean } & Partial<Record<
 *   'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>} LockEntry
 * @typedef {{ lockfileVersion?: number, packages?: Record<string, LockEntry> }} Lock
 * @typedef {Pick<LockEntry, 'dependencies' | 'devDependencies' | 'optionalDependencies'>} Manifest
 */

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/**
 * What is wrong with package.json and its lock, a sentence each; empty where `npm ci` gives the same
 * packages on every machine.
 * @param {Manifest} manifest
 * @param {Lock} lock
 * @returns {string[]}
 */
export function lockProblems(manifest, lock) {
  const packages = lock.packages ?? {}
  const entries = Object.entries(packages)
  if (lock.lockfileVersion !== 3 || entries.length < 2)
    return ['package-lock.json holds no packages of lockfile version 3.']
  return [
    ...pinProblems(manifest, packages),
    ...entries.flatMap(([path, entry]) => missingOptionals(path, entry, packages)),
    ...entries.flatMap(([path, entry]) => originProblems(path, entry)),
  ]
}

/**
 * @param {Manifest} manifest
 * @param {Record<string, LockEntry>} packages
 */
function pinProblems(manifest, packages) {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  return Object.entries(wanted).flatMap(([name, range]) => {
    if (!EXACT.test(range)) return [`package.json: ${name} is "${range}": pin it to one version.`]
    const locked = packages[`node_modules/${name}`]?.version
    return locked === range
      ? []
      : [`${name} is ${range} in package.json and ${locked ?? 'missing'} in package-lock.json.`]
  })
}

/**
 * A lock made on one platform by some npm versions lacks the bindings of the others: `npm ci` then
 * installs a package that cannot start (npm/cli#4828).
 * @param {string} path
 * @param {LockEntry} entry
 * @param {Record<string, LockEntry>} packages
 */
function missingOptionals(path, entry, packages) {
  return Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !resolves(path, name, packages))
    .map(
      (name) =>
        `package-lock.json: ${path || 'package.json'} wants the optional ${name}, and the lock has no entry for it.`,
    )
}

/**
 * Node's own search: in the package's node_modules, then in every folder above.
 * @param {string} path
 * @param {string} name
 * @param {Record<string, LockEntry>} packages
 */
function resolves(path, name, packages) {
  for (let folder = path; ; folder = parent(folder)) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/** @param {string} path `node_modules/a/node_modules/b` → `node_modules/a` */
function parent(path) {
  const cut = path.lastIndexOf('/node_modules/')
  return cut === -1 ? '' : path.slice(0, cut)
}

/**
 * @param {string} path
 * @param {LockEntry} entry
 */
function originProblems(path, entry) {
  if (path === '' || entry.link) return []
  return [
    // A host in the lock binds every machine to one registry.
    ...(entry.resolved === undefined
      ? []
      : [
          `package-lock.json: ${path} is bound to ${entry.resolved}: run npm install with the project's .npmrc.`,
        ]),
    ...(entry.integrity === undefined ? [`package-lock.json: ${path} has no integrity hash.`] : []),
  ]
}

/** @returns {string[]} */
export function checkLock() {
  /** @param {string} file */
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))
  return lockProblems(read('package.json'), read('package-lock.json'))
}

if (isMain(import.meta.url)) {
  const problems = checkLock()
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
