import { test as base, type BrowserContext, type Page } from '@playwright/test'

export { expect } from '@playwright/test'

/**
 * Of a journey that repeats a promise which another one holds, with other input, another detector or another way: it
 * runs with `npm test -- everything`, in the step `e2e-more`.
 */
export const MORE = { tag: '@more' } as const

export type Theme = 'light' | 'dark'

interface Options {
  /** What the system asks for; the app follows it unless a person chose a theme. */
  theme: Theme
  /** Errors in the console that a test provokes on purpose; null: none. Everything else there fails the test. */
  expectedErrors: RegExp | null
  /** The day on which the demo's rows end; null: today, as people see it. */
  demoDay: string | null
  /** Whether the page keeps its files for a visit without a network. Off: it is 5 MB for each new browser, and a test is one. */
  keepsFiles: boolean
}

interface Checks {
  watch: void
}

/**
 * Refusals that belong to the demo's story, wherever its lists are asked for: the browser writes every answer above
 * 399 into the console. Each names its status and its one address; the same status anywhere else is a failure.
 */
const STORY: readonly { status: number; path: RegExp }[] = [
  // A page that is leaving has left its worker: what it still asks for comes to the server of the files.
  { status: 421, path: /^/ },
  // Before 3.13 an MLflow server answers 404 where somebody has no row of their own.
  { status: 404, path: /^mlflow\/api\/2\.0\/mlflow\/(experiments|registered-models)\/permissions\/get\?/ },
  // Whether it has accounts at all is found by asking as nobody.
  { status: 401, path: /^mlflow\/api\/2\.0\/mlflow\/users\/get\?username=-$/ },
  // Who is an admin is found by asking for the users: nobody in the demo is.
  { status: 403, path: /^drift-watch\/user\/search\?page_size=1$/ },
  // The private experiment's records, for who may not see them.
  { status: 403, path: /^drift-watch\/experiment\/5e471e00-0000-4000-8000-000000000403\/drift\/search\?/ },
  // The experiment behind a gateway that does not answer.
  { status: 502, path: /^drift-watch\/experiment\/5e471e00-0000-4000-8000-000000000502\/drift\/search\?/ },
]

/**
 * Playwright's `test` on the served demo. A test also fails on an uncaught error, on an error in the console
 * (a refused style or script is one) and on a request to any other origin, in all pages that it opens.
 */
export const test = base.extend<Options & Checks>({
  theme: ['light', { option: true }],
  expectedErrors: [null, { option: true }],
  // As its rows are written: dates in journeys stay true.
  demoDay: ['2024-01-01', { option: true }],
  keepsFiles: [false, { option: true }],
  // In a function's body: the address is known only once the server runs.
  baseURL: async ({}, use) => {
    await use(demoUrl())
  },
  colorScheme: async ({ theme }, use) => {
    await use(theme)
  },
  watch: [
    async ({ context, baseURL, expectedErrors, demoDay, keepsFiles }, use) => {
      if (demoDay !== null) await context.addInitScript(store, ['tidemark-demo-day', demoDay] as const)
      if (!keepsFiles) await context.addInitScript(store, ['tidemark-offline', 'off'] as const)
      const errors = watchErrors(context)
      const site = baseURL ?? demoUrl()
      const foreign = await refuseOtherOrigins(context, site)
      await use()
      const unexpected = errors.filter(
        (error) => !belongsToStory(error, site) && expectedErrors?.test(error) !== true,
      )
      base.expect(foreign, 'no request leaves for another origin').toEqual([])
      base.expect(unexpected, 'no error in the console').toEqual([])
    },
    { auto: true },
  ],
})

/** A frame without an origin has no storage. */
function store([name, value]: readonly [string, string]): void {
  try {
    localStorage.setItem(name, value)
  } catch {}
}

/** Switches the theme of an open page, as the system would at dusk. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
}

function demoUrl(): string {
  const url = process.env['TIDEMARK_URL']
  if (!url) throw new Error('The demo is not served: run the tests with e2e/playwright.config.ts.')
  return url
}

function belongsToStory(error: string, site: string): boolean {
  const [, status, url] =
    /^Failed to load resource: the server responded with a status of (\d+) \([^)]*\) \((\S+)\)$/.exec(
      error,
    ) ?? []
  const [, path] = url?.split(`${site.replace(/\/$/, '')}/backends/`) ?? []
  return path !== undefined && STORY.some((told) => String(told.status) === status && told.path.test(path))
}

function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('weberror', (found) => errors.push(String(found.error())))
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  return errors
}

async function refuseOtherOrigins(context: BrowserContext, site: string): Promise<string[]> {
  const foreign: string[] = []
  const { origin } = new URL(site)
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
