import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BROWSER_ARGS, provideBrowser } from './browser.mjs'
import { buildDemo } from './build.mjs'
import { checkBundle } from './bundle-check.mjs'
import { timeCancel } from './bench/cancel.mjs'
import { timeCompare } from './bench/compare.mjs'
import { timeComponents } from './bench/components.mjs'
import { timeCsv } from './bench/csv-rate.mjs'
import { timeCurveRuns } from './bench/curves.mjs'
import { timeExperiments } from './bench/experiments.mjs'
import { timeFirstResult } from './bench/first-result.mjs'
import { timeHistory } from './bench/history.mjs'
import { timeLargeFile } from './bench/large-file.mjs'
import { load, processor, today } from './bench/machine.mjs'
import { timeMainThread } from './bench/main-thread.mjs'
import { timeMmdRuns } from './bench/mmd-time.mjs'
import { writeNumbers } from './bench/numbers-file.mjs'
import { partOptions } from './bench/part-options.mjs'
import { runPart } from './bench/run-part.mjs'
import { table } from './bench/report.mjs'
import { timePermissions } from './bench/permissions.mjs'
import { keepMeasurement } from './bench/results-file.mjs'
import { timePipeline } from './bench/stages.mjs'
import { timeStreamChart } from './bench/stream-chart.mjs'
import { timeTable } from './bench/table.mjs'
import { serveBench } from './bench/workbench.mjs'
import { timeYearRuns } from './bench/year.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** @import { Row } from './bench/report.mjs' */
/** @import { NumbersFile } from './bench/numbers-file.mjs' */

/**
 * What every part of the benchmark works with.
 * @typedef {object} World
 * @property {import('playwright-core').Browser} browser
 * @property {string} labUrl the built demo
 * @property {string} benchUrl the bench page
 * @property {string} partsFile our code as a module for node
 * @property {string} folder temporary
 * @property {NumbersFile} numbers about 100 MB, six decimals
 * @property {NumbersFile} digits about 100 MB, 17 digits
 * @property {[NumbersFile, NumbersFile]} pair two samples for MMD
 * @property {boolean} quick small files and few repetitions: to see that it works
 * @property {(line: string) => void} say
 */

/** @type {Record<string, (world: World) => Row[] | Promise<Row[]>>} */
const PARTS = {
  first: timeFirstResult,
  csv: timeCsv,
  blocks: timeMainThread,
  cancel: timeCancel,
  large: timeLargeFile,
  mmd: timeMmdRuns,
  year: timeYearRuns,
  history: timeHistory,
  experiments: timeExperiments,
  compare: timeCompare,
  curves: timeCurveRuns,
  permissions: timePermissions,
  stages: timePipeline,
  table: timeTable,
  stream: timeStreamChart,
  components: timeComponents,
  bundle: bundleSizes,
}

/** What a part may take: the longest takes a third of it. */
const QUICK_MINUTES = 3
const FULL_MINUTES = 20

/**
 * A benchmark, not a test: a goal that is missed is printed, and the exit code stays 0. It fails where a part could not
 * come to its end, for instance because the page has other words now; the other parts run all the same. What was
 * measured without `--quick` is kept in bench/results.json.
 * @param {string[]} args
 */
async function bench(args) {
  const { quick, only } = partOptions(args, Object.keys(PARTS))
  const { path, version } = await provideBrowser()
  buildDemo({ onBuild: () => console.log('Building the demo …') })
  const software = `node ${process.versions.node}, Chromium ${version}`
  console.log(`${processor()}\n${software}`)
  console.log(`At the start: ${await load()}${quick ? '; --quick: small files, few repetitions' : ''}`)

  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  const served = await serveBench(folder)
  const { chromium } = await import('playwright-core')
  const launch = () =>
    chromium.launch({ args: BROWSER_ARGS, ...(path === null ? {} : { executablePath: path }) })
  /** @type {Row[]} */
  const rows = []
  /** @type {string[]} */
  const broken = []
  try {
    const world = { ...served, folder, quick, say: console.log, ...writeFiles(folder, quick) }
    for (const [name, part] of Object.entries(PARTS)) {
      if (only.length > 0 && !only.includes(name)) continue
      const before = await load()
      console.log(`${name} (${before})`)
      try {
        const limitMs = 60_000 * (quick ? QUICK_MINUTES : FULL_MINUTES)
        const run = { launch, limitMs, say: console.log }
        const measured = await runPart({ ...run, part: (browser) => part({ ...world, browser }) })
        rows.push(...measured)
        if (!quick)
          keepMeasurement(name, {
            day: today(),
            machine: processor(),
            software,
            load: before,
            rows: measured,
          })
      } catch (error) {
        broken.push(name)
        console.log(`  BROKEN: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
  } finally {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  }
  if (rows.length > 0) console.log(`At the end: ${await load()}\n\n${table(rows)}`)
  if (broken.length > 0)
    throw new Sentence(
      `These parts of the benchmark could not come to their end: ${broken.join(', ')}. Why stands above, under each.`,
    )
}

/**
 * @param {string} folder
 * @param {boolean} quick
 */
function writeFiles(folder, quick) {
  console.log('Writing the files …')
  const share = quick ? 10 : 1
  const rows = quick ? 1000 : 4000
  return {
    numbers: writeNumbers({ folder, name: 'numbers.csv', rows: 1_050_000 / share, seed: 1 }),
    digits: writeNumbers({
      folder,
      name: 'digits.csv',
      rows: 500_000 / share,
      seed: 2,
      digits: 'all digits',
    }),
    pair: /** @type {[NumbersFile, NumbersFile]} */ ([
      writeNumbers({ folder, name: 'reference.csv', rows, seed: 3 }),
      writeNumbers({ folder, name: 'test.csv', rows, seed: 4, shift: 0.05 }),
    ]),
  }
}

/** @returns {Row[]} */
function bundleSizes() {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB gzip`
  const { parts } = checkBundle()
  const workers = parts.filter(({ limit }) => limit === null)
  const sum = workers.reduce((bytes, part) => bytes + part.bytes, 0)
  return [
    ...parts.flatMap(({ name, bytes, limit }) =>
      limit === null
        ? []
        : [
            {
              what: `Bundle, ${name}`,
              goal: `≤ ${limit / 1000} kB gzip`,
              measured: kilobytes(bytes),
              met: bytes <= limit,
            },
          ],
    ),
    { what: 'Bundle, the workers with all their parts', goal: null, measured: kilobytes(sum), met: null },
  ]
}

if (isMain(import.meta.url)) await runMain(() => bench(process.argv.slice(2)))
