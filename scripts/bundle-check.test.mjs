import { expect, test } from 'vitest'
import { LIMITS, measureBundle } from './bundle-check.mjs'

/** @type {import('./bundle-check.mjs').Manifest} */
const manifest = {
  'index.html': {
    file: 'assets/index.js',
    isEntry: true,
    imports: ['_shared.js'],
    dynamicImports: ['src/pages/lab/page.tsx', 'src/app/palette.tsx', 'src/ui/overlays/dialog.tsx'],
    css: ['assets/index.css'],
  },
  '_shared.js': { file: 'assets/shared.js', dynamicImports: ['src/pages/detectors/page.tsx'] },
  'src/pages/lab/page.tsx': {
    file: 'assets/lab.js',
    isDynamicEntry: true,
    imports: ['index.html', '_shared.js', '_table.js'],
    // Through the entry every page reaches every other; that makes them nobody's own.
    dynamicImports: [
      'src/ui/overlays/dialog.tsx',
      'chart.tsx',
      'src/pages/detectors/page.tsx',
      'src/pages/lab/send-dialog.tsx',
      'src/scaffold/ask-dialog.tsx',
      'src/charts/far-plot-in-view.tsx',
      'src/pages/lab/found-view.tsx',
    ],
    css: ['assets/lab.css', 'assets/index.css'],
  },
  '_table.js': { file: 'assets/table.js' },
  'chart.tsx': { file: 'assets/chart.js', isDynamicEntry: true, imports: ['_table.js', '_axis.js'] },
  '_axis.js': { file: 'assets/axis.js' },
  'src/pages/lab/send-dialog.tsx': {
    file: 'assets/send-dialog.js',
    isDynamicEntry: true,
    imports: ['index.html', '_table.js', '_form.js'],
  },
  'src/scaffold/ask-dialog.tsx': {
    file: 'assets/ask-dialog.js',
    isDynamicEntry: true,
    imports: ['_table.js'],
  },
  'src/charts/far-plot-in-view.tsx': {
    file: 'assets/far-plot.js',
    isDynamicEntry: true,
    imports: ['index.html', '_axis.js', 'src/pages/lab/page.tsx'],
  },
  'src/pages/lab/found-view.tsx': {
    file: 'assets/found-view.js',
    isDynamicEntry: true,
    imports: ['src/pages/lab/page.tsx', '_table.js'],
  },
  '_form.js': { file: 'assets/form.js' },
  'src/app/palette.tsx': { file: 'assets/palette.js', isDynamicEntry: true, imports: ['_overlay.js'] },
  'src/ui/overlays/dialog.tsx': { file: 'assets/dialog.js', isDynamicEntry: true, imports: ['_overlay.js'] },
  '_overlay.js': { file: 'assets/overlay.js' },
  'src/pages/detectors/page.tsx': { file: 'assets/detectors.js', isDynamicEntry: true },
  'inter.woff2': { file: 'assets/inter.woff2' },
}
const scripts = [
  'index',
  'shared',
  'lab',
  'table',
  'chart',
  'axis',
  'send-dialog',
  'ask-dialog',
  'far-plot',
  'found-view',
  'form',
  'palette',
  'dialog',
  'overlay',
  'detectors',
  'data.worker-x1',
  'drift.worker',
].map((name) => `assets/${name}.js`)

test('the entry is what it imports, a page what it loads besides, the shell and workers are apart', () => {
  const parts = measureBundle(manifest, scripts, () => 1000)
  const byName = Object.fromEntries(parts.map(({ name, files }) => [name, files.toSorted()]))
  expect(byName).toEqual({
    entry: ['assets/index.css', 'assets/index.js', 'assets/shared.js'],
    // With its lazy chart; without the entry, the page that it links to, the shell's dialog that it opens, and its own.
    'src/pages/lab/page.tsx': [
      'assets/axis.js',
      'assets/chart.js',
      'assets/lab.css',
      'assets/lab.js',
      'assets/table.js',
    ],
    // A dialog of the page, with what both need.
    'src/pages/lab/send-dialog.tsx': ['assets/form.js', 'assets/send-dialog.js', 'assets/table.js'],
    // A dialog of several pages. What it shares with a page is the page's, too.
    'src/scaffold/ask-dialog.tsx': ['assets/ask-dialog.js', 'assets/table.js'],
    // A view of the page, which is there already.
    'src/pages/lab/found-view.tsx': ['assets/found-view.js', 'assets/table.js'],
    // A drawing that is fetched when its place comes near the view, without the page around it.
    'src/charts/far-plot-in-view.tsx': ['assets/axis.js', 'assets/far-plot.js'],
    'src/app/palette.tsx': ['assets/overlay.js', 'assets/palette.js'],
    'src/ui/overlays/dialog.tsx': ['assets/dialog.js', 'assets/overlay.js'],
    'src/pages/detectors/page.tsx': ['assets/detectors.js'],
    'assets/data.worker-x1.js': ['assets/data.worker-x1.js'],
    'assets/drift.worker.js': ['assets/drift.worker.js'],
  })
})

test('sizes are summed; of the workers, the one that reads files has a limit', () => {
  const parts = measureBundle(manifest, scripts, (file) => (file.endsWith('.css') ? 10 : 1000))
  const of = (/** @type {string} */ name) => parts.find((part) => part.name === name)
  expect(of('entry')).toMatchObject({ bytes: 2010, limit: LIMITS.entry })
  expect(of('src/pages/lab/page.tsx')).toMatchObject({ bytes: 4010, limit: LIMITS.route })
  expect(of('assets/data.worker-x1.js')).toMatchObject({ limit: LIMITS.dataWorker })
  expect(of('assets/drift.worker.js')).toMatchObject({ limit: null })
})

test('a manifest without an entry, or with a hole, is refused', () => {
  expect(() => measureBundle({}, [], () => 0)).toThrow('names no entry')
  expect(() => measureBundle({ a: { file: 'a.js', isEntry: true, imports: ['b'] } }, [], () => 0)).toThrow(
    'names b',
  )
})
