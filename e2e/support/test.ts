import { test as base, type BrowserContext, type Page } from '@playwright/test'

export { expect } from '@playwright/test'

export type Theme = 'light' | 'dark'

interface Options {
  /** What the system asks for; the app follows it unless a person chose a theme. */
  theme: Theme
  /** Errors in the console that a test provokes on purpose; null: none. Everything else there fails the test. */
  expectedErrors: RegExp | null
}

interface Checks {
  watch: void
}

/**
 * Playwright's `test` on the served demo. A test also fails on an uncaught error, on an error in the console
 * (a refused style or script is one) and on a request to any other origin, in all pages that it opens.
 */
export const test = base.extend<Options & Checks>({
  theme: ['light', { option: true }],
  expectedErrors: [null, { option: true }],
  // In a function's body: the address is known only once the server runs.
  baseURL: async ({}, use) => {
    await use(demoUrl())
  },
  colorScheme: async ({ theme }, use) => {
    await use(theme)
  },
  watch: [
    async ({ context, expectedErrors }, use) => {
      const errors = watchErrors(context)
      const foreign = await refuseOtherOrigins(context)
      await use()
      const unexpected = errors.filter((error) => expectedErrors?.test(error) !== true)
      base.expect(foreign, 'no request leaves for another origin').toEqual([])
      base.expect(unexpected, 'no error in the console').toEqual([])
    },
    { auto: true },
  ],
})

/** Switches the theme of an open page, as the system would at dusk. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
}

function demoUrl(): string {
  const url = process.env['TIDEMARK_URL']
  if (!url) throw new Error('The demo is not served: run the tests with e2e/playwright.config.ts.')
  return url
}

function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('weberror', (found) => errors.push(String(found.error())))
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  return errors
}

async function refuseOtherOrigins(context: BrowserContext): Promise<string[]> {
  const foreign: string[] = []
  const { origin } = new URL(demoUrl())
  await context.route(
    (url) => url.protocol.startsWith('http') && url.origin !== origin,
    async (route) => {
      foreign.push(route.request().url())
      await route.abort()
    },
  )
  await context.routeWebSocket(/.*/, async (socket) => {
    foreign.push(socket.url())
    await socket.close()
  })
  return foreign
}
