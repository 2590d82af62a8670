// Bundled for node: our side of `npm run bench:peers`, on one core. Reads one task a line, answers in JSON.
import { createInterface } from 'node:readline'
import { driveSync } from '~/drift/drive'
import { createRandom, normal, uniform } from '~/drift/random'
import { loadDetector } from '~/drift/run'

/** @typedef {{ work: 'mmd', n: number, d: number, permutations: number } | { work: 'stream', id: string, rows: number }} PeerTask */

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
 * @returns {Promise<number>} milliseconds, of MMD the whole test, of a stream the walk over all its rows with its result
 */
async function timePeerTask(task) {
  if (task.work === 'mmd') {
    const { n, d, permutations } = task
    const detect = await loadDetector('mmd')
    const samples = {
      reference: sampleOf(n, d, draws(1).normal),
      test: sampleOf(n, d, draws(2).normal),
    }
    const started = performance.now()
    driveSync(detect({ permutations, pictures: false }, samples))
    return performance.now() - started
  }
  const detect = await loadDetector(task.id)
  const kind = ERRORS.includes(task.id) ? 'error' : 'normal'
  const test = sampleOf(task.rows, 1, draws(3)[kind])
  const started = performance.now()
  driveSync(detect({}, { reference: null, test }))
  return performance.now() - started
}

const ERRORS = ['ddm', 'eddm', 'hddm-a', 'hddm-w', 'fhddm']

for await (const line of createInterface({ input: process.stdin })) {
  const elapsed = await timePeerTask(JSON.parse(line))
  process.stdout.write(`${JSON.stringify({ elapsed })}\n`)
}
