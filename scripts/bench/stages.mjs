import { times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

const BUILDS = 500
const STAGES = 60

/**
 * A pipeline of many builds and stages: its table, and all detectors over all stages.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timePipeline({ partsFile, quick, say }) {
  const { madeBuilds, timeStages } = /** @type {typeof import('./parts.mjs')} */ (await import(partsFile))
  const builds = madeBuilds(BUILDS, STAGES)
  const models = /** @type {number[]} */ ([])
  const judgements = /** @type {number[]} */ ([])
  let changed = 0
  for (let i = 0; i < (quick ? 3 : 10); i++) {
    const one = await timeStages(builds)
    models.push(one.model)
    judgements.push(one.judge)
    changed = one.changed
  }
  say(`  ${changed} of ${STAGES} stages changed`)
  const size = `${BUILDS} builds × ${STAGES} stages`
  const middle = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0
  return [
    {
      what: `Table of ${size}, in node`,
      goal: 'at most 50 ms',
      measured: times(models),
      met: middle(models) <= 50,
    },
    {
      what: `All detectors over ${size}, in node`,
      goal: 'at most 300 ms',
      measured: times(judgements),
      met: middle(judgements) <= 300,
    },
    {
      what: 'Changed stages that are found',
      goal: 'the six that were made slower',
      measured: String(changed),
      met: changed === STAGES / 10,
    },
  ]
}
