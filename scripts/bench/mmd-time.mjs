import { times } from './report.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

const SIZE = { n: 1000, d: 10, permutations: 999 }

/**
 * The permutation test of MMD in node and in a worker of the browser, in turns: times, and the same p.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeMmdRuns({ browser, benchUrl, partsFile, quick, say }) {
  const { timeMmd } = /** @type {typeof import('./parts.mjs')} */ (await import(partsFile))
  const bench = await openWorkbench(browser, benchUrl)
  const inBrowser = /** @type {number[]} */ ([])
  const inNode = /** @type {number[]} */ ([])
  const found = /** @type {Set<string>} */ (new Set())
  for (let i = 0; i < (quick ? 3 : 10); i++) {
    const ours = /** @type {Awaited<ReturnType<typeof timeMmd>>} */ (
      await bench.perform('mmd', { size: SIZE })
    )
    const nodes = await timeMmd(SIZE)
    inBrowser.push(ours.elapsed)
    inNode.push(nodes.elapsed)
    for (const { p, statistic } of [ours, nodes]) found.add(`p ${p}, MMD² ${statistic}`)
  }
  await bench.close()
  say(`  ${[...found].join(' | ')}`)
  const size = `n = m = ${SIZE.n}, d = ${SIZE.d}, ${SIZE.permutations} permutations`
  return [
    { what: `MMD in a browser's worker, ${size}`, goal: null, measured: times(inBrowser), met: null },
    { what: `MMD in node, the same`, goal: null, measured: times(inNode), met: null },
    {
      what: 'p and MMD² in node and in the browser',
      goal: 'the same, to the last bit',
      measured: found.size === 1 ? 'the same' : [...found].join(' and '),
      met: found.size === 1,
    },
  ]
}
