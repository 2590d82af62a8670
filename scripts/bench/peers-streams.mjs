/** @import { Sides } from '../bench-peers.mjs' */
/** @import { Row } from './report.mjs' */
import { judgedByRatio } from './peer-goals.mjs'

/**
 * A detector of streams beside the libraries that have it. `goal`: nanoseconds a row, and how many times each peer's time,
 * of ours by many rows at once. A goal of 1 ×: not slower.
 * @typedef {{ id: string, window?: number, d?: number, params?: Readonly<Record<string, number | string>>, rows: number, peerRows: number, goal: { ns?: number, river?: number, frouros?: number } }} Compared
 */

/** @type {readonly Compared[]} */
const STREAMS = [
  { id: 'page-hinkley', rows: 100_000, peerRows: 50_000, goal: { ns: 10, river: 15, frouros: 250 } },
  { id: 'ddm', rows: 100_000, peerRows: 50_000, goal: { ns: 15, river: 15, frouros: 250 } },
  { id: 'eddm', rows: 100_000, peerRows: 50_000, goal: { ns: 15, river: 15, frouros: 150 } },
  { id: 'hddm-a', rows: 100_000, peerRows: 20_000, goal: { ns: 25, river: 15, frouros: 250 } },
  { id: 'hddm-w', rows: 100_000, peerRows: 20_000, goal: { ns: 35, river: 15, frouros: 250 } },
  { id: 'fhddm', rows: 100_000, peerRows: 50_000, goal: { ns: 20, river: 15 } },
  { id: 'adwin', rows: 100_000, peerRows: 10_000, goal: { ns: 55, river: 3.5, frouros: 500 } },
  { id: 'kswin', rows: 5_000, peerRows: 500, goal: { river: 200, frouros: 150 } },
  { id: 'iks', window: 100, rows: 20_000, peerRows: 500, goal: { frouros: 300 } },
  { id: 'iks', window: 1000, rows: 20_000, peerRows: 100, goal: { frouros: 1500 } },
  {
    id: 'mmd-window',
    window: 1000,
    d: 10,
    // No threshold is simulated, and the window moves by one row, as the library's does.
    params: { control: 'given', threshold: 2, step: 1 },
    rows: 5_000,
    peerRows: 5,
    goal: { frouros: 900 },
  },
  { id: 'cusum', rows: 100_000, peerRows: 50_000, goal: { frouros: 1 } },
  { id: 'gma', rows: 100_000, peerRows: 50_000, goal: { frouros: 1 } },
  { id: 'bocd', rows: 1_000, peerRows: 500, goal: { frouros: 1 } },
  { id: 'rddm', rows: 100_000, peerRows: 20_000, goal: { frouros: 1 } },
  { id: 'ecdd-wt', rows: 100_000, peerRows: 50_000, goal: { frouros: 1 } },
  { id: 'stepd', rows: 100_000, peerRows: 20_000, goal: { frouros: 1 } },
]
const WITHOUT_FROUROS = new Set(['fhddm'])
const IN_RIVER = new Set(['page-hinkley', 'adwin', 'kswin', 'ddm', 'eddm', 'hddm-a', 'hddm-w', 'fhddm'])

/**
 * Streams without drift, our three ways of taking rows beside the one that a library has, in turns. Prints nanoseconds a
 * row; ratios are those of many rows at once, and of each row by itself in brackets.
 * @param {Sides} sides
 * @param {boolean} isQuick
 * @returns {Promise<Row[]>}
 */
export async function compareStreams({ ours, river, frouros }, isQuick) {
  /** @type {Row[]} */
  const told = []
  const turns = isQuick ? 2 : 6
  console.log(
    `\nStreams without drift, ns of processor time a row (least of ${turns} turns): ours many rows at once, each row by itself, and the whole result with its trace; theirs row by row, as they have no other way. × of many rows (of each)`,
  )
  for (const { id, window, d, params, rows, peerRows, goal } of STREAMS) {
    const least = { many: Infinity, each: Infinity, result: Infinity, river: Infinity, frouros: Infinity }
    const take = (
      /** @type {keyof typeof least} */ of,
      /** @type {number} */ ms,
      /** @type {number} */ n,
    ) => {
      least[of] = Math.min(least[of], (1e6 * ms) / n)
    }
    const own = {
      work: /** @type {const} */ ('stream'),
      id,
      ...(window === undefined ? {} : { window }),
      ...(d === undefined ? {} : { d }),
      ...(params === undefined ? {} : { params }),
    }
    for (let turn = 0; turn < turns; turn++) {
      for (let again = 0; again < 10; again++)
        take('many', await ours.time({ ...own, form: 'many', rows }), rows)
      for (let again = 0; again < 3; again++) {
        take('each', await ours.time({ ...own, form: 'each', rows: rows / 5 }), rows / 5)
        take('result', await ours.time({ ...own, form: 'result', rows }), rows)
      }
      const task = { detector: id, rows: peerRows }
      if (IN_RIVER.has(id)) take('river', await river.time({ peer: 'river', ...task }), peerRows)
      if (!WITHOUT_FROUROS.has(id))
        take('frouros', await frouros.time({ peer: 'frouros-stream', ...task, window, d }), peerRows)
    }
    const row = rowOf(window === undefined ? id : `${id}, window of ${window}`, least, goal)
    console.log(
      `${row.what}: ${row.measured}${row.goal === null ? '' : `; ${row.goal}: ${row.met ? 'pass' : 'MISS'}`}`,
    )
    told.push(row)
  }
  return told
}

/**
 * @param {string} what
 * @param {Record<'many' | 'each' | 'result' | 'river' | 'frouros', number>} least nanoseconds a row
 * @param {Compared['goal']} goal
 * @returns {Row}
 */
function rowOf(what, least, { ns: limit, ...times }) {
  const { many, each, result } = least
  const ns = (/** @type {number} */ x) => x.toFixed(x < 100 ? 1 : 0)
  const peers = /** @type {const} */ (['river', 'frouros']).filter((peer) => least[peer] < Infinity)
  const beside = peers.map(
    (peer) =>
      `${peer} ${ns(least[peer])} = ${(least[peer] / many).toFixed(1)} × (${(least[peer] / each).toFixed(1)} ×)`,
  )
  const byRatio = judgedByRatio(times, Object.fromEntries(peers.map((peer) => [peer, least[peer] / many])))
  const goals = [limit === undefined ? null : `≤ ${limit} ns`, byRatio.goal].filter((goal) => goal !== null)
  return {
    what,
    measured: [`${ns(many)} / ${ns(each)} / ${ns(result)} ns`, ...beside].join('; '),
    goal: goals.length === 0 ? null : goals.join(', '),
    met: goals.length === 0 ? null : (limit === undefined || many <= limit) && byRatio.met !== false,
  }
}
