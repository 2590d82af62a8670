import { withComponents } from './components.mjs'
import { spreadOf, times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { parts } from './components-page.tsx' */

const POINTS = 1_000_000
const MOUNT_GOAL_MS = 70
const HOVER_GOAL_MS = 20

/**
 * The chart of a stream of a million points by itself.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeStreamChart(world) {
  const { mountMs, hoverMs } = await withComponents(world, (page) =>
    page.evaluate((points) => {
      const { benchParts } = /** @type {{ benchParts: typeof parts }} */ (/** @type {unknown} */ (window))
      return benchParts.longStream(points)
    }, POINTS),
  )
  const late = hoverMs.toSorted((a, b) => a - b)[Math.floor(0.95 * hoverMs.length)] ?? Infinity
  const what = 'Chart of a stream of 1 000 000 points'
  return [
    {
      what: `${what}: mount`,
      goal: `≤ ${MOUNT_GOAL_MS} ms, median`,
      measured: times(mountMs),
      met: spreadOf(mountMs).median <= MOUNT_GOAL_MS,
    },
    {
      what: `${what}: a move of the pointer → its readout drawn, 95 of 100`,
      goal: `≤ ${HOVER_GOAL_MS} ms`,
      measured: `${late.toFixed(1)} ms; ${times(hoverMs)}`,
      met: late <= HOVER_GOAL_MS,
    },
  ]
}
