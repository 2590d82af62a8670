import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { BROWSER_ARGS, knownBrowserPath } from '../scripts/browser.mjs'

const executablePath = knownBrowserPath()
const results = fileURLToPath(new URL('../test-results', import.meta.url))

const GALLERY = '**/gallery*.e2e.ts'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  // Builds the demo where it is stale and serves it; the address is in TIDEMARK_URL.
  globalSetup: './support/serve-demo.ts',
  // Emptied at each start: reports and the gallery stand beside it.
  outputDir: `${results}/e2e`,
  reporter: [['list'], ['json', { outputFile: `${results}/reports/e2e.json` }]],
  fullyParallel: true,
  forbidOnly: true,
  // One of a step may need it, and is named: docs/decisions/0014-one-second-try.md.
  retries: 1,
  workers: 2,
  // Generous: the machine that checks may be busy. No test is about time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    // An action that cannot be done fails like an expectation, not only with the whole test.
    actionTimeout: 30_000,
    // Of the second try alone: kept from the first one on, it took a seventh of each journey's time. Without its film,
    // which costs a third of the time on a machine without a graphics card: it keeps the page itself.
    trace: { mode: 'on-first-retry', screenshots: false },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: BROWSER_ARGS },
  },
  projects: [
    { name: 'pages', testMatch: '**/e2e/*.e2e.ts' },
    // Journeys by who makes them: `real` and `real-default` go before real servers, which `npm run test:real` starts.
    ...['researcher', 'admin', 'demo', 'real', 'real-default'].map((name) => ({
      name,
      testMatch: `${name}/**/*.e2e.ts`,
      testIgnore: GALLERY,
    })),
    // Pictures for people, in test-results/gallery: `npm test -- gallery`.
    { name: 'gallery', testMatch: GALLERY },
  ],
})
