import { spreadOf, times } from './report.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { CurveTimes } from './curves-part.mjs' */
/** @import { Row } from './report.mjs' */

const SIZE = { runs: 200, steps: 10_000 }
const WHOLE_GOAL_MS = 300
const ZOOM_GOAL_MS = 100

/**
 * One metric of 200 runs × 10,000 steps in a worker of the browser: until the points to draw are made. Drawing them is
 * not in it.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeCurveRuns({ browser, benchUrl, quick }) {
  /** @type {CurveTimes[]} */
  const found = []
  for (let i = 0; i < (quick ? 1 : 5); i++) {
    const bench = await openWorkbench(browser, benchUrl)
    found.push(/** @type {CurveTimes} */ (await bench.perform('curves', { curves: SIZE })))
    await bench.close()
  }
  const wholes = found.map(({ whole }) => whole)
  const zooms = found.flatMap((one) => one.zooms)
  const isExact = found.every(({ exact }) => exact)
  return [
    {
      what: `A history of ${SIZE.steps} steps: its bytes → in the worker`,
      goal: null,
      measured: times(found.map(({ read }) => read)),
      met: null,
    },
    {
      what: `${SIZE.runs} of them, in the worker → the points to draw`,
      goal: `≤ ${WHOLE_GOAL_MS} ms with the drawing, each`,
      measured: times(wholes),
      // Necessary, not sufficient: the drawing comes on top.
      met: spreadOf(wholes).max <= WHOLE_GOAL_MS,
    },
    {
      what: 'The same, a zoom → the points to draw',
      goal: `≤ ${ZOOM_GOAL_MS} ms with the drawing, each`,
      measured: times(zooms),
      met: spreadOf(zooms).max <= ZOOM_GOAL_MS,
    },
    {
      what: 'The same, smoothed for the first time',
      goal: null,
      measured: times(found.map(({ smooth }) => smooth)),
      met: null,
    },
    {
      what: 'Smallest and largest value of each line in view, among the points',
      goal: 'all',
      measured: isExact ? 'all' : 'not all',
      met: isExact,
    },
  ]
}
