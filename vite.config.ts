import { fileURLToPath } from 'node:url'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import manifest from './package.json' with { type: 'json' }
import { BROWSER_ARGS, knownBrowserPath } from './scripts/browser.mjs'
import { connectServers } from './scripts/connect-proxy.mjs'
import { offlineWorker } from './scripts/offline-worker.mjs'

const executablePath = knownBrowserPath()

/** What is imported dynamically: parts of react-aria, and the sign-in at a provider. */
const LATE = [...['Menu', 'Modal', 'Popover'].map((part) => `react-aria-components/${part}`), 'oauth4webapi']
/** Packages of the workers, which the search for packages does not enter. A reload of the page ends a sign-in. */
const IN_WORKERS = [
  'comlink',
  'fzstd',
  'hyparquet',
  ...['brotli', 'gzip', 'lz4'].map((codec) => `hyparquet-compressors/src/${codec}.js`),
  '@noble/hashes/sha2.js',
]

/** Tests of much computing: what a detector promises of its level and power, and every detector on its sample. */
const SLOW = ['src/**/*.calibration.test.ts', '{src,scripts}/**/*.slow.test.{ts,mjs}']

/** Tests against real servers, which `npm run test:real` starts. */
const REAL = 'src/**/*.real.test.ts'

/** Tests that replace a module or a global, or change the process: each has its own. */
const ALONE = '{src,scripts}/**/*.alone.test.{ts,mjs}'
const NOT_UNIT = ['src/**/*.browser.test.ts', REAL, ...SLOW]

/** What keeps unused parts of react-router in the bundle, and how it is written so that they can drop out. */
const ROUTER_PARTS: readonly { pattern: RegExp; by: string }[] = [
  { pattern: /^\w+\.displayName = .*;$/gm, by: '' },
  {
    pattern: /^(var \w+ = )(React\d*\.(?:createContext|forwardRef|memo)\()/gm,
    by: '$1/* @__PURE__ */ $2',
  },
  { pattern: /^RenderErrorBoundary\.contextType = RSCRouterContext;$/m, by: '' },
  { pattern: /^(var RenderErrorBoundary = class .*\{)$/m, by: '$1 static contextType = RSCRouterContext;' },
]

export default defineConfig({
  // Relative, so that one build works under any path and on any static host.
  base: './',
  plugins: [
    react(),
    // react-aria brings its strings in 34 languages: only the one that the app speaks is kept.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    connectServers(),
    rechartsScales(),
    routerParts(),
    offlineWorker(),
  ],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  worker: { format: 'es' },
  // Read by src/lib/version.ts.
  define: { 'import.meta.env.TIDEMARK_VERSION': JSON.stringify(manifest.version) },
  optimizeDeps: {
    // By default every .html below this folder is an entry: those of the servers that tests install in .cache too.
    entries: 'index.html',
    // Found only when the first menu opens, they would be bundled then, and the page reloaded under the person.
    include: [...LATE, ...IN_WORKERS],
    exclude: ['lucide-react'],
  },
  build: {
    target: 'baseline-widely-available',
    // Read by scripts/bundle-check.mjs.
    manifest: true,
    sourcemap: true,
    rolldownOptions: {
      output: {
        // One file: cut as the pages share it, it came in eighteen, each compressed by itself (5 kB more).
        codeSplitting: { groups: [{ name: 'entry', tags: ['$initial'] }] },
      },
    },
    // A small .wasm inlined as data: is refused by the content security policy.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
  },
  // The servers that tests install in .cache are tens of thousands of files, and none of the app's.
  server: { port: 5173, strictPort: false, watch: { ignored: ['**/.cache/**'] } },
  test: {
    watch: false,
    // One worker for each core: by default one core would be left idle.
    maxWorkers: '100%',
    // Generous: the machine that checks may be busy. No test is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [ALONE, ...NOT_UNIT],
          environment: 'node',
          // Loading the modules again for every file took half of the time: tests that leave nothing behind share them.
          isolate: false,
          setupFiles: ['scripts/seed-properties.mjs'],
        },
      },
      {
        extends: true,
        // With `unit` one step: they run together.
        test: {
          name: 'unit-alone',
          include: [ALONE],
          exclude: NOT_UNIT,
          environment: 'node',
          setupFiles: ['scripts/seed-properties.mjs'],
        },
      },
      {
        extends: true,
        // A step of its own, which `npm test -- everything` runs.
        test: {
          name: 'slow',
          include: SLOW,
          // Some take ten seconds on a machine at rest.
          testTimeout: 300_000,
          environment: 'node',
          setupFiles: ['scripts/seed-properties.mjs'],
        },
      },
      {
        extends: true,
        // Against real servers: `npm run test:real` starts them, and says where they are.
        test: { name: 'real', include: [REAL], environment: 'node' },
      },
      {
        extends: true,
        // Found while tests run, a package would be bundled then, and the page reloaded under the tests.
        optimizeDeps: { include: bundledBefore() },
        test: {
          name: 'browser',
          include: ['src/**/*.test.tsx', 'src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath ? { executablePath } : {}), args: BROWSER_ARGS },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})

/**
 * Recharts looks scales up by name and so brings all of d3-scale into the page: times and their formats, colours, and
 * quantiles too. Our number axes (linear, log, symlog) and recharts itself need these; the others would be 7 kB.
 */
function rechartsScales(): Plugin {
  const id = '\0recharts-scales'
  return {
    name: 'recharts-scales',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (source === 'victory-vendor/d3-scale' ? id : null),
    load: (source) =>
      source === id
        ? "export { scaleBand, scaleLinear, scaleLog, scalePoint, scaleSymlog } from 'd3-scale'"
        : null,
  }
}

/**
 * react-router comes as one file, whose links, forms and error boundary name themselves as it loads (`Link.displayName =
 * …`): that alone keeps them in the build, 7 kB, though the app uses matching and hooks.
 */
function routerParts(): Plugin {
  const unmatched = new Set(ROUTER_PARTS)
  return {
    name: 'router-parts',
    apply: 'build',
    transform(code, id) {
      if (!/\/react-router\/dist\/.*\.mjs$/.test(id)) return null
      let parts = code
      for (const part of ROUTER_PARTS) {
        const before = parts
        parts = parts.replace(part.pattern, part.by)
        if (parts !== before) unmatched.delete(part)
      }
      return { code: parts, map: null }
    },
    // An update that is written otherwise would only show as a larger entry.
    buildEnd(error) {
      if (error) return
      for (const { pattern } of unmatched)
        this.error(
          `No file of react-router matches ${String(pattern)} any more: see routerParts in vite.config.ts.`,
        )
    },
  }
}

function bundledBefore(): string[] {
  const packages = Object.keys(manifest.dependencies).filter(
    (name) => !name.startsWith('@fontsource') && name !== 'lucide-react' && name !== '@noble/hashes',
  )
  const below = [
    '@noble/hashes/sha2.js',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'react-dom/client',
    'react-router/dom',
    'zustand/middleware',
  ]
  return [...packages, ...below, ...LATE, 'vitest-browser-react', 'fast-check']
}
