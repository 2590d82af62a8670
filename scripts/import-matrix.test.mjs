import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FENCED_PACKAGES, FENCED_ROOMS } from './import-matrix.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * What the linter must say, written down a second time by hand (the rule reads import-matrix.mjs).
 * Row: the importing folder; column: the imported one.
 * v: values and types, t: types only, d: import() only, -: nothing.
 */
const EXPECTED = `
          app pages scaffold queries charts forms stores ui api workers data domain drift lib mocks cli
app       v   v     v        v       v      v     v      v  v   v       v    v      v     v   d     -
pages     -   -     v        v       v      v     v      v  -   -       v    v      t     v   -     -
scaffold  -   -     v        v       -      -     v      v  -   -       -    t      -     v   -     -
queries   -   -     -        v       -      -     v      -  v   v       t    v      t     v   -     -
charts    -   -     -        -       v      -     -      v  -   -       -    -      t     v   -     -
forms     -   -     -        -       -      v     -      v  -   -       -    -      t     v   -     -
stores    -   -     -        -       -      -     v      -  -   -       -    -      -     v   -     -
ui        -   -     -        -       -      -     -      v  -   -       -    -      -     v   -     -
api       -   -     -        -       -      -     -      -  v   -       -    v      -     v   -     -
workers   -   -     -        -       -      -     -      -  t   v       v    v      v     v   -     -
data      -   -     -        -       -      -     -      -  -   -       v    -      t     v   -     -
domain    -   -     -        -       -      -     -      -  -   -       t    v      t     v   -     -
drift     -   -     -        -       -      -     -      -  -   -       -    -      v     v   -     -
lib       -   -     -        -       -      -     -      -  -   -       -    -      -     v   -     -
mocks     -   -     -        -       -      -     -      -  v   -       v    v      v     v   v     -
cli       -   -     -        -       -      -     -      -  v   -       v    v      v     v   -     v
`

/** Imports that are forbidden although they look small, each as [file, line of code]. */
const FORBIDDEN = [
  ['src/ui/a.ts', "export { y } from '~/queries/lab'"],
  ['src/ui/b.ts', "export * from '../queries/lab'"],
  ['src/ui/c.ts', "export type C = import('~/queries/lab').C"],
  ['src/ui/d.ts', "export const d = new Worker(new URL('../workers/drift.worker.ts', import.meta.url))"],
  ['src/ui/e.ts', "export const e = import.meta.glob('../pages/**')"],
  ['src/ui/f.ts', "import text from '../queries/lab.sql?raw'; export { text }"],
  ['src/ui/deep/down/g.ts', "export { y } from '../../../charts/axis'"],
  ['src/ui/h.ts', "export { y } from '../lib/format'"],
  ['src/ui/i.ts', "export { y } from '../../e2e/support/test'"],
  ['src/lib/a.ts', "export { readFileSync } from 'node:fs'"],
  ['src/data/a.ts', "export { parse } from 'papaparse'"],
  ['src/pages/lab/page.tsx', "export { y } from '../detectors/page'"],
  ['src/pages/lab/a.ts', "export { y } from '~/pages/detectors/page'"],
  ['src/pages/drift/history/page.tsx', "export { y } from '../record/page'"],
  ['src/pages/drift/history/parts/a.ts', "export { y } from '../../record/page'"],
  ['src/pages/drift/history/parts/b.ts', "export const y = import('../../record/page')"],
  ['src/pages/lab/b.ts', "export { y } from '~/drift/detectors/kernel/mmd'"],
  ['src/forms/a.ts', "export { y } from '~/drift/registry'"],
  ['src/queries/a.ts', "export { y } from '~/data/csv/csv'"],
  ['src/mystery/a.ts', "export { y } from '~/lib/format'"],
  ['src/ui/j.ts', "export { y } from '~/mystery/a'"],
  ['src/charts/trend/a.tsx', "export { Scatter } from 'recharts'"],
  ['src/stores/a.ts', "export { y } from '~/mocks/browser'"],
  ['src/mocks/db.ts', "export { createServer } from 'node:http'"],
  ['src/workers/a.ts', "export { y } from '~/api/transport'"],
  ['src/workers/b.ts', "export { y } from '~/api/drift-watch/backend'"],
  ['src/workers/c.ts', "export { y } from '~/api/drift-watch/deeper/contract'"],
]

