/** @import { Sides } from '../bench-peers.mjs' */
/** @import { Kind, Params } from './peers-part.mjs' */
/** @import { Row } from './report.mjs' */
import { judgedByRatio } from './peer-goals.mjs'

/**
 * A detector of two samples beside the functions that do the same: `scipy` and `frouros` say who has it. `again`: how
 * often in a measurement, ours and theirs.
 * @typedef {{ id: string, kind?: Kind, params?: Params, again: readonly [number, number], scipy?: true, frouros?: true | 'permutations' }} Tested
 */

const ROWS = 1000
const PERMUTATIONS = 999
const ALONE = { decision: 'threshold' }
const TESTED_BY_PERMUTATION = { decision: 'permutation', permutations: PERMUTATIONS }

/** @type {readonly Tested[]} */
const TESTS = [
  { id: 'ks', again: [50, 10], scipy: true, frouros: true },
  { id: 'cvm', again: [50, 10], scipy: true, frouros: true },
  { id: 'anderson-darling', again: [50, 10], scipy: true, frouros: true },
  { id: 'bws', again: [1, 1], scipy: true },
  { id: 'kuiper', again: [50, 10], frouros: true },
  { id: 'mann-whitney', again: [50, 10], scipy: true, frouros: true },
  { id: 'welch', again: [50, 10], scipy: true, frouros: true },
  { id: 'chi-square', kind: 'kinds', again: [50, 10], scipy: true, frouros: true },
  { id: 'fisher', kind: 'binary', again: [50, 10], scipy: true },
  { id: 'hellinger', params: ALONE, again: [50, 10], frouros: true },
  { id: 'hellinger', params: TESTED_BY_PERMUTATION, again: [3, 1], frouros: 'permutations' },
  { id: 'bhattacharyya', params: ALONE, again: [50, 10], frouros: true },
  { id: 'histogram-intersection', params: ALONE, again: [50, 10], frouros: true },
  { id: 'psi', params: ALONE, again: [50, 10], frouros: true },
  { id: 'psi', params: TESTED_BY_PERMUTATION, again: [3, 1], frouros: 'permutations' },
  { id: 'kl', params: ALONE, again: [50, 10], frouros: true },
  { id: 'js', params: ALONE, again: [50, 10], frouros: true },
  { id: 'emd', params: ALONE, again: [50, 10], scipy: true, frouros: true },
  { id: 'emd', params: TESTED_BY_PERMUTATION, again: [3, 1], frouros: 'permutations' },
  { id: 'energy', params: ALONE, again: [50, 10], scipy: true, frouros: true },
  { id: 'energy', params: TESTED_BY_PERMUTATION, again: [3, 1], frouros: 'permutations' },
]

/**
 * Tests and distances of one column of two samples: ours with all that the Lab shows of it, beside scipy and frouros, in
 * turns. Prints milliseconds a test; the goal is not to be slower.
 * @param {Sides} sides
 * @param {boolean} isQuick
 * @returns {Promise<Row[]>}
 */
export async function compareTests({ ours, frouros }, isQuick) {
  /** @type {Row[]} */
  const rows = []
  const turns = isQuick ? 2 : 6
  console.log(
    `\nOne column, ${ROWS} rows each, ms of processor time a test (least of ${turns} turns); distances alone, or with ${PERMUTATIONS} permutations`,
  )
  for (const { id, kind = 'numbers', params = {}, again, ...peers } of TESTS) {
    const least = { ours: Infinity, scipy: Infinity, frouros: Infinity }
    const [ownTimes, peerTimes] = again
    const byPermutation = peers.frouros === 'permutations'
    const task = { rows: ROWS, kind }
    // Compiled, and compiled again by what was learnt.
    await ours.time({ work: 'test', id, params, again: ownTimes, ...task })
    for (let turn = 0; turn < turns; turn++) {
      const take = async (/** @type {keyof typeof least} */ of, /** @type {Promise<number>} */ measured) => {
        least[of] = Math.min(least[of], (await measured) / (of === 'ours' ? ownTimes : peerTimes))
      }
      for (let k = 0; k < 3; k++)
        await take('ours', ours.time({ work: 'test', id, params, again: ownTimes, ...task }))
      const theirs = { again: peerTimes, ...task }
      if (peers.scipy) await take('scipy', frouros.time({ peer: 'scipy-test', detector: id, ...theirs }))
      if (peers.frouros) {
        const detector = byPermutation ? `${id}*${PERMUTATIONS}` : id
        await take('frouros', frouros.time({ peer: 'frouros-test', detector, ...theirs }))
      }
    }
    const there = /** @type {const} */ (['scipy', 'frouros']).filter((peer) => least[peer] < Infinity)
    const ratios = Object.fromEntries(there.map((peer) => [peer, least[peer] / least.ours]))
    const beside = there.map(
      (peer) => `${peer} ${least[peer].toFixed(3)} = ${(least[peer] / least.ours).toFixed(1)} ×`,
    )
    const row = {
      what: byPermutation ? `${id}, ${PERMUTATIONS} permutations` : id,
      measured: [`${least.ours.toFixed(3)} ms`, ...beside].join('; '),
      ...judgedByRatio({ scipy: 1, frouros: 1 }, ratios),
    }
    console.log(`${row.what}: ${row.measured} ${row.met ? 'pass' : 'MISS'}`)
    rows.push(row)
  }
  return rows
}
