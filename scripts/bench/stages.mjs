import { cpuSeconds, withComponents } from './components.mjs'
import { ms, times } from './report.mjs'
import { rateRow, scrollSeconds } from './scrolling.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { parts } from './components-page.tsx' */

const BUILDS = 500
const STAGES = 60

/**
 * A pipeline of many builds and stages: its table, all detectors over all stages, and how the table scrolls.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timePipeline({ browser, benchUrl, folder, quick, say }) {
  const bench = await openWorkbench(browser, benchUrl)
  const models = /** @type {number[]} */ ([])
  const judgements = /** @type {number[]} */ ([])
  let changed = /** @type {string[]} */ ([])
  const count = quick ? 3 : 10
  const before = await cpuSeconds(browser)
  for (let i = 0; i < count; i++) {
    const one = /** @type {{ model: number, judge: number, changed: string[] }} */ (
      await bench.perform('stages', { pipeline: { builds: BUILDS, stages: STAGES } })
    )
    models.push(one.model)
    judgements.push(one.judge)
    changed = one.changed
  }
  const workMs = (1000 * ((await cpuSeconds(browser)) - before)) / count
  await bench.close()
  say(`  changed: ${changed.join(', ')}`)
  const { mountMs, down, across, frameMs } = await withComponents({ browser, folder }, async (page) => {
    const cpuBefore = await cpuSeconds(browser)
    const drawn = await page.evaluate(
      ([builds, stages, seconds]) => {
        const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
        return benchParts.stages(builds, stages, seconds)
      },
      /** @type {const} */ ([BUILDS, STAGES, scrollSeconds(quick)]),
    )
    return { ...drawn, frameMs: (1000 * ((await cpuSeconds(browser)) - cpuBefore)) / drawn.frames }
  })
  const found = changed.filter((name) => / \d*0$/.test(name)).length
  const size = `${BUILDS} builds × ${STAGES} stages`
  const middle = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0
  return [
    {
      what: `Table of ${size}, in a browser's worker`,
      goal: 'at most 50 ms',
      measured: times(models),
      met: middle(models) <= 50,
    },
    {
      what: `All detectors over ${size}, in a browser's worker`,
      goal: 'at most 300 ms',
      measured: times(judgements),
      met: middle(judgements) <= 300,
    },
    {
      what: 'Processor time of both, with the builds that are made for them',
      goal: null,
      measured: ms(workMs),
      met: null,
    },
    {
      what: 'Changed stages that are found',
      goal: 'all six that were made slower',
      measured: `${found}, and ${changed.length - found} of the other ${STAGES - STAGES / 10}`,
      met: found === STAGES / 10,
    },
    { what: `Matrix of ${size}: mount`, goal: null, measured: ms(mountMs), met: null },
    rateRow(`Matrix of ${size}, scrolled down`, [down]),
    rateRow(`Matrix of ${size}, scrolled across`, [across]),
    { what: 'The same, processor time of the page a frame', goal: null, measured: ms(frameMs), met: null },
  ]
}
