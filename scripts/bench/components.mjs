import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { root } from '../install.mjs'
import { serveFolder } from '../static-server.mjs'
import { ms, spreadOf, times } from './report.mjs'
import { rateRow, scrollSeconds } from './scrolling.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { parts } from './components-page.tsx' */

/**
 * The page of our components by themselves, as built for production; it is closed afterwards.
 * @template T
 * @param {Pick<World, 'browser' | 'folder'>} world
 * @param {(page: import('playwright-core').Page) => Promise<T>} use `benchParts` is on its window
 * @returns {Promise<T>}
 */
export async function withComponents({ browser, folder }, use) {
  const outDir = join(folder, 'components')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [react()],
    resolve: { alias: { '~': join(root, 'src') } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL('./components-page.tsx', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
        cssFileName: 'page',
      },
    },
  })
  mkdirSync(outDir, { recursive: true })
  writeFileSync(
    join(outDir, 'index.html'),
    '<!doctype html><html lang="en"><title>Components</title><link rel="stylesheet" href="page.css"><script type="module" src="page.js"></script></html>\n',
  )
  const server = await serveFolder({ folder: outDir, port: 0 })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  try {
    await page.goto(`${server.url}/`)
    await page.waitForFunction(() => 'benchParts' in window)
    return await use(page)
  } finally {
    await page.context().close()
    await server.close()
  }
}

/**
 * Large tables and charts by themselves: how they mount, scroll and zoom.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeComponents(world) {
  return withComponents(world, (page) => componentRows(page, world))
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Pick<World, 'browser' | 'quick'>} world
 * @returns {Promise<Row[]>}
 */
async function componentRows(page, { browser, quick }) {
  /** @type {Row[]} */
  const rows = []
  for (const columns of quick ? [200] : [200, 12_000]) {
    const before = await cpuSeconds(browser)
    const { mountMs, down, across, frames } = await page.evaluate(
      ([n, seconds]) => {
        const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
        return benchParts.grid(n, seconds)
      },
      /** @type {const} */ ([columns, scrollSeconds(quick)]),
    )
    const what = `Grid of 20 000 rows × ${columns} columns`
    rows.push({ what: `${what}: mount`, goal: null, measured: ms(mountMs), met: null })
    rows.push(rateRow(`${what}, scrolled down`, [down]))
    rows.push(rateRow(`${what}, scrolled across`, [across]))
    const cpuMs = (1000 * ((await cpuSeconds(browser)) - before)) / frames
    rows.push({
      what: `${what}: processor time of the page a frame`,
      goal: null,
      measured: ms(cpuMs),
      met: null,
    })
  }
  rows.push(...(await timeMatrix(page, scrollSeconds(quick))))
  for (const [lines, points] of [
    [6, 101],
    [20, 800],
    [200, 800],
  ]) {
    const { mountMs, zoomMs } = await page.evaluate(
      ([count, size]) => {
        const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
        return benchParts.lines(count ?? 0, size ?? 0)
      },
      /** @type {const} */ ([lines, points]),
    )
    const what = `${lines} lines of ${points} points`
    rows.push({ what: `${what}: mount`, goal: null, measured: ms(mountMs), met: null })
    rows.push({ what: `${what}: zoom`, goal: null, measured: times(zoomMs), met: null })
  }
  const bars = await page.evaluate(() => {
    const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
    return benchParts.bars()
  })
  rows.push({ what: '20 bars by recharts: mount', goal: null, measured: times(bars.recharts), met: null })
  rows.push({ what: '20 bars of our own: mount', goal: null, measured: times(bars.own), met: null })
  return rows
}

/**
 * 200 users × 500 experiments.
 * @param {import('playwright-core').Page} page
 * @param {number} seconds of scrolling, each way
 * @returns {Promise<Row[]>}
 */
async function timeMatrix(page, seconds) {
  const { mountMs, down, across, reviewMs, changes } = await page.evaluate((seconds) => {
    const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
    return benchParts.matrix(seconds)
  }, seconds)
  const what = 'Permissions of 200 users × 500 experiments'
  return [
    { what: `${what}: drawn`, goal: '≤ 200 ms', measured: ms(mountMs), met: mountMs <= 200 },
    rateRow(`${what}, scrolled down`, [down]),
    rateRow(`${what}, scrolled across`, [across]),
    {
      what: `A bulk change of ${changes} cells → its review`,
      goal: '≤ 100 ms, each',
      measured: times(reviewMs),
      met: spreadOf(reviewMs).max <= 100,
    },
  ]
}

/**
 * Of all pages: what other programs take meanwhile is not in it, as it is in frames a second.
 * @param {import('playwright-core').Browser} browser
 */
export async function cpuSeconds(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { type, cpuTime }) => (type === 'renderer' ? sum + cpuTime : sum), 0)
}
