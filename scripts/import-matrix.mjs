/**
 * Which folder of src/ may import from which: imports go down only. The one table; the lint rule
 * `tidemark/imports` reads it, and `import-matrix.test.mjs` proves every cell of it.
 *
 * - `any`: values and types
 * - `types`: `import type` alone (tests of the folder: any)
 * - `dynamic`: `import()` alone
 * - `{ values: [files] }`: values from these files of the folder (a path without its ending; a star is any one folder),
 *   types from all
 * - not listed: nothing
 *
 * @typedef {'any' | 'types' | 'dynamic' | { values: readonly string[] }} Permission
 * @type {Readonly<Record<string, Readonly<Record<string, Permission>>>>}
 */
export const FOLDERS = {
  app: {
    pages: 'any',
    scaffold: 'any',
    queries: 'any',
    charts: 'any',
    forms: 'any',
    stores: 'any',
    ui: 'any',
    api: 'any',
    workers: 'any',
    data: 'any',
    domain: 'any',
    drift: 'any',
    lib: 'any',
    mocks: 'dynamic',
  },
  pages: {
    scaffold: 'any',
    queries: 'any',
    charts: 'any',
    forms: 'any',
    stores: 'any',
    ui: 'any',
    domain: 'any',
    data: 'any',
    drift: { values: ['registry', 'params', 'results', 'guides', 'calibrations', 'independence'] },
    lib: 'any',
  },
  // What every page stands on; it knows no page, and one server by name: what several pages publish to.
  scaffold: {
    queries: 'any',
    stores: 'any',
    ui: 'any',
    domain: { values: ['drift-watch/publish', 'drift-watch/permission'] },
    lib: 'any',
  },
  queries: {
    workers: 'any',
    api: 'any',
    stores: 'any',
    domain: 'any',
    data: { values: ['samples', 'read-options'] },
    drift: 'types',
    lib: 'any',
  },
  // Workers parse and validate what the page fetched: the contracts and how rows become our words, never a client.
  workers: {
    api: { values: ['contract', 'decode', '*/contract', '*/wire'] },
    domain: 'any',
    data: 'any',
    drift: 'any',
    lib: 'any',
  },
  charts: { ui: 'any', drift: 'types', lib: 'any' },
  forms: { ui: 'any', drift: { values: ['params'] }, lib: 'any' },
  api: { domain: 'any', lib: 'any' },
  stores: { lib: 'any' },
  ui: { lib: 'any' },
  data: { drift: 'types', lib: 'any' },
  domain: { data: 'types', drift: 'types', lib: 'any' },
  drift: { lib: 'any' },
  lib: {},
  mocks: { api: 'any', domain: 'any', drift: 'any', data: 'any', lib: 'any' },
  cli: { drift: 'any', data: 'any', api: 'any', domain: 'any', lib: 'any' },
}

/** Packages that one or a few folders alone import; a folder's tests are held to it too. */
export const FENCED_PACKAGES = {
  recharts: ['charts'],
  comlink: ['workers'],
  zustand: ['stores'],
  idb: ['stores', 'mocks'],
  oauth4webapi: ['api'],
  msw: ['mocks'],
  hyparquet: ['data'],
  react: ['app', 'pages', 'scaffold', 'queries', 'charts', 'forms', 'stores', 'ui'],
  'react-dom': ['app', 'pages', 'charts', 'ui'],
  'react-router': ['app', 'pages', 'scaffold', 'ui'],
  'react-aria-components': ['app', 'pages', 'charts', 'forms', 'ui'],
  '@tanstack/react-query': ['app', 'pages', 'scaffold', 'queries'],
  '@tanstack/react-table': ['ui'],
}

/** Of a fenced package: the room of its folder that alone imports it. */
export const FENCED_ROOMS = { recharts: 'ordinary' }

/** Folders whose code runs in a terminal and may use node's own modules. */
export const NODE_FOLDERS = ['cli']

/** Files of other folders that run in node alone, without their ending. */
export const NODE_FILES = ['mocks/node']

/** Tests, and the code and data that only tests load. */
const TEST_FILE = /\.(?:test|test-support)\.tsx?$|\/(?:golden|fixtures)\//

