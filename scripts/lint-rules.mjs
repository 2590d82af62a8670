// The project's own rules, loaded by oxlint (.oxlintrc.json, jsPlugins).
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { packageRefusal, placeOf, refusalBetween } from './import-matrix.mjs'

/**
 * The little of ESLint's rule API that the rules use.
 * @typedef {{ type: string, [field: string]: any }} Node
 * @typedef {{ filename: string, cwd: string, report: (found: { node: Node, message: string }) => void }} Context
 */

/** Imports go down only, by the table in import-matrix.mjs: static, dynamic, type and worker imports alike. */
const imports = {
  /** @param {Context} context */
  create(context) {
    const path = slashed(relative(context.cwd, context.filename))
    const from = placeOf(path)
    if (!from) return {}
    const testPackages = developmentPackages(context.cwd)
    /** @type {(node: Node, source: Node | null | undefined, kind: import('./import-matrix.mjs').ImportKind) => void} */
    const check = (node, source, kind) => {
      if (source?.type !== 'Literal' || typeof source['value'] !== 'string') return
      const message = refusal(context.cwd, path, from, source['value'], kind, testPackages)
      if (message) context.report({ node, message })
    }
    return {
      /** @param {Node} node */
      ImportDeclaration: (node) => check(node, node['source'], kindOf(node['importKind'])),
      /** @param {Node} node */
      ExportNamedDeclaration: (node) => check(node, node['source'], kindOf(node['exportKind'])),
      /** @param {Node} node */
      ExportAllDeclaration: (node) => check(node, node['source'], kindOf(node['exportKind'])),
      /** @param {Node} node */
      ImportExpression: (node) => check(node, node['source'], 'dynamic'),
      /** @param {Node} node */
      TSImportType: (node) => check(node, node['source'], 'type'),
      // new Worker(new URL('./drift.worker.ts', import.meta.url))
      /** @param {Node} node */
      NewExpression: (node) => {
        if (node['callee'].name === 'URL' && isImportMeta(node['arguments'][1]))
          check(node, node['arguments'][0], 'value')
      },
      // import.meta.glob('./pages/**')
      /** @param {Node} node */
      CallExpression: (node) => {
        if (node['callee'].type === 'MemberExpression' && node['callee'].object.type === 'MetaProperty') {
          check(node, node['arguments'][0], 'value')
        }
      },
      // vi.mock needs no entry: a mocked module is imported by the test itself.
    }
  },
}

/**
 * @param {string} cwd
 * @param {string} path of the importing file, from the root
 * @param {import('./import-matrix.mjs').Place} from
 * @param {string} written
 * @param {import('./import-matrix.mjs').ImportKind} kind
 * @param {ReadonlySet<string>} testPackages
 */
function refusal(cwd, path, from, written, kind, testPackages) {
  const specifier = written.split('?', 1)[0] ?? written
  const aliased = specifier.startsWith('~/')
  if (!aliased && !specifier.startsWith('.')) return packageRefusal(from, specifier, kind, testPackages)
  const target = aliased ? `src/${specifier.slice(2)}` : posix.join(posix.dirname(path), specifier)
  const to = placeOf(target)
  if (!to) return from.isTest ? null : `${specifier} leads out of src/: the app is built from src/ alone.`
  const between = refusalBetween(from, to, kind)
  if (between) return between
  if (from.folder !== to.folder) {
    return aliased || from.folder === 'app'
      ? null
      : `Write ~/${target.slice('src/'.length)}: relative imports stay within their folder.`
  }
  return from.folder === 'pages' ? refusalBetweenPages(cwd, path, target) : null
}

/**
 * A page never imports another page.
 * @param {string} cwd
 * @param {string} from
 * @param {string} to
 */
function refusalBetweenPages(cwd, from, to) {
  const own = pageFolder(cwd, from)
  return to === own || to.startsWith(`${own}/`)
    ? null
    : `A page never imports another page: ${own}/ may not import ${to}.`
}

/**
 * `src/pages/lab` or `src/pages/drift/history`: an area holds folders only, a page's folder holds files.
 * @param {string} cwd
 * @param {string} path of a file below src/pages/
 */
function pageFolder(cwd, path) {
  const folders = path.split('/').slice(2, -1)
  const [area, page] = folders
  if (area === undefined) return path
  const isPage = readdirSync(join(cwd, 'src/pages', area)).some((name) => /\.tsx?$/.test(name))
  return isPage || page === undefined ? `src/pages/${area}` : `src/pages/${area}/${page}`
}

/** @type {Map<string, ReadonlySet<string>>} */
const packagesByRoot = new Map()

/** @param {string} cwd */
function developmentPackages(cwd) {
  const known = packagesByRoot.get(cwd)
  if (known) return known
  const { devDependencies = {} } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
  const names = new Set(Object.keys(devDependencies))
  packagesByRoot.set(cwd, names)
  return names
}

/** @param {unknown} kind @returns {import('./import-matrix.mjs').ImportKind} */
function kindOf(kind) {
  return kind === 'type' ? 'type' : 'value'
}

/** @param {Node | undefined} node */
function isImportMeta(node) {
  return node?.type === 'MemberExpression' && node['object'].type === 'MetaProperty'
}

/** @param {string} path */
function slashed(path) {
  return path.replaceAll('\\', '/')
}

