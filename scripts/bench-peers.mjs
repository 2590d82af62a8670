import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { load, machine } from './bench/machine.mjs'
import { root } from './install.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** @import { PeerTask } from './bench/peers-part.mjs' */

/** Two environments: installed together, pip takes an old river. */
const PEERS = { frouros: 'frouros==0.9.0', river: 'river==0.26.1' }
const home = join(root, '.cache', 'peers')
const here = (/** @type {string} */ name) => fileURLToPath(new URL(`./bench/${name}`, import.meta.url))

const MMD = [
  { n: 100, d: 10 },
  { n: 500, d: 10 },
  { n: 1000, d: 1 },
  { n: 1000, d: 10 },
  { n: 1000, d: 784 },
  { n: 5000, d: 10 },
]
const PERMUTATIONS = 1000
/**
 * Frouros computes the kernel anew for every permutation: with more rows than these, its time for all is told by a
 * straight line through those for two small numbers of them.
 */
const RUN_WHOLE = 500
const FEW = 2
const MORE = 12

const STREAMS = ['page-hinkley', 'ddm', 'eddm', 'hddm-a', 'hddm-w', 'fhddm', 'adwin', 'kswin']

/**
 * Our detectors and those of Python libraries on the same work, in turns, each on one core: in the same minutes, so that a
 * busy machine is busy for all. Prints the least time of each, and ratios.
 * @param {string[]} args `--quick`: without the large samples, and two turns
 */
async function benchPeers(args) {
  const isQuick = args.includes('--quick')
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
    const ours = side(process.execPath, [await buildPart(folder)])
    const frouros = side(/** @type {string} */ (pythons['frouros']), [here('peers.py')])
    const river = side(/** @type {string} */ (pythons['river']), [here('peers.py')])
    console.log(machine('no browser'))
    console.log(`At the start: ${await load()}\n`)
    const turns = isQuick ? 2 : 5
    console.log(
      `MMD, ${PERMUTATIONS} permutations, one core each, ms (least of ${turns} turns; * from few permutations)`,
    )
    for (const size of isQuick ? MMD.slice(0, 2) : MMD) {
      const times = { ours: Infinity, numpy: Infinity, whole: Infinity, few: Infinity, more: Infinity }
      const task = { ...size, permutations: PERMUTATIONS }
      const runsWhole = size.n <= RUN_WHOLE
      // A warm worker: compiled, and compiled again by what was learnt.
      for (let run = 0; run < (size.n > 1000 ? 1 : 12); run++) await ours.time({ work: 'mmd', ...task })
      for (let turn = 0; turn < turns; turn++) {
        const least = async (
          /** @type {keyof typeof times} */ of,
          /** @type {Promise<number>} */ measured,
        ) => {
          times[of] = Math.min(times[of], await measured)
        }
        for (let again = 0; again < 3; again++) await least('ours', ours.time({ work: 'mmd', ...task }))
        await least('numpy', frouros.time({ peer: 'numpy', ...task }))
        if (turn >= 2) continue
        if (runsWhole) await least('whole', frouros.time({ peer: 'frouros', ...task }))
        else {
          await least('few', frouros.time({ peer: 'frouros', ...size, permutations: FEW }))
          await least('more', frouros.time({ peer: 'frouros', ...size, permutations: MORE }))
        }
      }
      const each = (times.more - times.few) / (MORE - FEW)
      const whole = runsWhole ? times.whole : times.few + (PERMUTATIONS - FEW) * each
      console.log(
        `n = m = ${size.n}, d = ${size.d}: ours ${times.ours.toFixed(1)}, numpy ${times.numpy.toFixed(0)} (${(times.numpy / times.ours).toFixed(1)} ×), frouros ${whole.toFixed(0)}${runsWhole ? '' : '*'} (${(whole / times.ours).toFixed(0)} ×)`,
      )
    }
    console.log(
      `\nStreams without drift, ns a row (least of ${turns} turns); ours with the whole result of the walk`,
    )
    for (const id of STREAMS) {
      const rows = id === 'kswin' ? 2000 : 100_000
      const times = { ours: Infinity, river: Infinity }
      for (let turn = 0; turn < turns + 1; turn++) {
        times.ours = Math.min(times.ours, await ours.time({ work: 'stream', id, rows: 10 * rows }))
        times.river = Math.min(times.river, await river.time({ peer: 'river', detector: id, rows }))
      }
      const [own, other] = [(1e6 * times.ours) / (10 * rows), (1e6 * times.river) / rows]
      console.log(`${id}: ours ${own.toFixed(0)}, river ${other.toFixed(0)} (${(other / own).toFixed(1)} ×)`)
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

/** @param {string} folder */
async function buildPart(folder) {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '~': join(root, 'src') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      rollupOptions: {
        input: { part: here('peers-part.mjs') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return join(folder, 'part.mjs')
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
