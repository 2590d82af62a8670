import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { install, root } from './install.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** Flags for every Chromium that a test starts: it runs as root in containers, and it must stay off the network. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Older ones start, but lack what the app is built for. */
const OLDEST_MAJOR = 120

/** As distributions call them. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell']

const SPARTICUZ = '@sparticuz/chromium@143.0.4'
const cache = join(root, '.cache')
const unpacked = join(cache, 'chromium')
const remembered = join(cache, 'browser.json')

/**
 * @typedef {object} Browser
 * @property {string | null} path of the program; null: the one that Playwright finds itself
 * @property {string} version
 * @property {string} source where it was found, for people
 */

/**
 * @typedef {object} World what the search touches, so that a test can stand in for it
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {(path: string | null) => Promise<string>} probe starts it and gives its version; throws where it does not work
 * @property {(path: string) => boolean} exists
 * @property {() => string | null} remembered path that worked last time
 * @property {{ name: string, possible: boolean, fetch: () => string | null }[]} fetches
 *   ways to get one, in order; each gives the path to try, null for Playwright's own; throws where it fails
 * @property {(line: string) => void} say
 */

/**
 * Finds a Chromium by really starting it, or fetches one.
 * Order: PLAYWRIGHT_CHROMIUM, Playwright's own, a headless shell of the system, the one that worked last time, the
 * system's others, a copy under .cache/; then the fetches. A headless shell (Playwright's own is one) draws no window
 * even in memory: the journeys take four fifths of the time. So no other is remembered past it.
 * @param {World} world
 * @returns {Promise<Browser>}
 */
export async function findBrowser(world) {
  const given = world.env['PLAYWRIGHT_CHROMIUM']
  if (given) return probeGiven(world, given)
  for (const { path, source } of candidates(world)) {
    const version = await tryProbe(world, path)
    if (version) return { path, version, source }
  }
  /** @type {string[]} */
  const failures = []
  for (const way of world.fetches) {
    if (!way.possible) continue
    world.say(`No Chromium found: trying ${way.name} …`)
    try {
      const path = way.fetch()
      return { path, version: await world.probe(path), source: way.name }
    } catch (error) {
      failures.push(`${way.name}: ${firstLine(error)}`)
    }
  }
  const tried = failures.length > 0 ? ` (tried ${failures.join('; ')})` : ''
  throw new Sentence(
    `No Chromium could be started or fetched${tried}: install Chrome or Chromium, or set PLAYWRIGHT_CHROMIUM to its path.`,
  )
}

/**
 * A browser that was asked for is used or refused, never replaced in silence.
 * @param {World} world
 * @param {string} path
 */
async function probeGiven(world, path) {
  try {
    return { path, version: await world.probe(path), source: 'PLAYWRIGHT_CHROMIUM' }
  } catch (error) {
    throw new Sentence(`PLAYWRIGHT_CHROMIUM is ${path}, and that does not start: ${firstLine(error)}.`)
  }
}

/**
 * @param {World} world
 * @param {string | null} path
 */
async function tryProbe(world, path) {
  try {
    return await world.probe(path)
  } catch {
    return null
  }
}

/**
 * @param {World} world
 * @returns {{ path: string | null, source: string }[]}
 */
function candidates(world) {
  const last = world.remembered()
  const copies = [join(unpacked, 'chromium'), join(unpacked, 'with-libraries.sh')]
  return [
    { path: null, source: "Playwright's own" },
    ...inPath(world, SHELLS).map((path) => ({ path, source: 'the system' })),
    ...(last === null ? [] : [{ path: last, source: 'found before' }]),
    ...systemPaths(world).map((path) => ({ path, source: 'the system' })),
    ...copies.map((path) => ({ path, source: '.cache/' })),
  ].filter(({ path }) => path === null || world.exists(path))
}

/**
 * @param {World} world
 * @returns {string[]}
 */
function systemPaths(world) {
  const { env, platform } = world
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (platform === 'win32') {
    const homes = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (home) => home !== undefined,
    )
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return homes.flatMap((home) => programs.map((program) => join(home, program)))
  }
  return inPath(world, [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
  ])
}

/**
 * @param {World} world
 * @param {readonly string[]} names
 * @returns {string[]}
 */
function inPath({ env, platform }, names) {
  if (platform !== 'linux') return []
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/**
 * Starts it without a window, opens a page and computes something: a wrapper that only prints, a missing
 * library or a sandbox that is not allowed all show here and nowhere earlier.
 * @param {string | null} path
 */
async function probe(path) {
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({
    headless: true,
    args: BROWSER_ARGS,
    timeout: 30_000,
    ...(path === null ? {} : { executablePath: path }),
  })
  try {
    const page = await browser.newPage()
    const computed = await page.evaluate(() => 6 * 7)
    if (computed !== 42) throw new Error('it starts, but runs no script')
    const version = browser.version()
    if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
      throw new Error(`it is version ${version}, and ${OLDEST_MAJOR} or newer is needed`)
    }
    return version
  } finally {
    await browser.close()
  }
}

