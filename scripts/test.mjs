import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { provideBrowser } from './browser.mjs'
import { buildDemo } from './build.mjs'
import { checkBundle, describePart } from './bundle-check.mjs'
import { install, root } from './install.mjs'
import { checkLock } from './lock-check.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'
import {
  closingLine,
  ONE_FAILED,
  ONE_PASSED,
  playwrightCounts,
  runnerCounts,
  secondTries,
  sumCounts,
  vitestCounts,
} from './test-counts.mjs'

const reports = join(root, 'test-results', 'reports')

/** A step that hangs must not hide what the others found. */
const STEP_LIMIT_MS = 20 * 60_000

/** Projects of e2e/playwright.config.ts that go before the demo. */
const JOURNEYS = ['pages', 'researcher', 'admin', 'demo']

/** The tag of journeys that repeat a promise (`MORE` of e2e/support/test.ts). */
const REPEATS = '@more'

/**
 * @typedef {import('./test-counts.mjs').Counts} Counts
 * @typedef {{ counts: Counts, output: string, note?: string }} Outcome `output` is printed where the step failed, `note` always
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<Outcome>} run
 * @property {string} [onlyInEverything] what it holds, where it takes too long for every `npm test`: it runs with
 *   'everything' or by its name, and `npm test` says that it did not
 */

/** They only read what is in the repository, so they run side by side. @type {readonly Step[]} */
const STATIC_STEPS = [
  { name: 'formatting', run: () => toolStep('oxfmt/bin/oxfmt', ['--check', '.']) },
  // With what the compiler says of types: rules and types need one and the same program.
  {
    name: 'lint',
    run: () => toolStep('oxlint/bin/oxlint', ['--type-aware', '--type-check', '--deny-warnings']),
  },
  {
    name: 'types',
    run: () => toolStep('typescript/bin/tsc', ['--noEmit']),
    onlyInEverything: 'the compiler itself, whose errors lint tells too',
  },
  { name: 'dead-code', run: deadCodeStep },
  { name: 'build', run: buildStep },
  { name: 'lock', run: async () => problemsOutcome(checkLock()) },
]

/** They use both cores, and the build. @type {readonly Step[]} */
const LATER_STEPS = [
  { name: 'bundle', run: bundleStep },
  { name: 'unit', run: () => vitestStep('unit', ['unit', 'unit-alone']) },
  {
    name: 'slow',
    run: () => vitestStep('slow', ['slow']),
    onlyInEverything:
      'levels and power of the detectors over thousands of samples, each on its bundled one, what each verdict says, the histories of the demo made again, and a made-up server more',
  },
  { name: 'browser', run: () => withBrowser(() => vitestStep('browser', ['browser'])) },
  {
    name: 'e2e',
    run: () => withBrowser(() => playwrightStep('e2e', JOURNEYS, ['--grep-invert', REPEATS])),
  },
  {
    name: 'e2e-more',
    run: () => withBrowser(() => playwrightStep('e2e-more', JOURNEYS, ['--grep', REPEATS])),
    onlyInEverything: 'journeys that repeat a promise: with other input, another detector, the other theme',
  },
  {
    name: 'gallery',
    run: () => withBrowser(() => playwrightStep('gallery', ['gallery'])),
    onlyInEverything: 'pictures of every page in every state',
  },
  {
    name: 'bench',
    run: () => withBrowser(benchStep),
    onlyInEverything: 'each part of the benchmark in small: that it comes to its end, not how fast',
  },
  ...stepsOfScripts({
    name: 'real',
    script: 'test:real',
    onlyInEverything: 'journeys against real servers',
  }),
]

const STEPS = [...STATIC_STEPS, ...LATER_STEPS]

/**
 * `npm test [-- step …]`: runs the steps, prints a line for each and everything that a failed one said,
 * and ends with the sum over all.
 * @param {readonly string[]} names steps to run, or 'everything'; none: all that do not take too long
 */
async function test(names) {
  const known = [...STEPS.map(({ name }) => name), 'everything']
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Sentence(`There is no step "${unknown[0]}": the steps are ${known.join(', ')}.`)
  /** @param {Step} step */
  const isChosen = ({ name, onlyInEverything }) =>
    names.includes('everything') || names.includes(name) || (names.length === 0 && !onlyInEverything)
  install()
  // Of every property a tenth of its tries: all of them with 'everything', or where the step is asked for by its name.
  if (names.length === 0) process.env['FEW_TRIES'] = '1'
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const counts = await runAll(STATIC_STEPS.filter(isChosen), cpus().length)
  counts.push(...(await runAll(LATER_STEPS.filter(isChosen), 1)))
  if (names.length === 0) tellLeftOut(STEPS.filter((step) => !isChosen(step)))
  const sum = sumCounts(counts)
  if (sum.failed > 0) process.exitCode = 1
  console.log(closingLine(sum))
}

/** @param {readonly Step[]} steps */
function tellLeftOut(steps) {
  console.log('Not run: `npm test -- everything` also runs')
  console.log(`       ${'unit'.padEnd(10)} all tries of each property: here a tenth`)
  for (const { name, onlyInEverything } of steps)
    console.log(`       ${name.padEnd(10)} ${onlyInEverything ?? ''}`)
}

/**
 * A step that is a script of package.json, where that has it.
 * @param {{ name: string, script: string, onlyInEverything: string }} step
 * @returns {Step[]}
 */
function stepsOfScripts({ script, ...step }) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return script in scripts ? [{ ...step, run: () => scriptStep(script) }] : []
}

/**
 * @param {readonly Step[]} steps
 * @param {number} atOnce
 * @returns {Promise<Counts[]>}
 */
