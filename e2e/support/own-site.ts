import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dist } from '../../scripts/build.mjs'
import { serveFolder } from '../../scripts/static-server.mjs'
import { expect, test as base } from './test'

interface OwnSite {
  /** With a slash at its end: it lies below a path, as on many static hosts. */
  url: string
  /** The server is gone, and the machine has no network. */
  goOffline: (page: Page) => Promise<void>
  /** As somebody puts a newer build there. */
  putNewVersion: () => void
}

/** A copy of the demo on a server of the test's own, which it may stop and change. */
export const test = base.extend<{ site: OwnSite }>({
  keepsFiles: true,
  site: async ({}, use, info) => {
    const root = info.outputPath('site')
    const folder = join(root, 'apps', 'tidemark')
    cpSync(dist, folder, { recursive: true, filter: (path) => !path.endsWith('.map') })
    const server = await serveFolder({ folder: root, port: 0 })
    await use({
      url: `${server.url}/apps/tidemark/`,
      goOffline: async (page) => {
        await server.close()
        await page.context().setOffline(true)
      },
      putNewVersion: () => renew(folder),
    })
    await server.close()
    rmSync(root, { recursive: true, force: true })
  },
  baseURL: async ({ site }, use) => {
    await use(site.url)
  },
})

export { expect }

/**
 * The page has all its files: itself comes last. Beside other programs that takes minutes, so it is waited for as long as
 * files come.
 */
export async function filesKept(page: Page): Promise<void> {
  test.setTimeout(600_000)
  let before = await countKept(page)
  while (before !== 'all') {
    const known = before
    await expect
      .poll(() => countKept(page), {
        message: 'No further file was kept.',
        timeout: 90_000,
        // Counting them takes its time from keeping them.
        intervals: [500],
      })
      .not.toBe(known)
    before = await countKept(page)
  }
}

function countKept(page: Page): Promise<number | 'all'> {
  return page.evaluate(async () => {
    if (await caches.match(new URL('.', location.href).href)) return 'all'
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return all.flat().length
  })
}

/**
 * Another page with the same code. The code leaves the server: what both versions have, the new one takes from the cache
 * of the former, and a page that is still open finds its own there.
 */
function renew(folder: string): void {
  const change = (name: string, from: RegExp, to: string) => {
    const path = join(folder, name)
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  }
  change('index.html', /(<html)/, '$1 data-renewed')
  change('offline-worker.js', /"version":"[^"]+"/, '"version":"renewed"')
  rmSync(join(folder, 'assets'), { recursive: true })
}
