import { spreadOf, times } from './report.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

/**
 * n rows of either sample, d columns, 1,000 permutations: what the permutations cost in turn, and what the distances.
 * `goals` in milliseconds, of medians: one worker, two, and until the first interval of p is told.
 * @type {{ n: number, d: number, goals?: Record<'alone' | 'helped' | 'first', number> }[]}
 */
const SIZES = [
  { n: 1000, d: 10, goals: { alone: 24, helped: 15, first: 15 } },
  { n: 100, d: 10 },
  { n: 500, d: 10 },
  { n: 1000, d: 1 },
  { n: 1000, d: 784 },
  { n: 5000, d: 10 },
]
const PERMUTATIONS = 1000

/**
 * The permutation test of MMD without its pictures in node and in a worker of the browser, in turns: times, and the same p.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeMmdRuns({ browser, benchUrl, partsFile, quick, say }) {
  const { timeMmd } = /** @type {typeof import('./parts.mjs')} */ (await import(partsFile))
  const bench = await openWorkbench(browser, benchUrl)
  /** @type {Row[]} */
  const rows = []
  for (const { n, d, goals } of quick ? SIZES.slice(0, 1) : SIZES) {
    const size = { n, d, permutations: PERMUTATIONS }
    const inBrowser = /** @type {number[]} */ ([])
    const helped = /** @type {number[]} */ ([])
    const inNode = /** @type {number[]} */ ([])
    const first = /** @type {number[]} */ ([])
    /** @type {Set<string>} */
    const found = new Set()
    for (let i = 0; i < (quick ? 3 : 10); i++) {
      const ours = /** @type {Awaited<ReturnType<typeof timeMmd>>} */ (await bench.perform('mmd', { size }))
      const two = /** @type {typeof ours} */ (await bench.perform('mmd', { size, assistants: 1 }))
      const nodes = await timeMmd(size)
      inBrowser.push(ours.elapsed)
      first.push(ours.first)
      helped.push(two.elapsed)
      inNode.push(nodes.elapsed)
      for (const { p, statistic } of [ours, two, nodes]) found.add(`p ${p}, MMD² ${statistic}`)
    }
    say(`  ${[...found].join(' | ')}`)
    const what = `n = m = ${n}, d = ${d}, ${PERMUTATIONS} permutations`
    rows.push(
      rowOf(`MMD in a browser's worker, ${what}`, inBrowser, goals?.alone),
      rowOf('… until the first interval of p, after 63 permutations', first, goals?.first),
      rowOf(`The same with an assistant, ${what}`, helped, goals?.helped),
      { what: `MMD in node, ${what}`, goal: null, measured: times(inNode), met: null },
      {
        what: `p and MMD² in node and in the browser, ${what}`,
        goal: 'the same, to the last bit',
        measured: found.size === 1 ? 'the same' : [...found].join(' and '),
        met: found.size === 1,
      },
    )
  }
  await bench.close()
  return rows
}

/**
 * @param {string} what
 * @param {readonly number[]} taken milliseconds
 * @param {number | undefined} goal of their median
 * @returns {Row}
 */
function rowOf(what, taken, goal) {
  return goal === undefined
    ? { what, goal: null, measured: times(taken), met: null }
    : { what, goal: `≤ ${goal} ms, median`, measured: times(taken), met: spreadOf(taken).median <= goal }
}