const ALLOWED = [
  ['src/pages/lab/c.ts', "export { detectors } from '~/drift/registry'"],
  ['src/pages/lab/d.ts', "export { y } from './parts/a'"],
  ['src/pages/lab/parts/a.ts', "export { y } from '../c'"],
  ['src/pages/lab/parts/b.ts', "export { y } from '~/pages/lab/c'"],
  ['src/pages/drift/history/parts/c.ts', "export { y } from '../series'"],
  ['src/forms/b.ts', "export { y } from '~/drift/params'"],
  ['src/queries/b.ts', "export { samples } from '~/data/samples'"],
  ['src/data/b.test.ts', "export { parse } from 'papaparse'"],
  ['src/data/c.test.ts', "export { readFileSync } from 'node:fs'"],
  ['src/data/fixtures/read.ts', "export { readFileSync } from 'node:fs'"],
  ['src/charts/b.test.tsx', "export { y } from '~/mocks/db'"],
  ['src/charts/c.test.tsx', "export { y } from '~/drift/detectors/column-tests/ks'"],
  ['src/main.tsx', "export const y = import('~/mocks/browser')"],
  ['src/mocks/node.ts', "export { createServer } from 'node:http'"],
  ['src/data/d.ts', "export type { FileMetaData } from 'hyparquet'"],
  ['src/workers/d.ts', "export { decode } from '~/api/decode'"],
  ['src/workers/e.ts', "export { y } from '~/api/contract'"],
  ['src/workers/f.ts', "export { y } from '~/api/drift-watch/contract'"],
  ['src/lib/dates.ts', 'export const f = (d: Date): number => d.getUTCMonth()'],
  ['src/ui/r26.ts', "export const f = new Intl.Collator('en')"],
  ['src/domain/r27.ts', 'export const f = (d: Date): string => d.toISOString()'],
  ['src/workers/g.ts', "export { y } from '~/api/drift-watch/wire'"],
]

/** Other rules that must be on: [file, code, rule]. */
const RULES = [
  ['src/drift/r1.ts', 'export const x = Math.random()', 'tidemark(deterministic)'],
  ['src/charts/r2.ts', 'export const x = Date.now()', 'tidemark(deterministic)'],
  ['src/data/r3.ts', 'export const x = new Date()', 'tidemark(deterministic)'],
  ['src/ui/r4.test.ts', "export const x = Math['random']()", 'tidemark(deterministic)'],
  ['src/drift/r5.ts', 'export const { random } = Math', 'tidemark(deterministic)'],
  ['src/drift/r17.ts', 'export const x = Math.exp(1)', 'tidemark(same-bits)'],
  ['src/drift/r18.ts', 'export const x = [1].map(Math.log1p)', 'tidemark(same-bits)'],
  ['src/data/r19.ts', 'export const { hypot } = Math', 'tidemark(same-bits)'],
  ['src/drift/r20.ts', 'export const f = (x: number): number => x ** 3', 'tidemark(same-bits)'],
  ['src/drift/r21.ts', 'export const f = (x: number): number => 2 ** x', 'tidemark(same-bits)'],
  ['src/ui/r22.ts', 'export const f = (x: number): string => x.toFixed(2)', 'tidemark(formats)'],
  ['src/cli/r23.ts', "export const f = (x: number): string => x.toLocaleString('en')", 'tidemark(formats)'],
  ['src/pages/lab/r24.ts', 'export const f = (d: Date): number => d.getUTCMonth()', 'tidemark(formats)'],
  ['src/domain/r25.ts', "export const f = new Intl.DateTimeFormat('en')", 'tidemark(formats)'],
  ['src/ui/r6.tsx', 'export const x = <p dangerouslySetInnerHTML={{ __html: "a" }} />', 'react(no-danger)'],
  ['src/ui/r7.ts', 'export const x = (y: any): string => String(y)', 'typescript(no-explicit-any)'],
  ['src/ui/r8.ts', '// @ts-ignore\nexport const x: string = 1', 'typescript(ban-ts-comment)'],
  [
    'src/ui/r9.test.ts',
    "import { test } from 'vitest'\ntest.only('x', () => {})",
    'vitest(no-focused-tests)',
  ],
  [
    'e2e/r10.e2e.ts',
    "import { test } from './support/test'\ntest.describe.only('x', () => {})",
    'tidemark(no-only)',
  ],
  [
    'src/lib/r11.ts',
    'async function f(): Promise<void> {}\nexport const g = (): void => { f() }',
    'typescript(no-floating-promises)',
  ],
  [
    'src/lib/r12.ts',
    'export const f = (g: () => void): void => g()\nf(async () => {})',
    'typescript(no-misused-promises)',
  ],
  ['src/lib/r13.ts', "import { y } from './r14'\nexport const x = y", 'import(no-cycle)'],
  ['src/lib/r14.ts', "import { x } from './r13'\nexport const y = x", 'import(no-cycle)'],
  // Types alone tie these two.
  ['src/lib/r15.ts', "import type { Y } from './r16'\nexport interface X { y: Y }", 'import(no-cycle)'],
  ['src/lib/r16.ts', "import type { X } from './r15'\nexport interface Y { x: X }", 'import(no-cycle)'],
]

/** Code that no rule may refuse: [file, code]. */
const FINE = [
  [
    'src/drift/f1.ts',
    'export const f = (x: number): number => Math.sqrt(x ** 2 + 2 ** -52 + Math.max(x, 2 ** 32))',
  ],
  ['src/drift/f2.test.ts', 'export const x = Math.exp(1) ** 3'],
]

/**
 * What a cell's mark looks like in the fixture: line 1 imports a value, 2 by import(), 3 a type; x: refused.
 * @type {Record<string, string>}
 */