/** @returns {World} */
export function thisWorld() {
  const { platform, arch, env } = process
  const rootOnDebian = platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')
  return {
    env,
    platform,
    arch,
    probe,
    exists: existsSync,
    remembered: readRemembered,
    say: (line) => console.log(line),
    fetches: [
      { name: 'playwright install chromium', possible: true, fetch: fetchWithPlaywright },
      { name: SPARTICUZ, possible: platform === 'linux' && arch === 'x64', fetch: fetchSparticuz },
      { name: 'apt-get install chromium', possible: rootOnDebian, fetch: fetchWithApt },
    ],
  }
}

/**
 * The path for a runner that is started by hand: what was asked for, else what worked last time;
 * null: Playwright's own.
 */
export function knownBrowserPath() {
  return process.env['PLAYWRIGHT_CHROMIUM'] || readRemembered()
}

/** The path that worked last time. It is probed again, before the others, which saves starting those that fail. */
function readRemembered() {
  try {
    const { path } = JSON.parse(readFileSync(remembered, 'utf8'))
    return typeof path === 'string' ? path : null
  } catch {
    return null
  }
}

function fetchWithPlaywright() {
  run(
    process.execPath,
    [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', '--only-shell', 'chromium'],
    300_000,
  )
  return null
}

function fetchWithApt() {
  run('apt-get', ['update', '-qq'], 180_000)
  try {
    return installWithApt('chromium-headless-shell')
  } catch {
    // Older releases have no package of it.
    return installWithApt('chromium')
  }
}

/** @param {string} name of the package and its program */
function installWithApt(name) {
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], 400_000)
  return `/usr/bin/${name}`
}

/** A Chromium that an npm package carries, unpacked without root and without a postinstall step. */
function fetchSparticuz() {
  const download = join(cache, 'chromium-download')
  const target = `${unpacked}.new`
  for (const folder of [download, target, unpacked]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  mkdirSync(download, { recursive: true })
  // An own package.json: otherwise npm walks up and changes the project's.
  writeFileSync(join(download, 'package.json'), '{ "private": true, "type": "module" }\n')
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--loglevel=error', SPARTICUZ],
    300_000,
    {
      cwd: download,
    },
  )
  // The package unpacks into the temporary folder; the second variable makes it unpack its libraries too.
  writeFileSync(
    join(download, 'unpack.js'),
    "import chromium from '@sparticuz/chromium'\nawait chromium.executablePath()\n",
  )
  run(process.execPath, ['unpack.js'], 120_000, {
    cwd: download,
    env: { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  })
  writeFileSync(join(target, 'with-libraries.sh'), WITH_LIBRARIES)
  chmodSync(join(target, 'with-libraries.sh'), 0o755)
  renameSync(target, unpacked)
  rmSync(download, { recursive: true, force: true })
  const plain = join(unpacked, 'chromium')
  const starts = spawnSync(plain, ['--version'], { timeout: 20_000 }).status === 0
  return starts ? plain : join(unpacked, 'with-libraries.sh')
}

/** For a machine that lacks libraries or fonts: the package brings both. */
const WITH_LIBRARIES = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`

/**
 * @param {string} command
 * @param {string[]} args
 * @param {number} timeoutMs
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
function run(command, args, timeoutMs, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', timeout: timeoutMs, ...options })
  if (done.error) throw done.error
  if (done.status !== 0) {
    const lines = `${done.stdout}\n${done.stderr}`
      .split('\n')
      .filter((line) => /error|failed|unable/i.test(line))
    throw new Error(lines[0]?.trim() || `exit code ${done.status ?? done.signal}`)
  }
}

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n', 1)[0] ?? '').replace(/[.:\s]+$/, '')
}

/**
 * Finds a browser for the tests and hands it to what is started next, through PLAYWRIGHT_CHROMIUM.
 * @returns {Promise<Browser>}
 */
export async function provideBrowser() {
  const browser = await findBrowser(thisWorld())
  if (browser.path === null) {
    rmSync(remembered, { force: true })
    return browser
  }
  process.env['PLAYWRIGHT_CHROMIUM'] = browser.path
  if (browser.source !== 'PLAYWRIGHT_CHROMIUM') {
    mkdirSync(cache, { recursive: true })
    writeFileSync(remembered, JSON.stringify({ path: browser.path }))
  }
  return browser
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    install()
    const { path, version, source } = await provideBrowser()
    console.log(`Chromium ${version}, from ${source}${path === null ? '' : `: ${path}`}`)
  })
}