/** Equal inputs give equal results: no clock and no randomness but the seeded one. */
const deterministic = {
  /** @param {Context} context */
  create(context) {
    /** @type {(node: Node, what: string) => void} */
    const refuse = (node, what) => {
      context.report({
        node,
        message: `${what} makes results differ from run to run: take a seed or a time as a parameter.`,
      })
    }
    return {
      /** @param {Node} node */
      MemberExpression: (node) => {
        const name = `${node['object'].name}.${node['computed'] ? node['property'].value : node['property'].name}`
        if (CLOCKS_AND_DICE.has(name)) refuse(node, name)
      },
      /** @param {Node} node */
      NewExpression: (node) => {
        if (node['callee'].name === 'Date' && node['arguments'].length === 0) refuse(node, 'new Date()')
      },
      /** @param {Node} node */
      CallExpression: (node) => {
        if (node['callee'].name === 'Date') refuse(node, 'Date()')
      },
      /** @param {Node} node */
      VariableDeclarator: (node) => {
        if (node['id'].type !== 'ObjectPattern' || !node['init']) return
        for (const property of node['id'].properties) {
          const name = `${node['init'].name}.${property.key?.name}`
          if (CLOCKS_AND_DICE.has(name)) refuse(property, name)
        }
      },
    }
  },
}

const CLOCKS_AND_DICE = new Set(['Math.random', 'Date.now', 'crypto.getRandomValues', 'crypto.randomUUID'])

/**
 * Functions that an engine may round as it likes (ECMA-262, 21.3.2): the last bits of a result would differ between
 * browsers. `x ** 2` is a product, and 2 to a whole number written out is exact.
 */
const sameBits = {
  /** @param {Context} context */
  create(context) {
    /** @type {(node: Node, what: string) => void} */
    const refuse = (node, what) => {
      context.report({
        node,
        message: `${what} may differ in the last bit between engines: use exp, log, power … of src/drift/math/.`,
      })
    }
    /** @type {(node: Node, base: Node, exponent: Node) => void} */
    const checkPower = (node, base, exponent) => {
      const written = exponent.type === 'UnaryExpression' ? exponent['argument'] : exponent
      if (!(exponent['value'] === 2 || (base['value'] === 2 && written.type === 'Literal')))
        refuse(node, '**')
    }
    return {
      /** @param {Node} node */
      MemberExpression: (node) => {
        const name = node['computed'] ? node['property'].value : node['property'].name
        if (node['object'].name === 'Math' && ROUNDED_FREELY.has(name)) refuse(node, `Math.${name}`)
      },
      /** @param {Node} node */
      VariableDeclarator: (node) => {
        if (node['id'].type !== 'ObjectPattern' || node['init']?.name !== 'Math') return
        for (const property of node['id'].properties)
          if (ROUNDED_FREELY.has(property.key?.name)) refuse(property, `Math.${property.key.name}`)
      },
      /** @param {Node} node */
      BinaryExpression: (node) => {
        if (node['operator'] === '**') checkPower(node, node['left'], node['right'])
      },
      /** @param {Node} node */
      AssignmentExpression: (node) => {
        if (node['operator'] === '**=') refuse(node, '**=')
      },
    }
  },
}

const ROUNDED_FREELY = new Set(
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh'.split(
    ' ',
  ),
)

/**
 * Numbers and dates have one style everywhere: `lib/format.ts` and `lib/dates.ts` print them, and nothing else does.
 * What programs read is printed by `String` and `toISOString`; `Intl.Collator` orders, and prints nothing.
 */
const formats = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      MemberExpression: (node) => {
        const name = node['computed'] ? node['property'].value : node['property'].name
        const home =
          PRINTED_BY.get(name) ?? (node['object'].name === 'Intl' ? PRINTED_BY_INTL.get(name) : null)
        if (home)
          context.report({
            node,
            message: `${name} has a style of its own: use what src/lib/${home} prints, or add it there.`,
          })
      },
    }
  },
}

const NUMBERS = 'format.ts'
const DATES = 'dates.ts'

/** What prints a number or a part of a date, by the module that does so instead. @type {ReadonlyMap<string, string>} */
const PRINTED_BY = new Map([
  ...printedBy(NUMBERS, ['toFixed', 'toPrecision', 'toExponential', 'toLocaleString']),
  ...printedBy(DATES, [
    'toLocaleDateString',
    'toLocaleTimeString',
    'toDateString',
    'toTimeString',
    'toUTCString',
  ]),
  ...['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].flatMap((part) =>
    printedBy(DATES, [`get${part}`, `getUTC${part}`]),
  ),
])

/**
 * @param {string} home
 * @param {readonly string[]} names
 * @returns {[string, string][]}
 */
function printedBy(home, names) {
  return names.map((name) => [name, home])
}

/** @type {ReadonlyMap<string, string>} */
const PRINTED_BY_INTL = new Map([
  ['NumberFormat', NUMBERS],
  ['DateTimeFormat', DATES],
  ['RelativeTimeFormat', DATES],
  ['DurationFormat', DATES],
])

/** `test.only` and `test.describe.only` of Playwright, which the vitest rule does not know. */
const noOnly = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      CallExpression: (node) => {
        let callee = node['callee']
        if (callee.type !== 'MemberExpression' || callee.property.name !== 'only') return
        while (callee.type === 'MemberExpression') callee = callee.object
        if (callee.name === 'test')
          context.report({ node, message: 'Take .only out: it switches every other test off.' })
      },
    }
  },
}

export default {
  meta: { name: 'tidemark' },
  rules: { imports, deterministic, 'same-bits': sameBits, formats, 'no-only': noOnly },
}