const MARKS = { '...': 'v', 'xx.': 't', 'x.x': 'd', xxx: '-' }

/** @type {string} */
let folder
/** @type {Map<string, { rule: string, message: string, line: number }[]>} */
let found

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-lint-'))
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
    cpSync(join(root, file), join(folder, file))
  mkdirSync(join(folder, 'scripts'))
  for (const file of ['lint-rules.mjs', 'import-matrix.mjs'])
    cpSync(join(root, 'scripts', file), join(folder, 'scripts', file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
  for (const [from, to] of cells()) {
    write(
      cellFile(from, to),
      [
        `export { a } from '~/${to}/some-file'`,
        `export const b = (): unknown => import('~/${to}/some-file')`,
        `export type { C } from '~/${to}/some-file'`,
      ].join('\n'),
    )
  }
  for (const [name, owners] of Object.entries(FENCED_PACKAGES)) {
    for (const from of names())
      write(fenceFile(from, name), `export type { X } from '${name}'\n// owners: ${owners.join()}`)
  }
  for (const [file, code] of [...FORBIDDEN, ...ALLOWED, ...RULES, ...FINE]) write(file, code)
  found = lint()
}, 60_000)

afterAll(() => {
  // The link first: a recursive delete must never reach the real packages.
  unlinkSync(join(folder, 'node_modules'))
  rmSync(folder, { recursive: true })
})

/** @type {(file: string | undefined, code: string | undefined) => void} */
function write(file = '', code = '') {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), `${code}\n`)
}

function lint() {
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const done = spawnSync(process.execPath, [oxlint, '-f', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  /** @type {typeof found} */
  const byFile = new Map()
  for (const { filename, code, message, labels } of JSON.parse(done.stdout).diagnostics) {
    const file = filename.replaceAll('\\', '/')
    byFile.set(file, [...(byFile.get(file) ?? []), { rule: code, message, line: labels[0]?.span.line ?? 0 }])
  }
  return byFile
}

/** @param {string} text */
function words(text) {
  return text.trim().split(/\s+/)
}

function names() {
  return words(EXPECTED.trim().split('\n', 1)[0] ?? '')
}

/** @returns {[from: string, to: string, expected: string][]} */
function cells() {
  const [head = '', ...rows] = EXPECTED.trim().split('\n')
  return rows.flatMap((row) => {
    const [from = '', ...marks] = words(row)
    return words(head).map((to, k) => /** @type {[string, string, string]} */ ([from, to, marks[k] ?? '?']))
  })
}

/** @type {(from: string, to: string) => string} */
function cellFile(from, to) {
  return from === 'pages' ? `src/pages/cells/cell-${to}.ts` : `src/${from}/cell-${to}.ts`
}

/** @type {(from: string, name: string) => string} */
function fenceFile(from, name) {
  const file = `fence-${name.replaceAll(/\W/g, '-')}.ts`
  /** @type {Record<string, string>} */
  const rooms = FENCED_ROOMS
  const room = rooms[name]
  if (room) return `src/${from}/${room}/${file}`
  return from === 'pages' ? `src/pages/cells/${file}` : `src/${from}/${file}`
}

/** @param {string} file */
function importFindings(file) {
  return (found.get(file) ?? []).filter(({ rule }) => rule === 'tidemark(imports)')
}

describe('the import matrix', () => {
  test.for(cells())('%s → %s: %s', ([from, to, expected]) => {
    const lines = new Set(importFindings(cellFile(from, to)).map(({ line }) => line))
    const seen = [1, 2, 3].map((line) => (lines.has(line) ? 'x' : '.')).join('')
    expect(MARKS[seen]).toBe(expected)
  })

  test('has a row for every folder of src/ that it names', async () => {
    const { FOLDERS } = await import('./import-matrix.mjs')
    expect(Object.keys(FOLDERS).toSorted()).toEqual(names().toSorted())
  })

  test.for(FORBIDDEN)('%s refuses %s', ([file = '']) => {
    expect(importFindings(file)).toHaveLength(1)
  })

  test.for(ALLOWED)('%s allows %s', ([file = '']) => {
    expect(importFindings(file)).toEqual([])
  })

  test.for(Object.entries(FENCED_PACKAGES))('%s is for %s alone', ([name, owners]) => {
    const allowed = names().filter((from) => importFindings(fenceFile(from, name)).length === 0)
    expect(allowed.toSorted()).toEqual(owners.toSorted())
  })

  test('fences the packages that ARCHITECTURE names', () => {
    expect(FENCED_PACKAGES).toMatchObject({
      recharts: ['charts'],
      comlink: ['workers'],
      zustand: ['stores'],
      idb: ['stores', 'mocks'],
      msw: ['mocks'],
    })
  })
})

describe('the other rules', () => {
  test.for(RULES)('%s: %s is reported', ([file = '', , rule = '']) => {
    expect((found.get(file) ?? []).map((finding) => finding.rule)).toContain(rule)
  })

  test.for(FINE)('%s: %s is fine', ([file = '']) => {
    expect(found.get(file) ?? []).toEqual([])
  })
})
