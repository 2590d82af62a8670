import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './install.mjs'

// A file that is moved or renamed leaves its former name in the texts that send readers to it.

/** What no file of the repository is: made by a build, served, or written by the person. */
const ELSEWHERE = new Set(['config.json', 'backends/config.json', 'offline-worker.js', 'specification.json'])

/** @param {string} folder @returns {string[]} paths of its files, from the root */
const filesOf = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''),
    )

const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile())
const files = [
  ...['src', 'scripts', 'e2e', 'docs', 'bench', 'public'].flatMap(filesOf),
  ...top.map(({ name }) => name),
]
// As they are written: whole, from `src/` on, from some folder on, or by the name alone.
const ends = new Set(files.flatMap((file) => file.split('/').map((_, k, parts) => parts.slice(k).join('/'))))
const folders = new Set(
  files.flatMap((file) => file.split('/').map((_, k, parts) => parts.slice(0, k).join('/'))),
)

const texts = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))]

test.each(texts)('%s names files and folders that are there', (text) => {
  const written = readFileSync(join(root, text), 'utf8')
  const named = [...written.matchAll(/`([\w./@-]+\.(?:as|css|js|json|jsonc|md|mjs|ts|tsx|yml))`/g)].map(
    ([, name = '']) => name,
  )
  const below = [...written.matchAll(/`((?:bench|docs|e2e|public|scripts|src)\/[\w./@-]*)\/`/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !ends.has(name) && !ELSEWHERE.has(name))).toEqual([])
  expect(below.filter((name) => !folders.has(name))).toEqual([])
})
