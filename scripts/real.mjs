import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { provideBrowser } from './browser.mjs'
import { install, root } from './install.mjs'
import { PEOPLE, provideMlflow, seedMlflow, startMlflow, VERSIONS } from './real/mlflow.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'
import {
  closingLine,
  playwrightCounts,
  runnerCounts,
  secondTries,
  sumCounts,
  vitestCounts,
} from './test-counts.mjs'

const reports = join(root, 'test-results', 'reports')

/** @typedef {import('./test-counts.mjs').Counts} Counts */

/**
 * `npm run test:real [-- version …]`: starts real MLflow servers, seeds them with real training runs, holds contract and
 * mock to each (vitest, project `real`), and walks the journeys of e2e/real/ through the same-origin proxy of
 * `npm run connect`. A line for each step; all that a failed one said.
 * @param {readonly string[]} asked versions; all where none is named
 */
async function testReal(asked) {
  const unknown = asked.find((version) => !VERSIONS.includes(version))
  if (unknown !== undefined)
    throw new Sentence(`There is no MLflow ${unknown} here: the versions are ${VERSIONS.join(', ')}.`)
  const versions = asked.length > 0 ? asked : VERSIONS
  install()
  mkdirSync(reports, { recursive: true })
  for (const version of versions)
    await timed(`MLflow ${version} at hand`, async () => void provideMlflow(version))
  await provideBrowser()
  // The servers end with this process: see `running` in real/mlflow.mjs.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(130))
  const started = await Promise.allSettled(versions.map(startSeeded))
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason
    const counts = await Promise.all(servers.map(holdToContract))
    // One after the other: a browser needs both cores.
    for (const server of servers) counts.push(await walkJourneys(server, 'real'))
    for (const version of versions) counts.push(await walkWithDefault(version))
    const sum = sumCounts(counts)
    if (sum.failed > 0) process.exitCode = 1
    console.log(closingLine(sum))
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** @param {string} version */
async function startSeeded(version) {
  const server = await timed(`MLflow ${version} started`, () => startMlflow(version))
  try {
    await timed(`MLflow ${version} seeded`, () => seedMlflow(server))
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** @typedef {import('./real/mlflow.mjs').MlflowServer} MlflowServer */

/** @param {MlflowServer} server @returns {Promise<Counts>} */
async function holdToContract(server) {
  const report = join(reports, `real-contract-${server.version}.json`)
  const args = [
    'run',
    '--project',
    'real',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  return told(`contract, MLflow ${server.version}`, async () => {
    const { exitCode, output } = await ran('vitest/vitest.mjs', args, environmentOf(server))
    return { counts: runnerCounts(vitestCounts(readReport(report)), exitCode), output }
  })
}

/**
 * On a server that lets everybody read: what somebody without a row may do.
 * @param {string} version
 * @returns {Promise<Counts>}
 */
async function walkWithDefault(version) {
  const server = await timed(`MLflow ${version}, all read`, () => startMlflow(version, 'READ'))
  try {
    return await walkJourneys(server, 'real-default')
  } finally {
    await server.stop()
  }
}

/**
 * @param {MlflowServer} server
 * @param {'real' | 'real-default'} project of Playwright: journeys before the seeded server, or before one of another default
 * @returns {Promise<Counts>}
 */
async function walkJourneys(server, project) {
  const report = join(reports, `${project}-journeys-${server.version}.json`)
  const args = ['test', '-c', 'e2e/playwright.config.ts', '--project', project]
  const what = project === 'real' ? 'journeys' : 'default'
  return told(`${what}, MLflow ${server.version}`, async () => {
    const page = await connect(server.url)
    try {
      const env = {
        ...environmentOf(server),
        TIDEMARK_URL: page.url,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      }
      const { exitCode, output } = await ran('@playwright/test/cli.js', args, env)
      const told = readReport(report)
      for (const journey of secondTries(told)) console.log(`Passed on its second try only: ${journey}`)
      return { counts: runnerCounts(playwrightCounts(told), exitCode), output }
    } finally {
      page.stop()
    }
  })
}

/** @param {MlflowServer} server */
function environmentOf({ url, version }) {
  return { REAL_MLFLOW_URL: url, REAL_MLFLOW_VERSION: version, REAL_PEOPLE: JSON.stringify(PEOPLE) }
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function timed(what, work) {
  const start = performance.now()
  const done = await work()
  console.log(`ok     ${what.padEnd(26)} ${secondsSince(start)} s`)
  return done
}

/**
 * @param {string} what
 * @param {() => Promise<{ counts: Counts, output: string }>} work
 * @returns {Promise<Counts>}
 */
async function told(what, work) {
  const start = performance.now()
  const { counts, output } = await work()
  const ok = counts.failed === 0
  // Never the closing line's own form: that stands alone at the end.
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${what.padEnd(26)} ${secondsSince(start)} s  (${closingLine(counts)})`,
  )
  if (!ok) console.log(output)
  return counts
}

/** @param {number} start */
function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1).padStart(6)
}

/** @param {string} file @returns {unknown} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * @param {string} tool path of its program below node_modules/
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
function ran(tool, args, env) {
  const child = spawn(process.execPath, [join(root, 'node_modules', ...tool.split('/')), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (piece) => {
      output += piece
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, output }))
  })
}

/**
 * The app before a real server, as `npm run connect` starts it.
 * @param {string} mlflow
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
function connect(mlflow) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'connect.mjs')], {
    cwd: root,
    env: { ...process.env, MLFLOW_URL: mlflow },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => void child.kill()
  process.once('exit', stop)
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (piece) => {
      said += stripVTControlCharacters(String(piece))
      const url = /http:\/\/localhost:\d+\//.exec(said)?.[0]
      if (url !== undefined) resolve({ url, stop })
    })
    child.once('exit', () =>
      reject(new Sentence(`npm run connect ended before it printed an address:\n${said}`)),
    )
  })
}

if (isMain(import.meta.url)) await runMain(() => testReal(process.argv.slice(2)))
