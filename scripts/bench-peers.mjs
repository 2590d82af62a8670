import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { load, processor, today } from './bench/machine.mjs'
import { buildNodePart } from './bench/node-part.mjs'
import { partOptions } from './bench/part-options.mjs'
import { compareMmd } from './bench/peers-mmd.mjs'
import { compareStreams } from './bench/peers-streams.mjs'
import { compareTests } from './bench/peers-tests.mjs'
import { keepMeasurement } from './bench/results-file.mjs'
import { root } from './install.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** @import { PeerTask } from './bench/peers-part.mjs' */
/** @import { Row } from './bench/report.mjs' */

/** Two environments: installed together, pip takes an old river. */
const PEERS = { frouros: 'frouros==0.9.0', river: 'river==0.26.1' }
const home = join(root, '.cache', 'peers')
const here = (/** @type {string} */ name) => fileURLToPath(new URL(`./bench/${name}`, import.meta.url))

/**
 * Processes that take one task a line and answer with its time.
 * @typedef {ReturnType<typeof openSide>} Side
 * @typedef {{ ours: Side, frouros: Side, river: Side }} Sides
 */

/** @type {Record<string, (sides: Sides, isQuick: boolean) => Promise<Row[]>>} */
const PARTS = { mmd: compareMmd, streams: compareStreams, tests: compareTests }

/**
 * Our detectors and those of Python libraries on the same work, in turns, each on one core: in the same minutes, so that a
 * busy machine is busy for all. Prints the least time of each, and ratios; without `--quick` they are kept in
 * bench/results.json.
 * @param {string[]} args `--quick`: without the large samples, and two turns; `--only mmd`, `streams` or `tests`
 */
async function benchPeers(args) {
  const { quick: isQuick, only } = partOptions(args, Object.keys(PARTS))
  const pythons = Object.fromEntries(Object.entries(PEERS).map(([name, what]) => [name, python(name, what)]))
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-peers-'))
  /** @type {ReturnType<typeof openSide>[]} */
  const open = []
  const side = (/** @type {string} */ program, /** @type {string[]} */ given) => {
    const opened = openSide(program, given)
    open.push(opened)
    return opened
  }
  try {
    const ours = side(process.execPath, [await buildNodePart('./peers-part.mjs', folder)])
    const frouros = side(/** @type {string} */ (pythons['frouros']), [here('peers.py')])
    const river = side(/** @type {string} */ (pythons['river']), [here('peers.py')])
    const software = `node ${process.versions.node}, ${Object.values(PEERS).join(', ')}`
    console.log(`${processor()}\n${software}`)
    for (const [name, part] of Object.entries(PARTS)) {
      if (only.length > 0 && !only.includes(name)) continue
      const before = await load()
      console.log(`\n${name} (${before})`)
      const rows = await part({ ours, frouros, river }, isQuick)
      if (!isQuick)
        keepMeasurement(`peers: ${name}`, {
          day: today(),
          machine: processor(),
          software,
          load: before,
          rows,
        })
    }
    console.log(`\nAt the end: ${await load()}`)
  } finally {
    for (const one of open) one.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The interpreter of an environment with a peer in it, made where it is missing.
 * @param {string} name
 * @param {string} what as pip takes it
 */
function python(name, what) {
  const folder = join(home, name)
  const path = join(folder, 'bin', 'python')
  if (existsSync(join(folder, `${what}.installed`))) return path
  console.log(`Installing ${what} into .cache/peers/ …`)
  const run = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
  const isMade =
    run('python3', ['-m', 'venv', folder]) &&
    run(path, ['-m', 'pip', 'install', '-q', what]) &&
    run('touch', [join(folder, `${what}.installed`)])
  if (!isMade) throw new Sentence(`${what} could not be installed: Python 3 with venv and pip is needed.`)
  return path
}

/**
 * A process that takes one task a line and answers with its time.
 * @param {string} program
 * @param {string[]} args
 */
function openSide(program, args) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    /**
     * @param {PeerTask | { peer: string, [name: string]: unknown }} task
     * @returns {Promise<number>} milliseconds
     */
    async time(task) {
      child.stdin.write(`${JSON.stringify(task)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Sentence(`${program} ended before it answered ${JSON.stringify(task)}.`)
      return JSON.parse(value).elapsed
    },
    close: () => child.kill(),
  }
}

if (isMain(import.meta.url)) await runMain(() => benchPeers(process.argv.slice(2)))