/**
 * @typedef {object} Place where a file stands in src/
 * @property {string} folder first level: `charts`; `app` for files of src/ itself
 * @property {string} file path below that folder, without its ending
 * @property {boolean} isTest
 */

/**
 * @param {string} path with forward slashes, from the project's root: `src/charts/axis.tsx`
 * @returns {Place | null} null outside of src/
 */
export function placeOf(path) {
  const [top, folder, ...rest] = path.split('/')
  if (top !== 'src' || folder === undefined) return null
  const isTest = TEST_FILE.test(path)
  if (rest.length === 0) return { folder: 'app', file: withoutEnding(folder), isTest }
  return { folder, file: withoutEnding(rest.join('/')), isTest }
}

/** @param {string} path */
function withoutEnding(path) {
  return path.replace(/\.(?:[cm]?[jt]sx?)$/, '')
}

/**
 * @typedef {'value' | 'type' | 'dynamic'} ImportKind
 */

/**
 * Why one file of src/ may not import another; null where it may.
 * @param {Place} from
 * @param {Place} to
 * @param {ImportKind} kind
 */
export function refusalBetween(from, to, kind) {
  const permissions = FOLDERS[from.folder]
  if (!permissions || !FOLDERS[to.folder]) {
    const unknown = permissions ? to.folder : from.folder
    return `src/${unknown}/ is not in the import matrix: add it to scripts/import-matrix.mjs.`
  }
  if (from.folder === to.folder) return null
  // Everything may be tested against the mocks; nothing else may reach them.
  if (from.isTest && to.folder === 'mocks') return null
  const permission = permissions[to.folder]
  if (permission === undefined) return `${from.folder}/ may not import ${to.folder}/: imports go down only.`
  if (permission === 'any') return null
  if (permission === 'dynamic') {
    return kind === 'dynamic' ? null : `${from.folder}/ may reach ${to.folder}/ only by import().`
  }
  if (kind === 'type' || from.isTest) return null
  if (permission === 'types')
    return `${from.folder}/ may import only types from ${to.folder}/: write \`import type\`.`
  if (permission.values.some((file) => isNamedBy(file, to.file))) return null
  const files = permission.values.map((file) => `${to.folder}/${file}`).join(', ')
  return `${from.folder}/ may import values only from ${files}, and types from all of ${to.folder}/.`
}

/**
 * @param {string} pattern of a permission's `values`
 * @param {string} file
 */
function isNamedBy(pattern, file) {
  const names = pattern.split('/')
  const parts = file.split('/')
  return names.length === parts.length && names.every((name, k) => name === '*' || name === parts[k])
}

/**
 * Why a file of src/ may not import a package or one of node's modules; null where it may.
 * @param {Place} from
 * @param {string} specifier as written: `recharts/types`, `node:fs`
 * @param {ImportKind} kind
 * @param {ReadonlySet<string>} testPackages the project's devDependencies
 */
export function packageRefusal(from, specifier, kind, testPackages) {
  if (specifier.startsWith('node:')) {
    const isNode = NODE_FOLDERS.includes(from.folder) || NODE_FILES.includes(`${from.folder}/${from.file}`)
    return from.isTest || isNode
      ? null
      : `${from.folder}/ runs in the browser and may not import ${specifier}.`
  }
  const name = packageName(specifier)
  /** @type {Record<string, readonly string[]>} */
  const fences = FENCED_PACKAGES
  const fence = fences[name]
  if (fence && !fence.includes(from.folder)) return `Only ${fence.join(', ')} may import ${name}.`
  /** @type {Record<string, string>} */
  const rooms = FENCED_ROOMS
  const room = rooms[name]
  if (room && !from.file.startsWith(`${room}/`)) return `Only ${from.folder}/${room}/ may import ${name}.`
  if (testPackages.has(name) && !from.isTest && kind !== 'type' && from.folder !== 'mocks') {
    return `${name} is a development dependency: only tests may import it.`
  }
  return null
}

/** @param {string} specifier */
export function packageName(specifier) {
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}
