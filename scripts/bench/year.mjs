import { spreadOf, times } from './report.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

/** Well under a second. */
const GOAL_MS = 800
const D = 10
/** Rows: a day, four days, six weeks. */
const WINDOWS = [24, 100, 1000]

/**
 * MMD over time of a year of hourly rows against a reference of 2,000, in a worker of the browser.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeYearRuns({ browser, benchUrl, quick }) {
  const bench = await openWorkbench(browser, benchUrl)
  /** @type {Row[]} */
  const rows = []
  for (const window of quick ? WINDOWS.slice(0, 1) : WINDOWS) {
    const taken = /** @type {number[]} */ ([])
    for (let i = 0; i < (quick ? 2 : 6); i++)
      taken.push(/** @type {number} */ (await bench.perform('year', { year: { d: D, window } })))
    rows.push({
      what: `MMD over time of a year of hourly data, windows of ${window} rows, with its simulated threshold`,
      goal: `≤ ${GOAL_MS} ms, median`,
      measured: times(taken),
      met: spreadOf(taken).median <= GOAL_MS,
    })
  }
  await bench.close()
  return rows
}