async function runAll(steps, atOnce) {
  const waiting = [...steps]
  /** @type {Counts[]} */
  const counts = []
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) counts.push(await runStep(step))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return counts
}

/** @param {Step} step */
async function runStep({ name, run }) {
  const started = performance.now()
  const { counts, output, note } = await run().catch(failedOutcome)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const ok = counts.failed === 0
  // Never the closing line's own form: that stands alone at the end.
  const detail = counts.passed + counts.failed + counts.skipped === 1 ? '' : `  (${closingLine(counts)})`
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(6)} s${detail}`)
  if (note) console.log(indent(note))
  if (!ok && output) console.log(indent(output))
  return counts
}

/**
 * @param {unknown} thrown
 * @returns {Outcome}
 */
function failedOutcome(thrown) {
  const text =
    thrown instanceof Sentence ? thrown.message : thrown instanceof Error ? thrown.stack : String(thrown)
  return { counts: ONE_FAILED, output: text ?? '' }
}

/** @param {string} text */
function indent(text) {
  return text.trim().replaceAll(/^/gm, '       ')
}

/**
 * A check that passes or fails as a whole.
 * @param {string} tool path of its program below node_modules/
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function toolStep(tool, args) {
  const { exitCode, output } = await runTool(tool, args)
  return { counts: exitCode === 0 ? ONE_PASSED : ONE_FAILED, output }
}

/**
 * What nobody uses, and then what only tests use.
 * @returns {Promise<Outcome>}
 */
async function deadCodeStep() {
  const plain = ['--no-progress', '--no-config-hints']
  const ofProduction = ['--production', '--include', 'files,exports', '-c', 'knip.production.jsonc']
  const all = await runTool('knip/bin/knip.js', plain)
  const production = await runTool('knip/bin/knip.js', [...plain, ...ofProduction])
  const isClean = all.exitCode === 0 && production.exitCode === 0
  return {
    counts: isClean ? ONE_PASSED : ONE_FAILED,
    output: `${all.output}\nUsed by tests alone, or by nobody:\n${production.output}`,
  }
}

/**
 * @param {string[]} problems
 * @returns {Outcome}
 */
function problemsOutcome(problems) {
  return { counts: problems.length === 0 ? ONE_PASSED : ONE_FAILED, output: problems.join('\n') }
}

/** @returns {Promise<Outcome>} */
async function buildStep() {
  buildDemo()
  return { counts: ONE_PASSED, output: '' }
}

/** @returns {Promise<Outcome>} */
async function bundleStep() {
  const { parts, problems } = checkBundle()
  return { ...problemsOutcome(problems), note: parts.map(describePart).join('\n') }
}

/**
 * @param {string} name of its report
 * @param {readonly string[]} projects of vite.config.ts
 * @returns {Promise<Outcome>}
 */
async function vitestStep(name, projects) {
  const file = join(reports, `${name}.json`)
  const { exitCode, output } = await runTool('vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  return { counts: runnerCounts(vitestCounts(readReport(file)), exitCode), output }
}

/**
 * @param {string} name of its report
 * @param {readonly string[]} projects of e2e/playwright.config.ts
 * @param {readonly string[]} [choice] of their tests: all, unless given
 * @returns {Promise<Outcome>}
 */
async function playwrightStep(name, projects, choice = []) {
  const file = join(reports, `${name}.json`)
  const { exitCode, output } = await runTool(
    '@playwright/test/cli.js',
    [
      'test',
      '-c',
      'e2e/playwright.config.ts',
      ...projects.flatMap((project) => ['--project', project]),
      ...choice,
    ],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  )
  const report = readReport(file)
  const note = secondTries(report)
    .map((journey) => `Passed on its second try only: ${journey}`)
    .join('\n')
  return { counts: runnerCounts(playwrightCounts(report), exitCode), output, note }
}

/**
 * A script of package.json, which passes or fails as a whole.
 * @param {string} script
 * @returns {Promise<Outcome>}
 */
async function scriptStep(script) {
  const { exitCode, output } = await runProgram('npm', ['run', '--silent', script])
  return { counts: exitCode === 0 ? ONE_PASSED : ONE_FAILED, output }
}

/**
 * The benchmark drives the page by its words, which no other step would miss.
 * @returns {Promise<Outcome>}
 */
async function benchStep() {
  const { exitCode, output } = await runProgram(process.execPath, [
    join(root, 'scripts', 'bench.mjs'),
    '--quick',
  ])
  return { counts: exitCode === 0 ? ONE_PASSED : ONE_FAILED, output }
}

/** @param {string} file @returns {unknown} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** @type {Promise<import('./browser.mjs').Browser> | null} */
let browser = null

/**
 * @param {() => Promise<Outcome>} run
 * @returns {Promise<Outcome>}
 */
async function withBrowser(run) {
  browser ??= provideBrowser()
  const { version, path, source } = await browser
  const outcome = await run()
  return {
    ...outcome,
    note: [`Chromium ${version} (${path ?? source})`, outcome.note].filter(Boolean).join('\n'),
  }
}

/**
 * @param {string} tool path of its program below node_modules/
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
function runTool(tool, args, env = {}) {
  return runProgram(process.execPath, [join(root, 'node_modules', ...tool.split('/')), ...args], env)
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
function runProgram(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STEP_LIMIT_MS,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
      })
    }
    child.once('error', reject)
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, output: signal ? `${output}\nStopped by ${signal}.` : output })
    })
  })
}

if (isMain(import.meta.url)) await runMain(() => test(process.argv.slice(2)))
