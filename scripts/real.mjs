import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { provideBrowser } from './browser.mjs'
import { install, root } from './install.mjs'
import { PEOPLE, provideMlflow, seedMlflow, startMlflow, VERSIONS } from './real/mlflow.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/**
 * `npm run test:real [-- version …]`: starts real MLflow servers, seeds them with real training runs, holds the
 * contract to each (vitest, project `real`), and walks the journeys of e2e/real/ through the same-origin proxy of
 * `npm run connect`.
 * @param {readonly string[]} asked versions; all where none is named
 */
async function testReal(asked) {
  const unknown = asked.find((version) => !VERSIONS.includes(version))
  if (unknown !== undefined)
    throw new Sentence(`There is no MLflow ${unknown} here: the versions are ${VERSIONS.join(', ')}.`)
  const versions = asked.length > 0 ? asked : VERSIONS
  install()
  for (const version of versions) provideMlflow(version)
  await provideBrowser()
  const started = await Promise.allSettled(versions.map((version) => startMlflow(version)))
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason
    await Promise.all(
      servers.map((server) => timed(`MLflow ${server.version} seeded`, () => seedMlflow(server))),
    )
    const failed = []
    for (const { version, url } of servers) {
      const env = { REAL_MLFLOW_URL: url, REAL_MLFLOW_VERSION: version, REAL_PEOPLE: JSON.stringify(PEOPLE) }
      if (!(await ran('vitest/vitest.mjs', ['run', '--project', 'real'], env)))
        failed.push(`contract, ${version}`)
      const page = await connect(url)
      try {
        const journeys = ['test', '-c', 'e2e/playwright.config.ts', '--project', 'real']
        const withPage = { ...env, TIDEMARK_URL: page.url }
        if (!(await ran('@playwright/test/cli.js', journeys, withPage))) failed.push(`journeys, ${version}`)
      } finally {
        page.stop()
      }
    }
    if (failed.length > 0) throw new Sentence(`Not as promised on real servers: ${failed.join('; ')}.`)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/**
 * @param {string} what
 * @param {() => Promise<void>} work
 */
async function timed(what, work) {
  const start = performance.now()
  await work()
  console.log(`${what} in ${((performance.now() - start) / 1000).toFixed(0)} s.`)
}

/**
 * @param {string} tool path of its program below node_modules/
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<boolean>} whether it passed
 */
function ran(tool, args, env) {
  const child = spawn(process.execPath, [join(root, 'node_modules', ...tool.split('/')), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0))
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
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (piece) => {
      said += stripVTControlCharacters(String(piece))
      const url = /http:\/\/localhost:\d+\//.exec(said)?.[0]
      if (url !== undefined) resolve({ url, stop: () => child.kill() })
    })
    child.once('exit', () =>
      reject(new Sentence(`npm run connect ended before it printed an address:\n${said}`)),
    )
  })
}

if (isMain(import.meta.url)) await runMain(() => testReal(process.argv.slice(2)))
