import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { dist } from '../build.mjs'
import { root } from '../install.mjs'
import { serveFolder } from '../static-server.mjs'

/** @import { Browser } from 'playwright-core' */
/** @import { Task } from './workbench-worker.mjs' */

const source = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))

/**
 * Serves two things from a temporary folder: a copy of the built demo (another build must not pull the files away
 * from under a running benchmark) and the bench page, whose worker holds our parts and papaparse.
 * @param {string} folder
 */
export async function serveBench(folder) {
  cpSync(dist, join(folder, 'demo'), { recursive: true })
  const bench = join(folder, 'bench')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '~': join(root, 'src') } },
    build: {
      outDir: bench,
      minify: true,
      lib: {
        entry: { parts: source('./parts.mjs'), worker: source('./workbench-worker.mjs') },
        formats: ['es'],
      },
    },
  })
  mkdirSync(bench, { recursive: true })
  writeFileSync(join(bench, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(
    join(bench, 'index.html'),
    '<!doctype html><html lang="en"><title>Bench</title><input type="file"></html>\n',
  )
  const [demo, page] = [
    await serveFolder({ folder: join(folder, 'demo'), port: 0 }),
    await serveFolder({ folder: bench, port: 0 }),
  ]
  return {
    labUrl: `${demo.url}/`,
    benchUrl: `${page.url}/`,
    partsFile: pathToFileURL(join(bench, 'parts.js')).href,
    close: async () => {
      await Promise.all([demo.close(), page.close()])
    },
  }
}

/**
 * A page with one worker, which performs tasks one after the other.
 * @param {Browser} browser
 * @param {string} url of the bench page
 */
export async function openWorkbench(browser, url) {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(300_000)
  await page.goto(url)
  await page.evaluate(() => {
    const worker = new Worker('worker.js', { type: 'module' })
    Object.assign(window, { benchWorker: worker })
  })
  return {
    /**
     * @param {Task['work']} work
     * @param {{ path?: string } & Record<string, unknown>} [what] the file's path, and what else the task takes
     * @returns {Promise<unknown>} what `perform` of the worker gives
     */
    perform: async (work, { path, ...given } = {}) => {
      if (path !== undefined) await page.setInputFiles('input', path)
      return page.evaluate(
        (task) =>
          new Promise((resolve, reject) => {
            const { benchWorker } = /** @type {{ benchWorker: Worker }} */ (/** @type {unknown} */ (window))
            benchWorker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true })
            benchWorker.addEventListener(
              'message',
              ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.value)),
              { once: true },
            )
            benchWorker.postMessage({ ...task, file: document.querySelector('input')?.files?.[0] })
          }),
        { assistants: 0, ...given, work },
      )
    },
    close: () => page.context().close(),
  }
}
