import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { dist } from './build.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/**
 * Bytes after gzip; kB are thousands. The entry names the chunks of every page, about 0.25 kB each; what else is in it, and
 * why it is not smaller: docs/decisions/0023-pages-are-opened-by-ourselves.md and 0030-an-entry-of-one-file.md. The
 * data worker reads every file: what few files need (Arrow, archives, JSON, the compressions of Parquet; 66 kB for
 * brotli alone) comes in chunks of its own, when such a file does.
 */
export const LIMITS = { entry: 123_000, route: 110_000, demoServer: 74_000, dataWorker: 40_000 }

/**
 * One chunk of Vite's manifest.
 * @typedef {{ file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk
 * @typedef {Record<string, Chunk>} Manifest
 * @typedef {{ name: string, files: string[], bytes: number, limit: number | null }} Part
 */

/**
 * What is loaded together: the entry (what the page needs before anything shows), each part that the entry loads by
 * an `import()` (pages, and what floats over all of them: palette, dialogs, menus), the demo's server, and the workers.
 * A page counts with everything that it loads in turn, less the entry and less what the floating parts need: that is
 * the shell's, whichever page happens to open it first. Dialogs (`-dialog.tsx`), a page's own views
 * that its first sight does not hold (`-view.tsx`: a result, a scatter), and drawings that are fetched when their place
 * comes near the view (`-in-view.tsx`), are parts of their own, each with all that it needs; of
 * a view, and of a page's dialog, the page that shows it is there already.
 * @param {Manifest} manifest
 * @param {readonly string[]} scripts all .js files of the build, named as in the manifest
 * @param {(file: string) => number} gzipBytes
 * @returns {Part[]}
 */
export function measureBundle(manifest, scripts, gzipBytes) {
  const entries = Object.keys(manifest).filter((key) => chunkOf(manifest, key).isEntry)
  if (entries.length === 0) throw new Sentence('The manifest of the build names no entry: was it built?')
  const entry = closure(manifest, entries, staticImports)
  const inEntry = new Set(filesOf(manifest, entry))
  const ofEntry = new Set([...entry].flatMap((key) => chunkOf(manifest, key).dynamicImports ?? []))
  const parts = Object.keys(manifest).filter(
    (key) => isAskedFor(key) && chunkOf(manifest, key).isDynamicEntry,
  )
  const lazy = [...new Set([...ofEntry, ...parts])].filter((key) => !entry.has(key)).toSorted()
  const floating = lazy.filter((key) => ofEntry.has(key) && !isPage(key))
  const shared = new Set([...entry, ...closure(manifest, floating, staticImports), ...lazy])
  const known = new Set(Object.values(manifest).map(({ file }) => file))
  const workers = scripts.filter((file) => !known.has(file))
  /** @type {(name: string, files: string[], limit: number | null) => Part} */
  const part = (name, files, limit) => ({
    name,
    files,
    bytes: files.reduce((sum, file) => sum + gzipBytes(file), 0),
    limit,
  })
  return [
    part('entry', filesOf(manifest, entry), LIMITS.entry),
    ...lazy.map((key) => {
      // What a page reaches through the entry, or through another page that it links to, is not its own.
      const ownImports = (/** @type {Chunk} */ chunk, /** @type {string} */ at) =>
        at !== key && shared.has(at) ? [] : everyImport(chunk)
      const isWhole = isPage(key) && !isAskedFor(key)
      const next = isWhole ? ownImports : isPage(key) || isView(key) ? importsBesidePages : staticImports
      const loaded = closure(manifest, [key], next)
      const own = [...loaded].filter((k) => k === key || !(isWhole ? shared : entry).has(k))
      return part(
        key,
        filesOf(manifest, own).filter((file) => !inEntry.has(file)),
        isMock(key) ? LIMITS.demoServer : LIMITS.route,
      )
    }),
    ...workers.map((file) => part(file, [file], isDataWorker(file) ? LIMITS.dataWorker : null)),
  ]
}

/** @param {string} key */
const isPage = (key) => key.startsWith('src/pages/')

/** @param {string} file */
const isDataWorker = (file) => /\bdata\.worker\b/.test(file)

/** @param {string} key */
const isAskedFor = (key) => key.endsWith('-dialog.tsx') || isView(key)

/** Of a page, or drawn where the page is looked at. @param {string} key */
const isView = (key) => key.endsWith('-in-view.tsx') || (isPage(key) && key.endsWith('-view.tsx'))

/** The demo's own server: a real site never loads it. @param {string} key */
const isMock = (key) => key.startsWith('src/mocks/')

/** @param {Chunk} chunk */
const staticImports = (chunk) => chunk.imports ?? []

/** Of what a page shows: the page itself is there. @param {Chunk} chunk */
const importsBesidePages = (chunk) => staticImports(chunk).filter((key) => !isPage(key))

/** @param {Chunk} chunk */
const everyImport = (chunk) => [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]

/**
 * @param {Manifest} manifest
 * @param {string} key
 */
function chunkOf(manifest, key) {
  const chunk = manifest[key]
  if (!chunk) throw new Sentence(`The manifest of the build names ${key} and does not hold it.`)
  return chunk
}

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} from
 * @param {(chunk: Chunk, key: string) => readonly string[]} next
 */
function closure(manifest, from, next) {
  /** @type {Set<string>} */
  const seen = new Set()
  const open = [...from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    open.push(...next(chunkOf(manifest, key), key))
  }
  return seen
}

/**
 * Scripts and style sheets; fonts, images and WebAssembly are loaded when they are used.
 * @param {Manifest} manifest
 * @param {Iterable<string>} keys
 */
function filesOf(manifest, keys) {
  const files = [...keys].flatMap((key) => {
    const { file, css = [] } = chunkOf(manifest, key)
    return [file, ...css]
  })
  return [...new Set(files)].filter((file) => /\.(?:js|css)$/.test(file))
}

/** Measures dist/. @returns {{ parts: Part[], problems: string[] }} */
export function checkBundle() {
  const manifestFile = join(dist, '.vite', 'manifest.json')
  if (!existsSync(manifestFile)) throw new Sentence('dist/ holds no build: run npm run build first.')
  const scripts = readdirSync(join(dist, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`)
  const parts = measureBundle(
    JSON.parse(readFileSync(manifestFile, 'utf8')),
    scripts,
    (file) => gzipSync(readFileSync(join(dist, file))).length,
  )
  return { parts, problems: parts.filter(isTooLarge).map((part) => `${describePart(part)}: too large.`) }
}

/** @param {Part} part */
function isTooLarge({ bytes, limit }) {
  return limit !== null && bytes > limit
}

/** @param {Part} part */
export function describePart({ name, bytes, limit, files }) {
  const size = `${(bytes / 1000).toFixed(1)} kB gzip`
  return `${name}: ${size}${limit === null ? ' (no limit)' : ` of ${limit / 1000} kB`}, ${files.length} files`
}

if (isMain(import.meta.url)) {
  await runMain(() => {
    const { parts, problems } = checkBundle()
    for (const part of parts) console.log(describePart(part))
    if (problems.length > 0) throw new Sentence(problems.join('\n'))
  })
}
