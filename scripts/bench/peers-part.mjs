// Bundled for node: our side of `npm run bench:peers`, on one core. Reads one task a line, answers in JSON.
import { createInterface } from 'node:readline'
import { driveSync } from '~/drift/drive'
import { createRandom, normal, uniform } from '~/drift/random'
import { loadDetector } from '~/drift/run'
import { openStream } from '~/drift/stream'

/**
 * `form` of a stream: many rows at once, of which the alarms are told; one row after the other, each with what the detector
 * says of it; or the whole result that the Lab draws. `window`: of a detector with a reference, which is as long; of `d`
 * columns (1, unless given). `params`: beside the window. `kind` of a test: what its one column holds.
 * @typedef {Readonly<Record<string, number | string>>} Params
 * @typedef {'numbers' | 'kinds' | 'binary'} Kind
 * @typedef {{ work: 'mmd', n: number, d: number, permutations: number, permute: 'rows' | 'bins' }
 *   | { work: 'stream', form: 'many' | 'each' | 'result', id: string, rows: number, window?: number, d?: number, params?: Params }
 *   | { work: 'test', id: string, rows: number, again: number, kind: Kind, params: Params }} PeerTask
 */

/**
 * @param {number} rows
 * @param {number} d
 * @param {(at: number) => number} draw
 */
const sampleOf = (rows, d, draw) => ({
  rows,
  columns: Array.from({ length: d }, (_, k) => `x${k + 1}`),
  values: Float64Array.from({ length: rows * d }, (_, at) => draw(at)),
  rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
})

/** Standard normal, or errors of a fifth, without drift. @param {number} seed */
function draws(seed) {
  const random = createRandom(seed, 99)
  return { normal: () => normal(random), error: () => (uniform(random) < 0.2 ? 1 : 0) }
}

/**
 * @param {PeerTask} task
 * @returns {Promise<number>} milliseconds of processor time, of a stream without what comes before the first row
 */
async function timePeerTask(task) {
  if (task.work === 'stream') return timeStream(task)
  if (task.work === 'test') return timeTest(task)
  const { n, d, permutations, permute } = task
  const detect = await loadDetector('mmd')
  const samples = { reference: sampleOf(n, d, draws(1).normal), test: sampleOf(n, d, draws(2).normal) }
  return worked(() => driveSync(detect({ permutations, permute, pictures: false }, samples)))
}

/** @type {Record<Kind, (random: ReturnType<typeof createRandom>, shift: number) => number>} */
const VALUES = {
  numbers: (random, shift) => normal(random) + shift,
  kinds: (random) => Math.floor(5 * uniform(random)),
  binary: (random, shift) => (uniform(random) < 0.2 + shift ? 1 : 0),
}

/** A test of one column, again and again. @param {PeerTask & { work: 'test' }} task */
async function timeTest({ id, rows, again, kind, params }) {
  const detect = await loadDetector(id)
  const sample = (/** @type {number} */ seed, /** @type {number} */ shift) => {
    const random = createRandom(seed, 99)
    return sampleOf(rows, 1, () => VALUES[kind](random, shift))
  }
  const samples = { reference: sample(1, 0), test: sample(2, 0.05) }
  return worked(() => {
    for (let k = 0; k < again; k++) driveSync(detect(params, samples))
  })
}

const ERRORS = ['ddm', 'eddm', 'rddm', 'ecdd-wt', 'stepd', 'hddm-a', 'hddm-w', 'fhddm']

/** @param {PeerTask & { work: 'stream' }} task */
async function timeStream({ form, id, rows, window, d = 1, params: given = {} }) {
  const { [ERRORS.includes(id) ? 'error' : 'normal']: draw } = draws(3)
  const reference = window === undefined ? null : sampleOf(window, d, draws(4).normal)
  // No alarm: a window that starts empty would cost nothing.
  const params = window === undefined ? given : { window, alpha: 1e-12, ...given }
  const before = sampleOf(window ?? 0, d, draw).values
  const test = sampleOf(rows, d, draw)
  if (form === 'result') {
    const detect = await loadDetector(id)
    return worked(() => driveSync(detect(params, { reference, test })))
  }
  const stream = await openStream(id, params, { reference })
  stream.updateMany(before)
  return worked(() => {
    if (form === 'many') stream.updateMany(test.values)
    else if (d === 1) for (const x of test.values) stream.update(x)
    else for (let at = 0; at < rows * d; at += d) stream.update(test.values.subarray(at, at + d))
  })
}

/** Milliseconds of processor time: what other programs take is in neither side's. @param {() => unknown} work */
function worked(work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

for await (const line of createInterface({ input: process.stdin })) {
  const elapsed = await timePeerTask(JSON.parse(line))
  process.stdout.write(`${JSON.stringify({ elapsed })}\n`)
}
